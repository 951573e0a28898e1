import { l10n, window } from 'vscode';
import { applyRefactoring } from '../applyRefactoring';
import { cursorPosition } from '../languageClient';
import { entityOf } from './arguments';
import type { Command } from './index';

/** Shows what goes with the relationship under the cursor: its other side, and the strings that name it. */
export const deleteRelationship: Command = async ({ client }, ...args) => {
  const cursor = cursorPosition();
  const found = entityOf(args) ?? (cursor === undefined ? undefined : await client.entityAt(cursor));
  if (found?.relationship === undefined) {
    void window.showInformationMessage(l10n.t('Put the cursor on a relationship in a Python file.'));
    return;
  }
  await applyRefactoring(await client.deleteRelationship({ entity: found.entity, relationship: found.relationship, uri: cursor?.textDocument.uri }));
};
