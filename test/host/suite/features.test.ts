import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { askBridge } from './bridge';
import { attributeOf, fileUri, openFile, positionOf, problemsOf, replaceText, showFile } from './code';
import { readyApi } from './extension';

const CUSTOMERS = 'shop/models/customers.py';
const ORDERS = 'shop/models/orders.py';

/** Puts the cursor at a place of the file that is shown. */
async function cursorAt(file: string, text: string, options?: { readonly after?: string; readonly offset?: number }): Promise<vscode.TextEditor> {
  const editor = await showFile(file);
  const position = positionOf(editor.document, text, options);
  editor.selection = new vscode.Selection(position, position);
  return editor;
}

/** Asks again until the answer is accepted: settings reach the server by a message of their own. */
async function untilAnswered<T>(ask: () => Thenable<T>, accepts: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (accepts(answer)) return answer;
  }
}

describe('every feature in the editor', () => {
  before(readyApi);
  afterEach(() => vscode.commands.executeCommand('workbench.action.files.revert'));

  it('completes inside a string, in the suggest widget', async () => {
    const { document } = await showFile(CUSTOMERS);
    await replaceText(document, 'back_populates="card"', 'back_populates=""');
    const position = positionOf(document, 'back_populates=""', { offset: 'back_populates="'.length });
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', document.uri, position);
    assert.ok(items.some(({ label }) => label === 'card'), JSON.stringify(items.map(({ label }) => label)));
    await cursorAt(CUSTOMERS, 'back_populates=""', { offset: 'back_populates="'.length });
    await vscode.commands.executeCommand('editor.action.triggerSuggest');
    await askBridge({ kind: 'waitFor', selector: '.suggest-widget.visible .monaco-list-row:has-text("card")' });
    await vscode.commands.executeCommand('hideSuggestWidget');
  });

  it('helps with the arguments of relationship()', async () => {
    const document = await openFile(CUSTOMERS);
    const position = positionOf(document, 'relationship(back', { offset: 'relationship('.length });
    const help = await vscode.commands.executeCommand<vscode.SignatureHelp | undefined>('vscode.executeSignatureHelpProvider', document.uri, position, '(');
    assert.match(help?.signatures[0]?.label ?? '', /^relationship\(argument, secondary, \*, back_populates, lazy, cascade, …\)$/);
  });

  it('shows inlay hints, part by part, once they are turned on', async () => {
    const document = await openFile(CUSTOMERS);
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = () => vscode.commands.executeCommand<vscode.InlayHint[] | undefined>('vscode.executeInlayHintProvider', document.uri, all);
    assert.deepEqual((await hints()) ?? [], []);
    const configuration = vscode.workspace.getConfiguration('sqlalchemyRelationships.inlayHints');
    await configuration.update('join', true, vscode.ConfigurationTarget.Global);
    const labels = (await untilAnswered(hints, (found) => (found ?? []).length > 0))?.map(({ label }) => label) ?? [];
    assert.ok(labels.includes('customers.id = addresses.customer_id'), JSON.stringify(labels));
    await configuration.update('join', undefined, vscode.ConfigurationTarget.Global);
    await untilAnswered(hints, (found) => (found ?? []).length === 0);
  });

  it('shows lenses above classes and relationships', async () => {
    const document = await openFile(CUSTOMERS);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 50);
    const titles = lenses.map(({ command }) => command?.title);
    assert.ok(titles.includes('4 relationships · Open in diagram') && titles.includes('⇄ Address.customer'), JSON.stringify(titles));
  });

  it('finds entities, relationships and tables among the symbols of the workspace', async () => {
    const found = await vscode.commands.executeCommand<vscode.SymbolInformation[]>('vscode.executeWorkspaceSymbolProvider', 'loyalty');
    assert.deepEqual(found.map(({ name }) => name).filter((name) => /loyalty/i.test(name)).sort(), ['LoyaltyCard', 'LoyaltyCard.customer', 'loyalty_cards']);
  });

  it('shows the hierarchy of mapped classes', async () => {
    const uri = fileUri('shop/models/people.py');
    const text = [
      'from sqlalchemy import ForeignKey', 'from sqlalchemy.orm import Mapped, mapped_column', '', 'from ..base import Base', '', '',
      'class Person(Base):', '    __tablename__ = "people"', '    id: Mapped[int] = mapped_column(primary_key=True)', '', '',
      'class Manager(Person):', '    __tablename__ = "managers"', '    id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)', '',
    ].join('\n');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    const document = await vscode.workspace.openTextDocument(uri);
    const prepare = () => vscode.commands.executeCommand<vscode.TypeHierarchyItem[]>('vscode.prepareTypeHierarchy', uri, positionOf(document, 'Manager', { offset: 1 }));
    const [manager] = await untilAnswered(prepare, (items) => items.length > 0);
    const above = await vscode.commands.executeCommand<vscode.TypeHierarchyItem[]>('vscode.provideSupertypes', manager);
    assert.deepEqual(above.map(({ name }) => name), ['Person']);
    await vscode.workspace.fs.delete(uri);
  });

  it('renames a relationship with both sides, and a class from a string, over files', async () => {
    const orders = await openFile(ORDERS);
    const customers = await openFile(CUSTOMERS);
    const renamed = await vscode.commands.executeCommand<vscode.WorkspaceEdit>('vscode.executeDocumentRenameProvider', customers.uri, attributeOf(customers, 'Customer', 'orders'), 'purchases');
    assert.deepEqual(countsOf(renamed), { [CUSTOMERS]: 1, [ORDERS]: 1 });
    const ofClass = await vscode.commands.executeCommand<vscode.WorkspaceEdit>('vscode.executeDocumentRenameProvider', customers.uri, positionOf(customers, 'Order.status', { offset: 1 }), 'Purchase');
    assert.ok((countsOf(ofClass)[ORDERS] ?? 0) > 1 && (countsOf(ofClass)[CUSTOMERS] ?? 0) > 3, JSON.stringify(countsOf(ofClass)));
    const atClass = positionOf(orders, 'class Order(', { offset: 'class O'.length });
    await assert.rejects(Promise.resolve(vscode.commands.executeCommand('vscode.prepareRename', orders.uri, atClass)), /Python's own tools/);
  });

  it('asks for the new name in place', async () => {
    await cursorAt(CUSTOMERS, 'card: Mapped', { offset: 1 });
    const ended = vscode.commands.executeCommand('editor.action.rename');
    await askBridge({ kind: 'waitFor', selector: '.rename-box' });
    await askBridge({ kind: 'press', key: 'Escape' });
    await ended;
  });

  it('steps from relationship to relationship', async () => {
    const editor = await cursorAt(CUSTOMERS, 'addresses: Mapped');
    const selected = () => editor.document.getText(editor.selection);
    await vscode.commands.executeCommand('sqlalchemyRelationships.nextRelationship');
    assert.equal(selected(), 'orders');
    await vscode.commands.executeCommand('sqlalchemyRelationships.nextRelationship');
    assert.equal(selected(), 'open_orders');
    await vscode.commands.executeCommand('sqlalchemyRelationships.previousRelationship');
    await vscode.commands.executeCommand('sqlalchemyRelationships.previousRelationship');
    assert.equal(selected(), 'addresses');
  });

  it('lists, filters and reveals the models', async () => {
    await cursorAt(CUSTOMERS, 'orders: Mapped');
    await vscode.commands.executeCommand('sqlalchemyRelationships.revealInModels');
    await askBridge({ kind: 'waitFor', selector: '.pane-body .monaco-list-row.selected:has-text("orders")' });
    await vscode.commands.executeCommand('sqlalchemyRelationships.showOnlyProblems');
    await askBridge({ kind: 'waitFor', selector: '.tree-explorer-viewlet-tree-view .message:has-text("with problems")' });
    await vscode.commands.executeCommand('sqlalchemyRelationships.showAllModels');
    await vscode.commands.executeCommand('sqlalchemyRelationships.revealInModels');
    await askBridge({ kind: 'waitFor', selector: '.pane-body .monaco-list-row.selected:has-text("orders")' });
  });

  it('goes from a stack trace to its cause', async () => {
    const broken = fileUri('broken/no_foreign_key.py');
    const problems = await problemsOf(broken, (found) => found.some(({ message }) => message.includes('NoForeignKeysError')));
    const raised = problems.map(({ message }) => /NoForeignKeysError: .*/s.exec(message)?.[0]).find((text) => text !== undefined) ?? '';
    const trace = await vscode.workspace.openTextDocument({ language: 'plaintext', content: `Traceback (most recent call last):\nsqlalchemy.exc.${raised}` });
    const editor = await vscode.window.showTextDocument(trace, vscode.ViewColumn.One);
    editor.selection = new vscode.Selection(new vscode.Position(0, 0), trace.lineAt(trace.lineCount - 1).range.end);
    const arrived = new Promise<void>((resolve) => {
      const subscription = vscode.window.onDidChangeActiveTextEditor((active) => {
        if (active?.document.uri.path.endsWith('no_foreign_key.py') !== true) return;
        subscription.dispose();
        resolve();
      });
    });
    // It ends when its message is closed.
    void vscode.commands.executeCommand('sqlalchemyRelationships.explainTraceback');
    await arrived;
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  it('colours the names inside join strings as code', async () => {
    await cursorAt(CUSTOMERS, 'primaryjoin=');
    await askBridge({ kind: 'waitFor', selector: '.view-line:has-text("primaryjoin=") span[class*="mtk"]:text-is("and_")' });
    await askBridge({ kind: 'waitFor', selector: '.view-line:has-text("primaryjoin=") span[class*="mtk"]:text-is("Customer")' });
  });

  it('gives language models two tools that answer', () => {
    // Newer than the oldest VS Code that the types are of.
    const { tools } = vscode.lm as unknown as { readonly tools: readonly { readonly name: string }[] };
    const names = tools.map(({ name }) => name).filter((name) => name.startsWith('sqlalchemyRelationships_')).sort();
    assert.deepEqual(names, ['sqlalchemyRelationships_explain', 'sqlalchemyRelationships_graph']);
  });

  it('opens the walkthrough', async () => {
    await vscode.commands.executeCommand('workbench.action.openWalkthrough', 'sqlalchemy-relationships.sqlalchemy-relationships#start', false);
    await askBridge({ kind: 'waitFor', selector: '.getting-started-step:has-text("Hover a relationship")' });
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });
});

/** Edits by file. */
function countsOf(edit: vscode.WorkspaceEdit): Readonly<Record<string, number>> {
  return Object.fromEntries(edit.entries().map(([uri, edits]) => [vscode.workspace.asRelativePath(uri, false), edits.length]));
}
