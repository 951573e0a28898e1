import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { attributeOf, hoverAt, openFile, problemsOf, when } from './code';
import { readyApi } from './extension';

const FILE = 'shop/models/catalogue.py';

/** The refactorings that the light bulb shows at a place. */
async function refactoringsAt(document: vscode.TextDocument, position: vscode.Position): Promise<readonly vscode.CodeAction[]> {
  const range = new vscode.Range(position, position);
  return vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, range, vscode.CodeActionKind.Refactor.value);
}

describe('refactorings', () => {
  before(readyApi);

  it('add the other side of a relationship, which is then explained as a pair', async () => {
    const document = await openFile(FILE);
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    const actions = await refactoringsAt(document, attributeOf(document, 'Book', 'publisher'));
    const action = actions.find(({ title }) => title === 'Add the other side Publisher.books to Book.publisher');
    assert.ok(action?.edit !== undefined, `not offered among ${actions.map(({ title }) => title).join(', ')}`);
    assert.ok(await vscode.workspace.applyEdit(action.edit));
    assert.match(document.getText(), /books: Mapped\[List\["Book"\]\] = relationship\(back_populates="publisher"\)/);
    assert.match(await hoverAt(document.uri, attributeOf(document, 'Publisher', 'books')), /both sides name each other/);
    await document.save();
    await problemsOf(document.uri, (problems) => problems.every(({ severity }) => severity > vscode.DiagnosticSeverity.Warning));
    await vscode.commands.executeCommand('undo');
    await document.save();
    assert.doesNotMatch(document.getText(), /back_populates="publisher"/);
  });

  it('say why one cannot be done', async () => {
    const document = await openFile('classic/models/school.py');
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    const actions = await refactoringsAt(document, attributeOf(document, 'Student', 'courses'));
    assert.ok(actions.every(({ disabled, edit }) => (disabled === undefined) === (edit !== undefined)));
  });

  it('explain a relationship in a document of its own', async () => {
    const document = await openFile(FILE);
    const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    const at = attributeOf(document, 'Book', 'author');
    editor.selection = new vscode.Selection(at, at);
    const explanation = (): vscode.TextDocument | undefined => vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'sqlalchemy-explanation');
    const opened = when(vscode.workspace.onDidOpenTextDocument, explanation, (found) => found !== undefined);
    await vscode.commands.executeCommand('sqlalchemyRelationships.explainRelationship');
    const text = (await opened)?.getText() ?? '';
    assert.match(text, /## Why this direction/);
    assert.match(text, /## What is deleted with a row/);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
});
