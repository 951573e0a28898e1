import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * The licence texts of the packages that `inputs` (paths of bundled files, relative to `root`) belong to.
 * @param {string} root
 * @param {readonly string[]} inputs
 */
export async function noticesOf(root, inputs) {
  const folders = [...new Set(inputs.map(packageFolder).filter((folder) => folder !== undefined))].sort();
  const sections = await Promise.all(folders.map((folder) => noticeOf(path.join(root, folder))));
  return `This extension contains code of the following packages.\n\n${sections.join('\n')}`;
}

/** `node_modules/@scope/name` of a file inside it; undefined for our own files. @param {string} input */
function packageFolder(input) {
  const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
  return match?.[1];
}

/** @param {string} folder */
async function noticeOf(folder) {
  const manifest = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
  const licenceFile = (await readdir(folder)).find((name) => /^licen[cs]e/i.test(name));
  const text = licenceFile === undefined ? '' : await readFile(path.join(folder, licenceFile), 'utf8');
  return `${'-'.repeat(80)}\n${manifest.name} ${manifest.version} (${manifest.license})\n${sourceOf(manifest)}\n${text.trim()}\n`;
}

/** Where the source code can be had, as some licences ask. @param {{ repository?: string | { url?: string } }} manifest */
function sourceOf({ repository }) {
  const url = typeof repository === 'string' ? repository : repository?.url;
  return url === undefined ? '' : `Source: ${url.replace(/^git\+/, '')}\n`;
}
