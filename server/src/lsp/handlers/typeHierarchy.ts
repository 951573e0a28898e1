import { SymbolKind, type TypeHierarchyItem } from 'vscode-languageserver';
import type { Analysis } from '../../core/analysis';
import type { HierarchyItem } from '../../core/features/results';
import { locationOf } from '../convert';
import type { Project } from '../project';
import type { Session } from '../session';

export function registerTypeHierarchy(session: Session): void {
  const { typeHierarchy } = session.connection.languages;
  typeHierarchy.onPrepare(({ textDocument, position }, token) =>
    session.feature<TypeHierarchyItem[] | null>('prepareTypeHierarchy', textDocument.uri, token, null, ({ analysis, project, file, lines }) => {
      const items = analysis.prepareTypeHierarchy(file, lines.offsetAt(position));
      return items.length === 0 ? null : items.map((item) => wireItem(project, item));
    }),
  );
  typeHierarchy.onSupertypes(({ item }, token) => related(session, item, token, (analysis, entity) => analysis.supertypes(entity)));
  typeHierarchy.onSubtypes(({ item }, token) => related(session, item, token, (analysis, entity) => analysis.subtypes(entity)));
}

function related(
  session: Session,
  { uri, data }: TypeHierarchyItem,
  token: Parameters<Session['feature']>[2],
  itemsOf: (analysis: Analysis, entity: string) => readonly HierarchyItem[],
): Promise<TypeHierarchyItem[]> {
  return session.feature<TypeHierarchyItem[]>('typeHierarchy', uri, token, [], ({ analysis, project }) =>
    typeof data === 'string' ? itemsOf(analysis, data).map((item) => wireItem(project, item)) : [],
  );
}

/** `data` is the entity's full name, by which the client asks for what is above and below. */
function wireItem(project: Project, { entity, name, detail, file, span, selection }: HierarchyItem): TypeHierarchyItem {
  const linesOf = (of: typeof file) => project.linesOf(of);
  const { uri, range } = locationOf({ file, span }, linesOf);
  return { name, kind: SymbolKind.Class, detail, uri, range, selectionRange: locationOf({ file, span: selection }, linesOf).range, data: entity };
}
