import { l10n, window } from 'vscode';
import { showExplanation } from '../explanations';
import { cursorPosition } from '../languageClient';
import { entityOf } from './arguments';
import type { Command } from './index';

/** Opens the document on the relationship under the cursor, or on the one that a link names. */
export const explainRelationship: Command = async ({ client }, ...args) => {
  const cursor = cursorPosition();
  const found = entityOf(args) ?? (cursor === undefined ? undefined : await client.entityAt(cursor));
  if (found?.relationship === undefined) {
    void window.showInformationMessage(l10n.t('Put the cursor on a relationship in a Python file.'));
    return;
  }
  await showExplanation({ entity: found.entity, member: found.relationship, ...(cursor === undefined ? {} : { uri: cursor.textDocument.uri }) });
};
