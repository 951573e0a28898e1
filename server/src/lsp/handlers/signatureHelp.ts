import { MarkupKind, type SignatureHelp } from 'vscode-languageserver';
import type { Session } from '../session';

export function registerSignatureHelp(session: Session): void {
  session.connection.onSignatureHelp(({ textDocument, position }, token) =>
    session.feature<SignatureHelp | null>('signatureHelp', textDocument.uri, token, null, ({ analysis, file, lines }) => {
      const result = analysis.signatureHelp(file, lines.offsetAt(position));
      if (result === undefined) return null;
      const parameters = result.parameters.map(({ label, documentation }) => ({
        label: [label[0], label[1]] as [number, number],
        documentation: { kind: MarkupKind.Markdown, value: documentation },
      }));
      return { signatures: [{ label: result.label, parameters }], activeSignature: 0, activeParameter: result.activeParameter ?? 0 };
    }),
  );
}
