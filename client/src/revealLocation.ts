import { Range, Selection, TextEditorRevealType, Uri, ViewColumn, window, workspace } from 'vscode';
import type { WireLocation } from '../../server/src/protocol/messages';

/** Opens a place in the code, with its name selected. `beside`: next to the active editor, as a panel wants it. */
export async function revealLocation({ uri, range, selection }: WireLocation, { beside }: { readonly beside: boolean }): Promise<void> {
  const document = await workspace.openTextDocument(Uri.parse(uri));
  const editor = await window.showTextDocument(document, { viewColumn: beside ? columnBeside() : undefined });
  const start = selection.start;
  editor.selection = new Selection(start.line, start.character, selection.end.line, selection.end.character);
  editor.revealRange(new Range(range.start.line, 0, range.end.line, 0), TextEditorRevealType.InCenterIfOutsideViewport);
}

/** The column of a text editor that is open already, so that the panel itself stays visible; else beside it. */
function columnBeside(): ViewColumn {
  return window.visibleTextEditors.find((editor) => editor.viewColumn !== undefined)?.viewColumn ?? ViewColumn.Beside;
}
