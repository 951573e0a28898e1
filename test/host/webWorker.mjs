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
  ['reads the workspace through VS Code', whenIndexed],
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
  const frame = await whenDrawn(page);
  const text = await frame.evaluate('document.body.textContent');
  if (!String(text).includes('AgentInstallation')) throw new Error(`the panel does not name AgentInstallation: ${String(text).slice(0, 400)}`);
}
