import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import type { ExtensionApi } from '../../../client/src/application';
import { askBridge } from './bridge';
import { attributeOf, fileUri, positionOf, replaceText, showFile, when } from './code';
import { readyApi } from './extension';

const STUDENT = 'shop.models.school.Student';
const COURSE = 'shop.models.school.Course';

describe('what the diagram can do', () => {
  let api: ExtensionApi;

  before(async () => {
    api = await readyApi();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const editor = await showFile('shop/models/school.py');
    const at = attributeOf(editor.document, 'Student', 'name');
    editor.selection = new vscode.Selection(at, at);
    await vscode.commands.executeCommand('sqlalchemyRelationships.openDiagram');
    await drawn(api, ({ entities }) => entities.includes(STUDENT) && entities.includes(COURSE));
  });

  after(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('follows the cursor to the entity, and leads from the entity back to the code', async () => {
    const orders = await showFile('shop/models/orders.py');
    const at = positionOf(orders.document, 'class Order(', { offset: 8 });
    orders.selection = new vscode.Selection(at, at);
    await drawn(api, ({ entities }) => entities.includes('shop.models.orders.Order'));
    await press('Enter');
    await when(vscode.window.onDidChangeTextEditorSelection, () => selectedText(), (text) => text === 'Order');
  });

  it('is there again after the page is loaded anew, with what was hidden', async () => {
    await vscode.commands.executeCommand('sqlalchemyRelationships.openDiagram', STUDENT);
    await drawn(api, ({ entities }) => entities.includes(COURSE));
    await choose(COURSE);
    await press('h');
    await drawn(api, ({ entities }) => entities.includes(STUDENT) && !entities.includes(COURSE));
    const { drawings } = api.diagramActivity();
    await vscode.commands.executeCommand('workbench.action.webview.reloadWebviewAction');
    const { drawn: again } = await api.whenDiagram((activity) => activity.drawings > drawings);
    assert.ok(again?.entities.includes(STUDENT) === true && !again.entities.includes(COURSE), `drawn: ${again?.entities.join(', ')}`);
    await press('H');
    await drawn(api, ({ entities }) => entities.includes(COURSE));
  });

  it('finds a path and copies the statement that walks it', async () => {
    await choose(STUDENT);
    await press('p');
    await evaluate(`(() => { const to = document.querySelector('.path-bar select[aria-label=To]'); to.value = ${JSON.stringify(COURSE)}; to.dispatchEvent(new Event('change')); })()`);
    await waitInPanel(`document.querySelector('.path-text code').textContent !== ''`);
    await evaluate(`[...document.querySelectorAll('.path-bar vscode-button')].find((button) => button.textContent === 'Copy select()').click()`);
    await waitFor(async () => (await vscode.env.clipboard.readText()).startsWith('select('));
    assert.equal(await vscode.env.clipboard.readText(), 'select(Student).join(Student.courses)');
    await press('Escape');
  });

  it('exports what it shows', async () => {
    await vscode.commands.executeCommand('sqlalchemyRelationships.openDiagram', STUDENT);
    await drawn(api, ({ entities }) => entities.includes(COURSE));
    await evaluate(`document.querySelector('.menu-place vscode-button').click(); [...document.querySelectorAll('.menu button')].find((item) => item.textContent === 'Copy as Mermaid').click()`);
    await waitFor(async () => (await vscode.env.clipboard.readText()).startsWith('erDiagram'));
  });

  it('shows a change while it is typed', async () => {
    const editor = await showFile('shop/models/school.py');
    await replaceText(editor.document, 'class Course(Base):', 'class Lesson(Base):');
    await replaceText(editor.document, 'List["Course"]', 'List["Lesson"]');
    await drawn(api, ({ entities }) => entities.includes('shop.models.school.Lesson'));
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await drawn(api, ({ entities }) => entities.includes(COURSE));
  });

  it('relates two entities by a line drawn from one to the other, after the change was looked at', async () => {
    await vscode.commands.executeCommand('sqlalchemyRelationships.openDiagram', STUDENT);
    await drawn(api, ({ entities }) => entities.includes(COURSE));
    await choose(COURSE);
    await waitInPanel(`!document.querySelector('.connect-handle').hidden`);
    const from = await evaluate(`(() => { const { x, y, width, height } = document.querySelector('.connect-handle').getBoundingClientRect(); return { x: x + width / 2, y: y + height / 2 }; })()`);
    const to = await headOf(STUDENT);
    const before = await textOf('shop/models/school.py');
    await askBridge({ kind: 'drag', from, to });
    await waitFor(async () => {
      // The kind and both names are taken as they are proposed.
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      await vscode.commands.executeCommand('refactorPreview.apply');
      return (await textOf('shop/models/school.py')) !== before;
    });
    const text = await textOf('shop/models/school.py');
    assert.match(text.slice(text.indexOf('class Course')), /Student/);
    await showFile('shop/models/school.py');
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('keeps positions in a file of the repository, on demand', async () => {
    await vscode.commands.executeCommand('sqlalchemyRelationships.shareDiagramPositions');
    const file = JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(fileUri('.vscode/sqlalchemy-diagram.json')))) as { readonly version: number };
    assert.equal(file.version, 1);
  });

  it('opens beside another one', async () => {
    const { drawings } = api.diagramActivity();
    await vscode.commands.executeCommand('sqlalchemyRelationships.openAnotherDiagram');
    await api.whenDiagram((activity) => activity.drawings !== drawings && activity.drawn !== undefined);
    const panels = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ input }) => input instanceof vscode.TabInputWebview);
    assert.equal(panels.length, 2);
  });

  it('breaks no rule of its content security policy, and reports no error', () => {
    assert.deepEqual(api.diagramActivity().violations, []);
    assert.deepEqual(api.diagramActivity().errors, []);
  });
});

type Drawn = NonNullable<ReturnType<ExtensionApi['diagramActivity']>['drawn']>;

async function drawn(api: ExtensionApi, accepts: (drawn: Drawn) => boolean): Promise<void> {
  await api.whenDiagram(({ drawn }) => drawn !== undefined && accepts(drawn));
}

function evaluate(expression: string): Promise<unknown> {
  return askBridge({ kind: 'evaluate', expression });
}

/** A key on the picture. */
async function press(key: string): Promise<void> {
  await evaluate(`document.querySelector('.graph').dispatchEvent(new KeyboardEvent('keydown', { key: ${JSON.stringify(key)}, bubbles: true }))`);
}

/** Selects a card, by a click on its head. */
async function choose(entity: string): Promise<void> {
  await askBridge({ kind: 'click', ...(await headOf(entity)), count: 1 });
  await waitInPanel(`!document.querySelector('.details').hidden`);
}

/** Where the head of a card is in the panel. */
async function headOf(entity: string): Promise<{ readonly x: number; readonly y: number }> {
  const at = await evaluate(`(() => {
    const graph = document.querySelector('.graph');
    const { cy } = graph._cyreg;
    const { box } = cy.scratch('scene').cards.get(${JSON.stringify(entity)});
    const { left, top } = graph.getBoundingClientRect();
    return { x: left + cy.pan().x + (box.x + box.width / 2) * cy.zoom(), y: top + cy.pan().y + (box.y + 12) * cy.zoom() };
  })()`);
  return at as { readonly x: number; readonly y: number };
}

/** Asked again until it holds: the page tells of no event of its own. */
function waitInPanel(condition: string): Promise<void> {
  return waitFor(async () => (await evaluate(condition)) === true);
}

async function waitFor(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 50));
}

function selectedText(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor?.document.getText(editor.selection);
}

async function textOf(path: string): Promise<string> {
  return (await vscode.workspace.openTextDocument(fileUri(path))).getText();
}
