/** What a person does in VS Code, done through its page. */
import { diagramFrame } from './bridge.mjs';

/** @typedef {import('playwright-core').Page} Page */

const LIMIT_MS = 60_000;

/** @param {Page} page @param {string} file Path in the workspace. @param {number} line One-based. */
export async function openFile(page, file, line) {
  await page.waitForSelector('.monaco-workbench .part.editor', { timeout: LIMIT_MS });
  const name = file.split('/').at(-1) ?? '';
  await pick(page, { key: 'Control+P', text: file, row: name, finalText: `${file}:${line}` });
  await page.locator('.tab.active', { hasText: name }).first().waitFor({ timeout: LIMIT_MS });
  await page.waitForSelector('.monaco-editor .view-line');
}

/** @param {Page} page @param {string} title */
export async function runCommand(page, title) {
  await pick(page, { key: 'F1', text: `>${title}`, row: title });
}

/**
 * Opens the quick input, types, waits for the row and accepts it. Begins again when something takes the focus and so closes the input: a
 * webview does, a moment after its tab was chosen.
 * @param {Page} page
 * @param {{ key: string, text: string, row: string, finalText?: string }} what
 */
async function pick(page, { key, text, row, finalText }) {
  const input = page.locator('.quick-input-widget input[type="text"]').first();
  const deadline = Date.now() + LIMIT_MS;
  for (;;) {
    try {
      await page.keyboard.press(key);
      await input.fill(text, { timeout: 5_000 });
      await page.locator('.quick-input-list .monaco-list-row', { hasText: row }).first().waitFor({ timeout: 10_000 });
      if (finalText !== undefined) await input.fill(finalText, { timeout: 5_000 });
      await input.press('Enter', { timeout: 5_000 });
      await input.waitFor({ state: 'hidden', timeout: 10_000 });
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await page.keyboard.press('Escape');
    }
  }
}

/** Lenses stand above classes and relationships once the workspace is read. @param {Page} page */
export async function whenIndexed(page) {
  await page.waitForSelector('.codelens-decoration a', { state: 'attached', timeout: LIMIT_MS });
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
    if (frame !== undefined && (await frame.evaluate('document.querySelector("#app canvas") !== null && document.querySelector("[role=treeitem]") !== null'))) return frame;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('the diagram was not drawn within a minute');
}
