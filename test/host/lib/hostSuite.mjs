import { createWriteStream } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openBrowser } from './browser.mjs';
import { startBridge } from './bridge.mjs';
import { buildSuite } from './buildSuite.mjs';
import { installExtension, pageUrl, startCodeServer } from './codeServer.mjs';
import { HOST_FOLDER, ROOT } from './paths.mjs';

/** @typedef {import('./bridge.mjs').SuiteResult} SuiteResult */
/** `installed`: from the package, as users have it. `development`: from the folder. @typedef {'installed' | 'development'} HostMode */

export const TEST_SETTINGS = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'chat.disableAIFeatures': true,
  'files.autoSave': 'off',
  'git.enabled': false,
};

const SUITE_LIMIT_MS = 600_000;

/**
 * Runs the host suite in a VS Code of its own, on a copy of the samples. What VS Code logs goes to `out/host/MODE.log`.
 * @param {HostMode} mode
 * @param {{ vsix: string, print: (line: string) => void }} options
 * @returns {Promise<SuiteResult>}
 */
export async function runHostSuite(mode, { vsix, print }) {
  const suite = await buildSuite();
  const logFile = createWriteStream(path.join(path.dirname(suite), `${mode}.log`));
  const log = (/** @type {string} */ line) => void logFile.write(`${line.trimEnd()}\n`);
  const home = await mkdtemp(path.join(tmpdir(), 'host-suite-'));
  /** @type {(() => Promise<unknown> | void)[]} */
  const cleanUp = [() => rm(home, { recursive: true, force: true, maxRetries: 5 })];
  try {
    const workspace = path.join(home, 'samples');
    await cp(path.join(ROOT, 'samples'), workspace, { recursive: true });
    if (mode === 'installed') await installExtension(home, vsix);

    const { browser, page } = await openBrowser();
    cleanUp.unshift(() => browser.close());
    const bridge = await startBridge(() => page, print);
    cleanUp.unshift(bridge.stop);
    const server = await startCodeServer({ home, settings: TEST_SETTINGS, testDriver: true, log, env: { HOST_BRIDGE: bridge.address, HOST_MODE: mode } });
    cleanUp.unshift(server.stop);

    const exitCode = await openAndWait(page, server.address, {
      workspace,
      extension: mode === 'installed' ? path.join(HOST_FOLDER, 'carrier') : ROOT,
      suite,
      log,
    });
    const result = bridge.result();
    if (result === undefined) throw new Error(`the suite ended with code ${exitCode} and told no result; see out/host/${mode}.log`);
    return result;
  } finally {
    for (const step of cleanUp) await step();
    logFile.end();
  }
}

/**
 * Opens the page that runs the suite, and resolves with the suite's exit code.
 * @param {import('playwright-core').Page} page
 * @param {string} address
 * @param {{ workspace: string, extension: string, suite: string, log: (line: string) => void }} what
 * @returns {Promise<number>}
 */
async function openAndWait(page, address, { workspace, extension, suite, log }) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const ended = new Promise((resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`the suite did not end within ${SUITE_LIMIT_MS / 1000} s`)), SUITE_LIMIT_MS);
    void page.exposeFunction('codeAutomationExit', (/** @type {number} */ code) => resolve(code));
  });
  await page.exposeFunction('codeAutomationLog', (/** @type {string} */ _type, /** @type {unknown[]} */ args) => log(args.map(String).join(' ')));
  const remote = address.replace('http://', 'vscode-remote://');
  try {
    await page.goto(
      pageUrl(address, workspace, [
        ['extensionDevelopmentPath', remote + extension],
        ['extensionTestsPath', remote + suite],
      ]),
    );
    return await ended;
  } finally {
    clearTimeout(timer);
  }
}
