import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { exitOnSignals } from './exitOnSignals.mjs';
import { findServerNode } from './findTools.mjs';
import { CODE_SERVER } from './paths.mjs';
import { run } from './run.mjs';

/**
 * @typedef {object} CodeServer
 * @property {string} address `http://127.0.0.1:PORT`
 * @property {() => Promise<void>} stop
 */

const ENTRY = path.join(CODE_SERVER, 'out', 'node', 'entry.js');
/** Variables that would change what the server does. */
const CONFUSING = new Set(['NODE_OPTIONS', 'VSCODE_IPC_HOOK_CLI', 'PORT', 'PASSWORD', 'HASHED_PASSWORD']);

const START_LIMIT_MS = 60_000;

/**
 * Starts VS Code's server on 127.0.0.1 only: there is no password, whoever reaches the port has a shell.
 * @param {{ home: string, settings?: Record<string, unknown>, testDriver?: boolean, env?: NodeJS.ProcessEnv, port?: number, log?: (line: string) => void }} options
 *   `home`: a folder for all state. `testDriver`: makes the page accept a test suite, and hides notifications and dialogs.
 * @returns {Promise<CodeServer>}
 */
export async function startCodeServer({ home, settings = {}, testDriver = false, env = {}, port, log = () => {} }) {
  const chosenPort = port ?? (await freePort());
  await writeSettings(home, settings);
  const driver = testDriver ? ['--vscode-option', 'enable-smoke-test-driver'] : [];
  const args = [ENTRY, '--auth', 'none', '--bind-addr', `127.0.0.1:${chosenPort}`, ...stateArgs(home), ...quietArgs(), ...driver];
  const child = spawn(serverNode(), args, { env: { ...serverEnv(home), ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached: process.platform !== 'win32' });
  /** @type {string[]} */
  const tail = [];
  /** @param {Buffer} chunk */
  const take = (chunk) => {
    const text = chunk.toString();
    log(text);
    tail.push(text);
    if (tail.length > 50) tail.shift();
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const address = `http://127.0.0.1:${chosenPort}`;
  const end = () => {
    if (child.exitCode === null && child.pid !== undefined) endGroup(child.pid);
  };
  // However this process ends, nothing keeps listening.
  process.once('exit', end);
  exitOnSignals();
  const stop = async () => {
    end();
    await exited;
    process.removeListener('exit', end);
  };
  if (!(await isHealthy(address, () => child.exitCode !== null))) {
    await stop();
    throw new Error(`VS Code's server did not start:\n${tail.join('')}`);
  }
  return { address, stop };
}

/** Installs a packaged extension into `home`. @param {string} home @param {string} vsix */
export async function installExtension(home, vsix) {
  await mkdir(home, { recursive: true });
  const code = await run(serverNode(), [ENTRY, ...stateArgs(home), '--install-extension', vsix], { env: serverEnv(home), quiet: true });
  if (code !== 0) throw new Error(`VS Code did not install ${vsix}`);
}

/** The page that opens `folder`. @param {string} address @param {string} folder @param {readonly (readonly [string, string])[]} [payload] */
export function pageUrl(address, folder, payload) {
  const query = new URLSearchParams({ folder });
  if (payload !== undefined) query.set('payload', JSON.stringify(payload));
  return `${address}/?${query.toString()}`;
}

/**
 * `preferred` where nobody listens on it, so that a browser finds the address again; else any free port.
 * @param {number} [preferred]
 * @returns {Promise<number>}
 */
export async function freePort(preferred = 0) {
  try {
    return await probe(preferred);
  } catch (error) {
    if (preferred === 0) throw error;
    return probe(0);
  }
}

/** @param {number} port @returns {Promise<number>} */
function probe(port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const at = server.address();
      server.close(() => (at !== null && typeof at === 'object' ? resolve(at.port) : reject(new Error('no free port'))));
    });
  });
}

function serverNode() {
  const node = findServerNode();
  if (node === undefined) throw new Error('VS Code\'s server needs Node 24; run `node test/host/install.mjs` first.');
  return node;
}

/** @param {string} home */
function stateArgs(home) {
  return ['--user-data-dir', path.join(home, 'user-data'), '--extensions-dir', path.join(home, 'extensions'), '--config', path.join(home, 'config.yaml')];
}

function quietArgs() {
  return [
    '--disable-telemetry',
    '--disable-update-check',
    '--disable-workspace-trust',
    '--disable-getting-started-override',
    '--disable-proxy',
    '--ignore-last-opened',
  ];
}

/** @param {string} home @returns {NodeJS.ProcessEnv} */
function serverEnv(home) {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !CONFUSING.has(name)));
  return { ...inherited, EXTENSIONS_GALLERY: '{"serviceUrl":""}', XDG_CONFIG_HOME: path.join(home, 'xdg-config'), XDG_DATA_HOME: path.join(home, 'xdg-data') };
}

/** @param {string} home @param {Record<string, unknown>} settings */
async function writeSettings(home, settings) {
  const folder = path.join(home, 'user-data', 'User');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'settings.json'), JSON.stringify(settings, null, 2));
  await writeFile(path.join(home, 'config.yaml'), '');
}

/** @param {string} address @param {() => boolean} hasEnded */
async function isHealthy(address, hasEnded) {
  const deadline = Date.now() + START_LIMIT_MS;
  while (Date.now() < deadline && !hasEnded()) {
    try {
      const answer = await fetch(`${address}/healthz`, { signal: AbortSignal.timeout(2_000) });
      if (answer.ok) return true;
    } catch {
      // Not listening yet: asked again below.
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

/** @param {number} pid */
function endGroup(pid) {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGTERM');
  } catch {
    // Ended in the meantime.
  }
}
