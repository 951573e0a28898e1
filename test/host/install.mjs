/**
 * Installs what a VS Code without a desktop needs: `node test/host/install.mjs [--no-browser]`. Repeatable; does nothing when all is there.
 * Install scripts are not run: nothing that is used here needs them, and some of them download from elsewhere.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { canSudo, findChromium, findOnPath, findServerNode } from './lib/findTools.mjs';
import { CODE_SERVER, HOST_FOLDER } from './lib/paths.mjs';
import { run, runOrFail } from './lib/run.mjs';

const NPM_FLAGS = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/** Everything VS Code needs to start. Throws with a plain sentence when something cannot be had. */
export async function installVsCode() {
  const marker = path.join(HOST_FOLDER, '.cache', 'installed');
  const wanted = createHash('sha256').update(await readFile(path.join(HOST_FOLDER, 'package-lock.json'))).digest('hex');
  const isInstalled = existsSync(CODE_SERVER) && existsSync(marker) && (await readFile(marker, 'utf8')) === wanted;
  if (!isInstalled) {
    console.log('Installing VS Code (code-server), about half a minute …');
    const vscode = path.join(CODE_SERVER, 'lib', 'vscode');
    await runOrFail('npm', ['ci', ...NPM_FLAGS], { cwd: HOST_FOLDER, quiet: true });
    await runOrFail('npm', ['install', '--omit=dev', ...NPM_FLAGS], { cwd: vscode, quiet: true });
    await runOrFail('npm', ['install', '--omit=dev', ...NPM_FLAGS], { cwd: path.join(vscode, 'extensions'), quiet: true });
    await mkdir(path.dirname(marker), { recursive: true });
    await writeFile(marker, wanted);
  }
  if (findServerNode() === undefined) {
    throw new Error(`VS Code's server needs Node 24: no package node-${process.platform}-${process.arch} was found, and this is Node ${process.versions.node}. Run with Node 24.`);
  }
}

/** A Chromium for the tests. Throws with a plain sentence when there is none and none can be installed. */
export async function installChromium() {
  if (findChromium() !== undefined) return;
  const installed = await installChromiumWithApt();
  if (!installed || findChromium() === undefined) {
    throw new Error('No Chromium was found. Install Chromium or Google Chrome, or set CHROMIUM_PATH to one.');
  }
}

async function installChromiumWithApt() {
  if (findOnPath('apt-get') === undefined) return false;
  const prefix = process.getuid?.() === 0 ? [] : canSudo() ? ['sudo', '-n'] : undefined;
  if (prefix === undefined) return false;
  console.log('Installing Chromium with apt-get …');
  const apt = [...prefix, 'apt-get'];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = async () => run(/** @type {string} */ (apt[0]), [...apt.slice(1), 'install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], { env, quiet: true });
  if ((await install()) === 0) return true;
  await run(/** @type {string} */ (apt[0]), [...apt.slice(1), 'update'], { env, quiet: true });
  return (await install()) === 0;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    await installVsCode();
    if (!process.argv.includes('--no-browser')) await installChromium();
    console.log('VS Code and Chromium are ready.');
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
