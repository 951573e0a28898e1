import { env, l10n, window } from 'vscode';
import { cursorPosition } from '../languageClient';
import type { Command } from './index';

/** Puts the relationship graph, as `graph --json` prints it, on the clipboard. */
export const copyGraphJson: Command = async ({ client }) => {
  const graph = await client.graphJson(cursorPosition()?.textDocument.uri);
  if (graph === undefined) {
    void window.showWarningMessage(l10n.t('There is no relationship graph yet.'));
    return;
  }
  await env.clipboard.writeText(typeof graph === 'string' ? graph : JSON.stringify(graph, null, 2));
  window.setStatusBarMessage(l10n.t('The relationship graph is on the clipboard.'), 4_000);
};
