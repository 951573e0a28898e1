/** Uses only what Node itself brings: it runs before anything is installed. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
const NODE_FLOOR = [20, 19];

/** Installs the packages of the lockfile, unless exactly these are installed. Ends the process with a plain sentence when it cannot. */
export function ensureInstalled() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [floorMajor = 0, floorMinor = 0] = NODE_FLOOR;
  if (major < floorMajor || (major === floorMajor && minor < floorMinor)) {
    fail(`Node ${NODE_FLOOR.join('.')} or newer is needed; this is Node ${process.versions.node}.`);
  }
  if (isInstalled()) return;
  console.log('Installing packages …');
  const done = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (done.status !== 0) fail('`npm ci` failed; see above.');
}

/** Whether npm's own note of what it installed agrees with the lockfile; packages for other platforms may be missing. */
function isInstalled() {
  const note = path.join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(note)) return false;
  const installed = packagesOf(note);
  const locked = Object.entries(packagesOf(path.join(ROOT, 'package-lock.json'))).filter(([folder]) => folder !== '');
  return locked.every(([folder, wanted]) => {
    const found = installed[folder];
    return found === undefined ? wanted.optional === true || wanted.peer === true : found.version === wanted.version;
  });
}

/** @param {string} lockfile @returns {Record<string, { version: string, optional?: boolean, peer?: boolean }>} */
function packagesOf(lockfile) {
  return JSON.parse(readFileSync(lockfile, 'utf8')).packages;
}

/** @param {string} message @returns {never} */
function fail(message) {
  console.error(message);
  process.exit(1);
}
