import { Position, Range, Uri, WorkspaceEdit, l10n, window, workspace } from 'vscode';
import type { RefactoringResult } from '../../server/src/protocol/messages';

/** Shows what a refactoring would change in VS Code's preview, where the user applies it; or why it cannot be done. */
export async function applyRefactoring(result: RefactoringResult | undefined): Promise<void> {
  if (result === undefined) return;
  if ('refusal' in result) {
    void window.showWarningMessage(result.refusal);
    return;
  }
  const edit = new WorkspaceEdit();
  for (const [uri, changes] of Object.entries(result.edit.changes)) {
    for (const { range, newText } of changes) edit.replace(Uri.parse(uri), rangeOf(range), newText, { needsConfirmation: false, label: result.title });
  }
  if (edit.size > 0) showBeforeApplying(edit);
  if (edit.size === 0) void window.showInformationMessage(l10n.t('Nothing has to change.'));
  else await workspace.applyEdit(edit, { isRefactoring: true });
}

/**
 * VS Code shows the preview only for an edit that needs confirmation, and such an edit is not ticked there: with all of them so, *Apply* would
 * change nothing. So one edit that changes nothing asks for the preview, and the others are ticked.
 */
function showBeforeApplying(edit: WorkspaceEdit): void {
  const [first] = edit.entries();
  if (first !== undefined) edit.insert(first[0], new Position(0, 0), '', { needsConfirmation: true, label: l10n.t('Look at the changes, then apply') });
}

function rangeOf({ start, end }: { readonly start: Place; readonly end: Place }): Range {
  return new Range(start.line, start.character, end.line, end.character);
}

interface Place {
  readonly line: number;
  readonly character: number;
}
