/** What part of the schema is on show, and the words for it. */
import { edgesByEntity, focusOn } from '../../server/src/core/diagram/focus';
import type { Diagram } from '../../server/src/protocol/messages';
import { counted, nameOf } from './words';

export type ViewState = { readonly kind: 'whole' } | { readonly kind: 'focus'; readonly entity: string; readonly depth: number };

export const WHOLE: ViewState = { kind: 'whole' };

/** What can be shown of a wish: a focus on something that is gone falls back to the whole schema. */
export function showable(whole: Diagram, view: ViewState | undefined): ViewState {
  return view?.kind === 'focus' && whole.entities.some(({ id }) => id === view.entity) ? view : WHOLE;
}

export function partOf(whole: Diagram, view: ViewState): Diagram {
  return view.kind === 'whole' ? whole : focusOn(whole, view.entity, view.depth);
}

/** Equal for views that show the same, however often the models change below them. */
export function pictureName(view: ViewState): string {
  return view.kind === 'whole' ? 'whole' : `${view.entity} ${view.depth}`;
}

/** `User and 4 neighbours · 7 of 12 not shown` */
export function viewWords(whole: Diagram, view: ViewState, part: Diagram): string {
  const all = whole.entities.length;
  if (view.kind === 'whole') return `Whole schema: ${counted(all, 'entity', 'entities')}`;
  const shown = part.entities.length;
  const neighbours = shown === 1 ? 'alone, joined to nothing' : `and ${counted(shown - 1, 'neighbour', 'neighbours')}`;
  return `${nameOf(whole, view.entity)} ${neighbours}${shown === all ? '' : ` · ${all - shown} of ${all} not shown`}`;
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
