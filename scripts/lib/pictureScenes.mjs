import { hoverWord, openFile, runCommand, whenDrawn, whenIndexed } from '../../test/host/lib/workbench.mjs';

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
  await page.keyboard.press('Control+J');
  await page.waitForSelector('.markers-panel', { state: 'hidden' });

  await diagramPictures(page, take, { file: 'agents/models/agent.py', line: 25 });
}

/** The whole schema alone, and the focused diagram beside the code. @param {Page} page @param {Take} take @param {{ file: string, line: number }} at */
export async function diagramPictures(page, take, { file, line }) {
  await openFile(page, file, line);
  await whenIndexed(page);
  await page.keyboard.press('Control+B');
  await runCommand(page, 'SQLAlchemy: Open Diagram of the Whole Schema');
  await whenDrawn(page);
  await page.locator('.tab', { hasText: 'Relationship Diagram' }).click();
  await runCommand(page, MAXIMIZE);
  await whenStill(page);
  await take('schema');

  await runCommand(page, MAXIMIZE);
  await runCommand(page, 'View: Focus First Editor Group');
  await openFile(page, file, line);
  await runCommand(page, 'SQLAlchemy: Open Relationship Diagram');
  await whenStill(page);
  await take('diagram');
}

const MAXIMIZE = 'View: Toggle Maximize Editor Group';

/** Layout and its animation have ended when two pictures, a second apart, are equal. @param {Page} page */
async function whenStill(page) {
  // Away from tabs and cards: what shows under a resting mouse does not belong into the picture.
  await page.mouse.move(640, 799);
  let before = await page.screenshot();
  for (let tries = 0; tries < 20; tries++) {
    await page.waitForTimeout(1_000);
    const now = await page.screenshot();
    if (now.equals(before)) return;
    before = now;
  }
}
