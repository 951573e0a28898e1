import { Selection, TextEditorRevealType, l10n, window } from 'vscode';
import type { SiblingRelationshipParams } from '../../../server/src/protocol/messages';
import { cursorPosition, type RelationshipsClient } from '../languageClient';

/** Selects the name of a relationship in the active editor, one step from the cursor. */
export async function stepToRelationship(client: RelationshipsClient, direction: SiblingRelationshipParams['direction']): Promise<void> {
  const cursor = cursorPosition();
  const editor = window.activeTextEditor;
  const found = cursor === undefined ? undefined : await client.siblingRelationship({ ...cursor, direction });
  if (found === undefined || editor === undefined) {
    window.setStatusBarMessage(l10n.t('There are no relationships in this file.'), 4_000);
    return;
  }
  editor.selection = new Selection(found.start.line, found.start.character, found.end.line, found.end.character);
  editor.revealRange(editor.selection, TextEditorRevealType.InCenterIfOutsideViewport);
}
