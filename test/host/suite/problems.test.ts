import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { fileUri, openFile, positionOf, problemsOf, replaceText } from './code';
import { readyApi } from './extension';

const BROKEN = [
  { file: 'broken/no_foreign_key.py', error: 'NoForeignKeysError', at: 'manifest: Mapped' },
  { file: 'broken/same_direction.py', error: 'ArgumentError', at: 'children: Mapped' },
  { file: 'broken/ambiguous_join.py', error: 'AmbiguousForeignKeysError', at: 'billing_address: Mapped' },
];

describe('problems', () => {
  before(readyApi);

  for (const { file, error, at } of BROKEN) {
    it(`${file}: says what SQLAlchemy would raise, at the relationship`, async () => {
      const document = await openFile(file);
      const problems = await problemsOf(document.uri, (found) => found.length > 0);
      const line = positionOf(document, at).line;
      const here = problems.filter(({ range, severity }) => range.start.line <= line && line <= range.end.line + 1 && severity === vscode.DiagnosticSeverity.Error);
      assert.ok(here.some(({ message }) => message.includes(error)), `${error} is not foretold: ${JSON.stringify(problems, null, 1)}`);
    });
  }

  it('are none in models that SQLAlchemy accepts', () => {
    const wrong = vscode.languages
      .getDiagnostics()
      .filter(([uri]) => !uri.path.includes('/broken/'))
      .flatMap(([uri, problems]) => problems.filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning).map(({ message }) => `${uri.path}: ${message}`));
    assert.deepEqual(wrong, []);
  });

  it('come and go while typing', async () => {
    const uri = fileUri('agents/models/user.py');
    const document = await openFile('agents/models/user.py');
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    await replaceText(document, 'back_populates="user",', 'back_populates="usr",');
    const [problem] = await problemsOf(uri, (found) => found.some(({ severity }) => severity === vscode.DiagnosticSeverity.Error));
    assert.match(problem?.message ?? '', /`usr`/);
    await replaceText(document, 'back_populates="usr",', 'back_populates="user",');
    await problemsOf(uri, (found) => found.every(({ severity }) => severity > vscode.DiagnosticSeverity.Warning));
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('follow files that change on disk', async () => {
    const uri = fileUri('broken/written.py');
    const text = (await openFile('broken/no_foreign_key.py')).getText();
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    await problemsOf(uri, (found) => found.length > 0);
    await vscode.workspace.fs.delete(uri);
    await problemsOf(uri, (found) => found.length === 0);
  });

  it('survive half-typed code: the rest is still explained', async () => {
    const uri = fileUri('broken/same_direction.py');
    const document = await openFile('broken/same_direction.py');
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    await replaceText(document, 'class Category(Base):', 'class Half(Base\n\nclass Category(Base):');
    const problems = await problemsOf(uri, (found) => found.length > 0);
    assert.ok(problems.length > 0);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await problemsOf(uri, (found) => found.some(({ message }) => message.includes('ArgumentError')));
  });
});
