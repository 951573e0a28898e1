import { l10n, window } from 'vscode';
import { cursorPosition } from '../languageClient';
import type { Command } from './index';

/** Selects the entity or relationship under the cursor in the models view. */
export const revealInModels: Command = async ({ client, models }) => {
  const cursor = cursorPosition();
  const found = cursor === undefined ? undefined : await client.entityAt(cursor);
  if (found !== undefined && (await models.reveal(found.entity, found.relationship))) return;
  void window.showInformationMessage(l10n.t('Put the cursor on a mapped class in a Python file.'));
};
