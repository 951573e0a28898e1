import { DocumentHighlightKind } from 'vscode-languageserver';
import { locationOf, rangeOf } from '../convert';
import type { Session } from '../session';

export function registerReferences(session: Session): void {
  session.connection.onReferences(({ textDocument, position, context: { includeDeclaration } }, token) =>
    session.feature('references', textDocument.uri, token, [], ({ analysis, project, file, lines }) =>
      analysis.references(file, lines.offsetAt(position), { includeDeclaration }).map((place) => locationOf(place, (target) => project.linesOf(target))),
    ),
  );
  session.connection.onDocumentHighlight(({ textDocument, position }, token) =>
    session.feature('documentHighlight', textDocument.uri, token, [], ({ analysis, file, lines }) =>
      analysis.highlights(file, lines.offsetAt(position)).map((place) => ({
        range: rangeOf(lines, place.span),
        kind: place.isDeclaration ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
      })),
    ),
  );
}
