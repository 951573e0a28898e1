import type { CodeLensResult } from '../../core/features/results';
import { rangeOf } from '../convert';
import type { FeatureContext, Session } from '../session';

export function registerCodeLens(session: Session): void {
  session.connection.onCodeLens(({ textDocument }, token) =>
    session.feature('codeLens', textDocument.uri, token, [], (context) =>
      context.settings.codeLens
        ? context.analysis.codeLenses(context.file).map((lens) => ({
            range: rangeOf(context.lines, lens.span),
            command: { title: lens.title, ...commandOf(lens.action, context) },
          }))
        : [],
    ),
  );
}

function commandOf(action: CodeLensResult['action'], { file, lines }: FeatureContext): { readonly command: string; readonly arguments: unknown[] } {
  switch (action.kind) {
    case 'openDiagram':
      return { command: 'sqlalchemyRelationships.openDiagram', arguments: [action.entity] };
    case 'goToPairedSide':
      return { command: 'sqlalchemyRelationships.goToPairedSide', arguments: [file, lines.positionAt(action.offset)] };
  }
}
