import { CompletionItemKind, InsertTextFormat, MarkupKind } from 'vscode-languageserver';
import type { CompletionEntry } from '../../core/features/results';
import { rangeOf } from '../convert';
import type { Session } from '../session';

export function registerCompletion(session: Session): void {
  session.connection.onCompletion(({ textDocument, position }, token) =>
    session.feature('completion', textDocument.uri, token, [], ({ analysis, file, lines, settings }) =>
      analysis.completion(file, lines.offsetAt(position)).filter((entry) => !settings.pythonTools || !isArgumentName(entry)).map((entry) => ({
        label: entry.label,
        kind: kindOf(entry.kind),
        detail: entry.detail,
        documentation: entry.documentation === undefined ? undefined : { kind: MarkupKind.Markdown, value: entry.documentation },
        // Clients filter by what stands in the range.
        filterText: lines.positionAt(entry.replace.start).line === position.line ? undefined : entry.label,
        sortText: String(entry.rank).padStart(6, '0'),
        insertTextFormat: entry.isSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
        textEdit: { range: rangeOf(lines, entry.replace), newText: entry.insertText },
      })),
    ),
  );
}

/** `back_populates=`, which Python's own tools complete from the signature. */
function isArgumentName({ kind, isSnippet }: CompletionEntry): boolean {
  return kind === 'keyword' && isSnippet;
}

function kindOf(kind: CompletionEntry['kind']): CompletionItemKind {
  switch (kind) {
    case 'class':
      return CompletionItemKind.Class;
    case 'relationship':
      return CompletionItemKind.Property;
    case 'column':
      return CompletionItemKind.Field;
    case 'table':
      return CompletionItemKind.Struct;
    case 'keyword':
      return CompletionItemKind.Keyword;
    case 'value':
      return CompletionItemKind.Value;
    case 'snippet':
      return CompletionItemKind.Snippet;
  }
}
