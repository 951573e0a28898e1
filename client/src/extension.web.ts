import type { ExtensionContext } from 'vscode';
import { Uri } from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import type { ExtensionApi } from './application';
import { startApplication, stopApplication } from './application';
import { CLIENT_ID, CLIENT_NAME } from './languageClient';

/** Entry point in a browser, with no Node: the server runs in a web worker. */
export function activate(context: ExtensionContext): Promise<ExtensionApi> {
  const module = Uri.joinPath(context.extensionUri, 'dist', 'server.web.js').toString(true);
  return startApplication(context, (options) => new LanguageClient(CLIENT_ID, CLIENT_NAME, () => Promise.resolve(new Worker(module)), options));
}

export function deactivate(): Promise<void> {
  return stopApplication();
}
