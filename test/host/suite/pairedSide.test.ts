import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { askBridge } from './bridge';
import { attributeOf, placeText, showFile } from './code';
import { readyApi } from './extension';
import { RELATIONSHIPS } from './relationships';

describe('go to paired side', () => {
  before(readyApi);

  for (const { file, name, pair } of RELATIONSHIPS) {
    if (pair === undefined) continue;
    it(`goes from ${name} of ${file} to ${pair}, and back`, async () => {
      const editor = await showFile(file);
      const [entity = '', key = ''] = name.split('.');
      const start = attributeOf(editor.document, entity, key);
      editor.selection = new vscode.Selection(start, start);
      const statedKey = pair === 'Book.sequels' ? 'sequels' : pair.split('.')[1];

      await vscode.commands.executeCommand('sqlalchemyRelationships.goToPairedSide');
      assert.equal(selectedText(), statedKey);

      await vscode.commands.executeCommand('sqlalchemyRelationships.goToPairedSide');
      assert.equal(selectedText(), key);
      assert.equal(await cursorLine(), await placeText(editor.document.uri, start));
    });
  }

  it('stays where it is on a one-way relationship', async () => {
    const editor = await showFile('agents/models/run.py');
    const start = attributeOf(editor.document, 'AgentRun', 'installation');
    editor.selection = new vscode.Selection(start, start);
    await vscode.commands.executeCommand('sqlalchemyRelationships.goToPairedSide');
    assert.ok(vscode.window.activeTextEditor?.selection.active.isEqual(start));
  });

  it('works from a link that names the place', async () => {
    const editor = await showFile('agents/models/agent.py');
    const { line, character } = attributeOf(editor.document, 'AgentInstallation', 'user');
    await vscode.commands.executeCommand('sqlalchemyRelationships.goToPairedSide', editor.document.uri.toString(), { line, character });
    assert.equal(selectedText(), 'installations');
  });

  it('peeks at the other side in place', async () => {
    const editor = await showFile('agents/models/user.py');
    const start = attributeOf(editor.document, 'User', 'installations');
    editor.selection = new vscode.Selection(start, start);
    await vscode.commands.executeCommand('sqlalchemyRelationships.peekPairedSide');
    await askBridge({ kind: 'waitFor', selector: '.peekview-widget .monaco-editor' });
    assert.ok(vscode.window.activeTextEditor?.document.uri.path.endsWith('agents/models/user.py'));
    await vscode.commands.executeCommand('closeReferenceSearch');
  });
});

function selectedText(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor?.document.getText(editor.selection);
}

async function cursorLine(): Promise<string> {
  const editor = vscode.window.activeTextEditor;
  return editor === undefined ? '' : placeText(editor.document.uri, editor.selection.start);
}
