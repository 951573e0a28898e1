/** What a person does in VS Code, done through its page. */
import { diagramFrame } from './bridge.mjs';

/** @typedef {import('playwright-core').Page} Page */

const LIMIT_MS = 60_000;

/** @param {Page} page @param {string} file Path in the workspace. @param {number} line One-based. */
export async function openFile(page, file, line) {
  await page.waitForSelector('.monaco-workbench .part.editor', { timeout: LIMIT_MS });
  const input = await quickInput(page, 'Control+P');
  await input.fill(file);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: file.split('/').at(-1) ?? '' }).first().waitFor({ timeout: LIMIT_MS });
  await input.fill(`${file}:${line}`);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.monaco-editor .view-line');
}

/** @param {Page} page @param {string} title */
export async function runCommand(page, title) {
  const input = await quickInput(page, 'F1');
  await input.fill(`>${title}`);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().waitFor({ timeout: LIMIT_MS });
  await page.keyboard.press('Enter');
  await input.waitFor({ state: 'hidden' });
}

/** Lenses stand above classes and relationships once the workspace is read. @param {Page} page */
export async function whenIndexed(page) {
  await page.waitForSelector('.codelens-decoration a', { timeout: LIMIT_MS });
}

/** What the hover on a word of the active editor says. @param {Page} page @param {string} word */
export async function hoverWord(page, word) {
  await page.locator('.view-line span', { hasText: new RegExp(`^\\s*${word}\\b`) }).last().hover();
  const hover = page.locator('.monaco-hover:visible', { hasText: word }).first();
  await hover.waitFor({ timeout: LIMIT_MS });
  return hover.innerText();
}

/** Resolves when the diagram shows its cards. @param {Page} page */
export async function whenDrawn(page) {
  const deadline = Date.now() + LIMIT_MS;
  while (Date.now() < deadline) {
    const frame = await diagramFrame(page);
    if (frame !== undefined && (await frame.evaluate('document.querySelector("#app canvas") !== null'))) return frame;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('the diagram was not drawn within a minute');
}

/** @param {Page} page @param {string} key */
async function quickInput(page, key) {
  await page.keyboard.press(key);
  const input = page.locator('.quick-input-widget input[type="text"]').first();
  await input.waitFor({ state: 'visible' });
  return input;
}
