import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { FileEdits } from '../core/features/results';
import { locationOf } from './convert';
import type { Project } from './project';

/** Core edits as an LSP edit; each file's edits refer to its analysed text. */
export function workspaceEditOf(changes: readonly FileEdits[], project: Project): WorkspaceEdit {
  const byUri: Record<string, TextEdit[]> = {};
  for (const { file, edits } of changes) {
    const own = edits.map(({ span, newText }) => ({ range: locationOf({ file, span }, (target) => project.linesOf(target)).range, newText }));
    byUri[file] = [...(byUri[file] ?? []), ...own];
  }
  return { changes: byUri };
}
