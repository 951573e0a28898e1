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

/** The pictures of docs/features.md. @param {Page} page @param {Take} take */
export async function featurePictures(page, take) {
  await openFile(page, 'shop/models/customers.py', 31);
  await whenIndexed(page);
  await page.keyboard.press('Control+B');
  await page.keyboard.press('End');
  await page.keyboard.type('\n\ninvoices: Mapped[List[');
  await page.keyboard.type('"Order"]] = relationship(back_populates="');
  await page.locator('.suggest-widget.visible .monaco-list-row').first().waitFor();
  await whenSettled(page);
  await take('completion');
  await page.keyboard.press('Escape');
  await runCommand(page, 'File: Revert File');

  await openFile(page, 'shop/models/customers.py', 15);
  await page.keyboard.down('Control');
  await page.keyboard.down('Alt');
  await page.locator('.view-line span', { hasText: 'customers.id = ' }).first().waitFor();
  await whenSettled(page);
  await take('hints');
  await page.keyboard.up('Alt');
  await page.keyboard.up('Control');

  await openFile(page, 'agents/models/user.py', 19);
  await runCommand(page, 'SQLAlchemy: Go to Next Relationship');
  await runCommand(page, 'SQLAlchemy: Peek Paired Side');
  await page.locator('.peekview-widget .monaco-editor .view-line').first().waitFor();
  await whenSettled(page);
  await take('peek');
  await page.keyboard.press('Escape');

  await page.keyboard.press('F2');
  await page.locator('.rename-box input').first().fill('installed_agents');
  await page.keyboard.press('Control+Enter');
  await page.locator('.bulk-edit-panel .monaco-list-row').first().waitFor();
  await whenSettled(page);
  await take('rename');
  await page.locator('.bulk-edit-panel').getByRole('button', { name: 'Discard' }).click();

  await runCommand(page, 'View: Show Explorer');
  // The list of files makes room.
  await page.locator('.pane-header', { hasText: 'samples' }).click();
  await page.locator('.view-line', { hasText: 'installations: Mapped' }).first().click();
  await runCommand(page, 'SQLAlchemy: Go to Previous Relationship');
  await runCommand(page, 'SQLAlchemy: Go to Next Relationship');
  await runCommand(page, 'SQLAlchemy: Reveal in Models View');
  await page.locator('.pane-body .monaco-list-row.selected', { hasText: 'installations' }).waitFor();
  await whenSettled(page);
  await take('models');
}

/** Fades of popups have ended. @param {Page} page */
async function whenSettled(page) {
  await page.mouse.move(640, 799);
  await page.waitForTimeout(700);
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
