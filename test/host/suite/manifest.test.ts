import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { extension } from './extension';

describe('the extension as VS Code sees it', () => {
  it('is there, from where it is meant to come', () => {
    const isInstalled = /[/\\]extensions[/\\]sqlalchemy-relationships\.sqlalchemy-relationships-/.test(extension().extensionPath);
    assert.equal(isInstalled, process.env['HOST_MODE'] === 'installed', extension().extensionPath);
  });

  it('registers every command of the manifest, and no other', async () => {
    await extension().activate();
    const manifest = extension().packageJSON as { contributes: { commands: { command: string }[] } };
    const stated = manifest.contributes.commands.map(({ command }) => command).sort();
    const registered = (await vscode.commands.getCommands(true)).filter((name) => /^sqlalchemyRelationships\.\w+$/.test(name)).sort();
    assert.deepEqual(registered, stated);
  });
});
