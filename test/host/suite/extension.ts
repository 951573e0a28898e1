import * as vscode from 'vscode';
import type { ExtensionApi } from '../../../client/src/application';

const ID = 'sqlalchemy-relationships.sqlalchemy-relationships';

export function extension(): vscode.Extension<ExtensionApi> {
  const found = vscode.extensions.getExtension<ExtensionApi>(ID);
  if (found === undefined) throw new Error(`${ID} is not installed`);
  return found;
}

/** The extension's API, once it runs and the whole workspace is indexed. */
export async function readyApi(): Promise<ExtensionApi> {
  const api = await extension().activate();
  await api.whenStatus((status) => status.state.kind === 'ready');
  return api;
}
