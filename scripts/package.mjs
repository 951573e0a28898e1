/**
 * Builds for release and packs the extension: `npm run package` writes sqlalchemy-relationships.vsix. Everything is gathered in a folder
 * of its own first, so that the bundles in `dist`, made for debugging, stay as they are.
 */
import { cp, mkdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createVSIX } from '@vscode/vsce';
import { ROOT, buildAll } from './build.mjs';

export const VSIX = path.join(ROOT, 'sqlalchemy-relationships.vsix');

const GATHERED = path.join(ROOT, 'out', 'package');
const TAKEN = ['package.json', '.vscodeignore', 'README.md', 'CHANGELOG.md', 'LICENSE', 'icons', 'syntaxes', 'walkthrough'];

/** Writes the package and returns its size in bytes. */
export async function packageExtension() {
  await rm(GATHERED, { recursive: true, force: true });
  await mkdir(GATHERED, { recursive: true });
  for (const name of TAKEN) await cp(path.join(ROOT, name), path.join(GATHERED, name), { recursive: true });
  await buildAll({ production: true, folder: GATHERED });
  await createVSIX({
    cwd: GATHERED,
    packagePath: VSIX,
    // Everything is bundled.
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  return (await stat(VSIX)).size;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    const size = await packageExtension();
    console.log(`${path.relative(process.cwd(), VSIX)}: ${(size / 1e6).toFixed(2)} MB`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
