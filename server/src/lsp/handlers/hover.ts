import { MarkupKind, type Hover } from 'vscode-languageserver';
import { rangeOf } from '../convert';
import type { Session } from '../session';

export function registerHover(session: Session): void {
  session.connection.onHover(({ textDocument, position }, token) =>
    session.feature<Hover | null>('hover', textDocument.uri, token, null, ({ analysis, file, lines, settings }) => {
      const { richHover, themeKind } = session.initialization;
      const theme = settings.themeKind ?? themeKind;
      const result = analysis.hover(file, lines.offsetAt(position), {
        commandLinks: richHover === true,
        picture: richHover === true && settings.hoverPicture && theme !== undefined ? { theme } : undefined,
        uriOf: (target) => target,
      });
      return result === undefined ? null : { range: rangeOf(lines, result.span), contents: { kind: MarkupKind.Markdown, value: result.markdown } };
    }),
  );
}
