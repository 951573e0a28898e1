/**
 * Checks the extension where there is no Node: VS Code runs it in the browser's own extension host, the server in a web worker, and files are
 * read through VS Code.
 */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openBrowser } from './lib/browser.mjs';
import { installExtension, pageUrl, startCodeServer } from './lib/codeServer.mjs';
import { TEST_SETTINGS } from './lib/hostSuite.mjs';
import { ROOT } from './lib/paths.mjs';
import { hoverWord, openFile, runCommand, whenDrawn, whenIndexed } from './lib/workbench.mjs';

/** @typedef {import('playwright-core').Page} Page */

const IN_THE_BROWSER = { 'remote.extensionKind': { 'sqlalchemy-relationships.sqlalchemy-relationships': ['web'] } };

/** @type {readonly (readonly [string, (page: Page) => Promise<void>])[]} */
const CHECKS = [
  ['runs in the web worker extension host', runsInWorker],
  ['explains a relationship on hover', explains],
  ['opens the diagram', opensDiagram],
];

/** @param {string} vsix @param {(line: string) => void} print */
export async function runWebWorkerChecks(vsix, print) {
  const home = await mkdtemp(path.join(tmpdir(), 'host-web-'));
  const workspace = path.join(home, 'samples');
  await cp(path.join(ROOT, 'samples'), workspace, { recursive: true });
  await installExtension(home, vsix);
  const server = await startCodeServer({ home, settings: { ...TEST_SETTINGS, ...IN_THE_BROWSER } });
  const { browser, page } = await openBrowser();
  const total = { passed: 0, failed: 0 };
  try {
    await page.goto(pageUrl(server.address, workspace));
    await openFile(page, 'agents/models/user.py', 24);
    for (const [name, check] of CHECKS) {
      try {
        await check(page);
        total.passed++;
        print(`  ok    ${name}`);
      } catch (error) {
        total.failed++;
        print(`  FAIL  ${name}\n${error instanceof Error ? error.stack : String(error)}`);
      }
    }
  } finally {
    await browser.close();
    await server.stop();
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
  return total;
}

/** The server's worker is one of the page's: its script is ours. @param {Page} page */
async function runsInWorker(page) {
  await whenIndexed(page);
  const scripts = page.workers().map((worker) => worker.url());
  if (!scripts.some((url) => url.startsWith('blob:') || url.includes('server.web.js'))) throw new Error(`no worker of ours among ${scripts.join(', ')}`);
}

/** @param {Page} page */
async function explains(page) {
  const text = await hoverWord(page, 'installations');
  for (const part of ['User.installations', 'one to many', 'users.id = agent_installations.user_id', 'AgentInstallation.user']) {
    if (!text.includes(part)) throw new Error(`the hover does not say ${part}: ${text}`);
  }
}

/** @param {Page} page */
async function opensDiagram(page) {
  await runCommand(page, 'SQLAlchemy: Open Relationship Diagram');
  await whenDrawn(page);
}
