import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { HOST_FOLDER } from './paths.mjs';

const CHROMIUM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** VS Code's server needs this Node or a newer one; older ones answer every page with an error. */
const NODE_MAJOR = 24;

/** The path of a Chromium: `CHROMIUM_PATH`, else the first known name on PATH; undefined when there is none. */
export function findChromium() {
  const stated = process.env.CHROMIUM_PATH;
  if (stated !== undefined && stated !== '') return existsSync(stated) ? stated : undefined;
  return CHROMIUM_NAMES.map(findOnPath).find((found) => found !== undefined);
}

/** The path of a Node that VS Code's server runs on: the packaged one, else the one that runs this script; undefined when too old. */
export function findServerNode() {
  const packaged = path.join(HOST_FOLDER, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (existsSync(packaged)) return packaged;
  return Number(process.versions.node.split('.')[0]) >= NODE_MAJOR ? process.execPath : undefined;
}

/** @param {string} name */
export function findOnPath(name) {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const suffixes = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  return folders
    .flatMap((folder) => suffixes.map((suffix) => path.join(folder, name + suffix)))
    .find((candidate) => existsSync(candidate));
}

/** Whether `sudo` runs without asking. */
export function canSudo() {
  return findOnPath('sudo') !== undefined && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;
}
