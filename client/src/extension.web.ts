import type { ExtensionContext } from 'vscode';
import { Uri, workspace } from 'vscode';
import type { MessageTransports } from 'vscode-languageclient/browser';
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient } from 'vscode-languageclient/browser';
import type { ExtensionApi } from './application';
import { startApplication, stopApplication } from './application';
import { CLIENT_ID, CLIENT_NAME } from './languageClient';

/** Entry point in a browser, with no Node: the server runs in a web worker. */
export function activate(context: ExtensionContext): Promise<ExtensionApi> {
  return startApplication(context, (options) => new LanguageClient(CLIENT_ID, CLIENT_NAME, () => startServer(context.extensionUri), options));
}

export function deactivate(): Promise<void> {
  return stopApplication();
}

/** From a copy of the script: VS Code starts no worker from an extension that is installed on a remote machine. */
async function startServer(extensionUri: Uri): Promise<MessageTransports> {
  const script = await workspace.fs.readFile(Uri.joinPath(extensionUri, 'dist', 'server.js'));
  // The address is not revoked: the worker may load it only later.
  const worker = new Worker(URL.createObjectURL(new Blob([script.slice()], { type: 'text/javascript' })));
  return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
}
