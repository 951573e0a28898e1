/** What part of the schema is on show, and the words for it. */
import { edgesByEntity } from '../../server/src/core/diagram/focus';
import { isFiltering, partOfDiagram, type DiagramFilter, type DiagramView } from '../../server/src/core/diagram/part';
import { partOfPath } from '../../server/src/core/diagram/path/partOfPath';
import type { Diagram } from '../../server/src/protocol/messages';
import type { EntityPath } from '../../server/src/protocol/diagramRequests';
import { counted, nameOf } from './words';

/** `choice`: which of the ways between the two. */
export type ViewState = DiagramView | { readonly kind: 'path'; readonly from: string; readonly to: string; readonly choice: number };

export const WHOLE: ViewState = { kind: 'whole' };

/** What can be shown of a wish: what is about something that is gone falls back to the whole schema. */
export function showable(whole: Diagram, view: ViewState | undefined): ViewState {
  const has = (id: string) => whole.entities.some((entity) => entity.id === id);
  switch (view?.kind) {
    case undefined:
    case 'whole':
      return WHOLE;
    case 'focus':
      return has(view.entity) ? view : WHOLE;
    case 'path':
      return has(view.from) && has(view.to) ? view : WHOLE;
    case 'changes':
      return whole.entities.some(({ change }) => change !== undefined) || whole.edges.some(({ change }) => change !== undefined) ? view : WHOLE;
  }
}

/** `path`: the way that the view has chosen, once it is known; a path shows its two ends until then. */
export function partOf(whole: Diagram, view: ViewState, filter: DiagramFilter, path: EntityPath | undefined): Diagram {
  if (view.kind !== 'path') return partOfDiagram(whole, view, filter);
  return partOfPath(whole, path ?? { steps: [{ kind: 'narrow', from: view.from, to: view.to, words: '' }] });
}

/** The entity that the picture is laid out around. */
export function centreOfView(view: ViewState): string | undefined {
  return view.kind === 'focus' ? view.entity : view.kind === 'path' ? view.from : undefined;
}

/** Equal for views that show the same, however often the models change below them. */
export function pictureName(view: ViewState, path: EntityPath | undefined): string {
  switch (view.kind) {
    case 'whole':
    case 'changes':
      return view.kind;
    case 'focus':
      return `${view.entity} ${view.depth}`;
    case 'path':
      return `${view.from} ${view.to} ${path?.steps.map(({ words }) => words).join() ?? ''}`;
  }
}

/** `User and 4 neighbours · 7 of 12 not shown` */
export function viewWords(whole: Diagram, view: ViewState, filter: DiagramFilter, part: Diagram): string {
  const all = whole.entities.length;
  const shown = part.entities.length;
  const rest = shown === all ? '' : ` · ${all - shown} of ${all} not shown`;
  const filtered = view.kind !== 'path' && isFiltering(filter) ? ' · filtered' : '';
  switch (view.kind) {
    case 'whole':
      return filtered === '' ? `Whole schema: ${counted(all, 'entity', 'entities')}` : `${counted(shown, 'entity', 'entities')}${rest}${filtered}`;
    case 'focus': {
      const neighbours = shown === 1 ? (filtered === '' ? 'alone, joined to nothing' : 'alone') : `and ${counted(shown - 1, 'neighbour', 'neighbours')}`;
      return `${nameOf(whole, view.entity)} ${neighbours}${rest}${filtered}`;
    }
    case 'changes':
      return `What changed: ${counted(shown, 'entity', 'entities')}${rest}${filtered}`;
    case 'path':
      return `From ${nameOf(whole, view.from)} to ${nameOf(whole, view.to)}${rest}`;
  }
}

/** A class that is renamed while it is in focus stays in focus: it is the new entity with the same table. */
export function afterRename(view: ViewState | undefined, before: Diagram, after: Diagram): ViewState | undefined {
  if (view?.kind !== 'focus' || after.entities.some(({ id }) => id === view.entity)) return view;
  const old = before.entities.find(({ id }) => id === view.entity);
  const known = new Set(before.entities.map(({ id }) => id));
  const renamed = after.entities.find(({ id, module, table }) => !known.has(id) && module === old?.module && table !== undefined && table === old.table);
  return renamed === undefined ? view : { ...view, entity: renamed.id };
}

/** Where to begin when nothing is chosen. */
export function mostConnected({ entities, edges }: Diagram): string | undefined {
  const byEntity = edgesByEntity(edges);
  return [...entities].sort((a, b) => (byEntity.get(b.id)?.length ?? 0) - (byEntity.get(a.id)?.length ?? 0))[0]?.id;
}
