import type { Session } from '../session';

export function registerInlayHints(session: Session): void {
  session.connection.languages.inlayHint.on(({ textDocument, range }, token) =>
    session.feature('inlayHint', textDocument.uri, token, [], ({ analysis, file, lines, settings }) =>
      analysis
        .inlayHints(file, lines.spanOf(range))
        .filter(({ part }) => settings.inlayHints[part])
        .map(({ offset, label, tooltip }) => ({ position: lines.positionAt(offset), label, tooltip, paddingLeft: true })),
    ),
  );
}
