import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';

/** A file of the workspace, by its path in it. */
export function fileUri(path: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder !== undefined, 'no folder is open');
  return vscode.Uri.joinPath(folder.uri, ...path.split('/'));
}

export function openFile(path: string): Thenable<vscode.TextDocument> {
  return vscode.workspace.openTextDocument(fileUri(path));
}

export async function showFile(path: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await openFile(path), vscode.ViewColumn.One);
}

/** The start of `text`, which stands once behind `after`; `offset` characters into it. */
export function positionOf(document: vscode.TextDocument, text: string, { after = '', offset = 0 }: { readonly after?: string; readonly offset?: number } = {}): vscode.Position {
  const source = document.getText();
  const from = source.indexOf(after);
  assert.ok(from >= 0, `${document.fileName} does not hold ${after}`);
  const at = source.indexOf(text, from + after.length);
  assert.ok(at >= 0, `${document.fileName} does not hold ${text} after ${after}`);
  return document.positionAt(at + offset);
}

/** The attribute `key` of the class `name`: in `    user = relationship(…)`, the start of `user`. */
export function attributeOf(document: vscode.TextDocument, name: string, key: string): vscode.Position {
  const source = document.getText();
  const from = source.search(new RegExp(`^class ${name}\\b`, 'm'));
  assert.ok(from >= 0, `${document.fileName} holds no class ${name}`);
  const attribute = new RegExp(`^ {4}${key}\\b`, 'm').exec(source.slice(from));
  assert.ok(attribute !== null, `${name} has no attribute ${key}`);
  return document.positionAt(from + attribute.index + 4);
}

export async function hoverAt(uri: vscode.Uri, position: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, position);
  return hovers.flatMap(({ contents }) => contents.map((content) => (typeof content === 'string' ? content : content.value))).join('\n');
}

/** Where definitions lead, as `path:line text of that line`, with the path in the workspace. */
export async function definitionsAt(uri: vscode.Uri, position: vscode.Position): Promise<readonly string[]> {
  const found = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>('vscode.executeDefinitionProvider', uri, position);
  return Promise.all(found.map((location) => ('targetUri' in location ? placeText(location.targetUri, (location.targetSelectionRange ?? location.targetRange).start) : placeText(location.uri, location.range.start))));
}

export async function placeText(uri: vscode.Uri, position: vscode.Position): Promise<string> {
  const document = await vscode.workspace.openTextDocument(uri);
  return `${vscode.workspace.asRelativePath(uri, false)}: ${document.lineAt(position.line).text.trim()}`;
}

/** Resolves when `read` gives something that `accepts`, asked again on each `event`. */
export function when<T>(event: vscode.Event<unknown>, read: () => T, accepts: (value: T) => boolean): Promise<T> {
  const value = read();
  if (accepts(value)) return Promise.resolve(value);
  return new Promise((resolve) => {
    const subscription = event(() => {
      const next = read();
      if (!accepts(next)) return;
      subscription.dispose();
      resolve(next);
    });
  });
}

/** The problems of a file, once they satisfy `accepts`. */
export function problemsOf(uri: vscode.Uri, accepts: (problems: readonly vscode.Diagnostic[]) => boolean): Promise<readonly vscode.Diagnostic[]> {
  return when<readonly vscode.Diagnostic[]>(vscode.languages.onDidChangeDiagnostics, () => vscode.languages.getDiagnostics(uri), accepts);
}

/** Replaces text in an open document, as typing does; the file on disk stays. */
export async function replaceText(document: vscode.TextDocument, from: string, to: string): Promise<void> {
  const at = document.getText().indexOf(from);
  assert.ok(at >= 0, `${document.fileName} does not hold ${from}`);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(document.positionAt(at), document.positionAt(at + from.length)), to);
  assert.ok(await vscode.workspace.applyEdit(edit));
}
