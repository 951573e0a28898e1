import { diagramFrame } from '../../test/host/lib/bridge.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {(scene: string) => Promise<void>} Take */

/** The four pictures of the README. @param {Page} page @param {Take} take */
export async function samplePictures(page, take) {
  await openFile(page, 'agents/models/user.py', 24);
  await whenIndexed(page);
  await hoverWord(page, 'installations');
  await take('hover');
  await page.keyboard.press('Escape');

  await openFile(page, 'broken/ambiguous_join.py', 30);
  await runCommand(page, 'Problems: Focus on Problems View');
  await page.waitForSelector('.markers-panel .monaco-list-row');
  await take('problems');
  await runCommand(page, 'View: Close Panel').catch(() => undefined);

  await diagramPictures(page, take, { file: 'agents/models/agent.py', line: 25 });
}

/** The focused diagram and the whole schema. @param {Page} page @param {Take} take @param {{ file: string, line: number }} at */
export async function diagramPictures(page, take, { file, line }) {
  await openFile(page, file, line);
  await whenIndexed(page);
  await runCommand(page, 'SQLAlchemy: Open Relationship Diagram');
  await whenDrawn(page);
  await take('diagram');
  await runCommand(page, 'SQLAlchemy: Open Diagram of the Whole Schema');
  await whenDrawn(page);
  await take('schema');
}

/** @param {Page} page @param {string} file @param {number} line */
async function openFile(page, file, line) {
  await page.waitForSelector('.monaco-workbench .part.editor');
  await page.keyboard.press('Control+P');
  const input = page.locator('.quick-input-widget input');
  await input.waitFor({ state: 'visible' });
  await input.fill(file);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: file.split('/').at(-1) ?? '' }).first().waitFor();
  await input.fill(`${file}:${line}`);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.monaco-editor .view-line');
}

/** @param {Page} page @param {string} title */
async function runCommand(page, title) {
  await page.keyboard.press('F1');
  const input = page.locator('.quick-input-widget input');
  await input.waitFor({ state: 'visible' });
  await input.fill(`>${title}`);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().waitFor();
  await page.keyboard.press('Enter');
  await input.waitFor({ state: 'hidden' });
}

/** Lenses stand above the relationships once the workspace is read. @param {Page} page */
async function whenIndexed(page) {
  await page.waitForSelector('.codelens-decoration a', { timeout: 60_000 });
}

/** @param {Page} page @param {string} word */
async function hoverWord(page, word) {
  await page.locator('.view-line span', { hasText: new RegExp(`^\\s*${word}\\b`) }).first().hover();
  await page.waitForSelector('.monaco-hover .hover-contents', { state: 'visible' });
  await page.waitForLoadState('networkidle');
}

/** The page of the panel says in its body what it shows; two frames later it is painted. @param {Page} page */
async function whenDrawn(page) {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const frame = await diagramFrame(page);
    if (frame !== undefined && (await frame.evaluate('document.querySelector("canvas") !== null'))) {
      await page.waitForTimeout(2_000);
      return;
    }
    await page.waitForTimeout(200);
  }
  throw new Error('the diagram was not drawn within a minute');
}
