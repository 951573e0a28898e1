import type { ExtensionContext } from 'vscode';
import { Uri } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import type { ExtensionApi } from './application';
import { startApplication, stopApplication } from './application';
import { CLIENT_ID, CLIENT_NAME } from './languageClient';

/** Entry point where Node is: the desktop, and remote hosts. */
export function activate(context: ExtensionContext): Promise<ExtensionApi> {
  const module = Uri.joinPath(context.extensionUri, 'dist', 'server.js').fsPath;
  return startApplication(context, (options) => {
    const run = { module, transport: TransportKind.ipc };
    return new LanguageClient(CLIENT_ID, CLIENT_NAME, { run, debug: { ...run, options: { execArgv: ['--nolazy', '--inspect=6009'] } } }, options);
  });
}

export function deactivate(): Promise<void> {
  return stopApplication();
}
