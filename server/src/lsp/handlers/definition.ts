import type { Definition, DefinitionLink as LspLink } from 'vscode-languageserver';
import type { DefinitionLink } from '../../core/features/results';
import { locationOf, rangeOf } from '../convert';
import type { FeatureContext, Session } from '../session';

/** Definition, type definition and implementation: the same answer shape for three questions. */
export function registerDefinitions(session: Session): void {
  const { connection } = session;
  connection.onDefinition(({ textDocument, position }, token) =>
    session.feature('definition', textDocument.uri, token, null, (context) => answer(session, context, context.analysis.definition(context.file, context.lines.offsetAt(position)))),
  );
  connection.onTypeDefinition(({ textDocument, position }, token) =>
    session.feature('typeDefinition', textDocument.uri, token, null, (context) =>
      answer(session, context, context.analysis.typeDefinition(context.file, context.lines.offsetAt(position))),
    ),
  );
  connection.onImplementation(({ textDocument, position }, token) =>
    session.feature('implementation', textDocument.uri, token, null, (context) =>
      answer(session, context, context.analysis.implementation(context.file, context.lines.offsetAt(position))),
    ),
  );
}

/** Links carry the range under the cursor, exact inside strings; clients without them get plain locations. */
function answer(session: Session, { project, lines }: FeatureContext, links: readonly DefinitionLink[]): LspLink[] | Definition | null {
  if (links.length === 0) return null;
  const linesOf = (file: DefinitionLink['target']['file']) => project.linesOf(file);
  if (!session.canLink) return links.map((link) => locationOf({ file: link.target.file, span: link.targetSelection }, linesOf));
  return links.map((link) => {
    const target = locationOf(link.target, linesOf);
    return {
      originSelectionRange: rangeOf(lines, link.origin),
      targetUri: target.uri,
      targetRange: target.range,
      targetSelectionRange: locationOf({ file: link.target.file, span: link.targetSelection }, linesOf).range,
    };
  });
}
