/**
 * The part of a diagram that is on show: an entity's neighbourhood, what changed, or all of it, without what the user has hidden. Every card
 * says how many of its neighbours are left out.
 */
import type { Diagram, DiagramEdge } from './diagram';
import { distancesFrom, edgesByEntity, onlyEntities, otherEnd } from './focus';

export type DiagramView =
  | { readonly kind: 'whole' }
  /** `expanded`: entities of the picture whose neighbours are shown as well. */
  | { readonly kind: 'focus'; readonly entity: string; readonly depth: number; readonly expanded: readonly string[] }
  /** What a comparison marks, with the entities at both ends of a line. */
  | { readonly kind: 'changes' };

/** Kinds of lines that can be hidden. */
export const LINE_KINDS = ['oneToMany', 'oneToOne', 'manyToMany', 'readOnly', 'inheritance', 'foreignKey'] as const;

export type LineKind = (typeof LINE_KINDS)[number];

/** What is hidden. */
export interface DiagramFilter {
  readonly entities: readonly string[];
  readonly groups: readonly string[];
  readonly lines: readonly LineKind[];
}

export const NO_FILTER: DiagramFilter = { entities: [], groups: [], lines: [] };

export function isFiltering({ entities, groups, lines }: DiagramFilter): boolean {
  return entities.length + groups.length + lines.length > 0;
}

export function lineKindOf({ kind, isViewonly, secondary, source, target }: DiagramEdge): LineKind {
  if (kind !== 'relationship') return kind;
  if (isViewonly) return 'readOnly';
  const isMany = (multiplicity: string | undefined) => multiplicity === '0..*' || multiplicity === '1..*';
  if (secondary !== undefined || (isMany(source.multiplicity) && isMany(target.multiplicity))) return 'manyToMany';
  return isMany(source.multiplicity) || isMany(target.multiplicity) ? 'oneToMany' : 'oneToOne';
}

export function partOfDiagram(whole: Diagram, view: DiagramView, filter: DiagramFilter): Diagram {
  const visible = withoutHidden(whole, view, filter);
  switch (view.kind) {
    case 'whole':
      return withHiddenNeighbours(whole, visible, filter);
    case 'focus':
      return { ...withHiddenNeighbours(whole, onlyEntities(visible, aroundFocus(visible, view)), filter), focus: view.entity };
    case 'changes':
      return withHiddenNeighbours(whole, onlyEntities(visible, changedEntities(visible)), filter);
  }
}

/** An entity in focus is shown even where it or its group is hidden. */
function withoutHidden(whole: Diagram, view: DiagramView, filter: DiagramFilter): Diagram {
  if (!isFiltering(filter)) return whole;
  const [entities, groups, lines] = [new Set(filter.entities), new Set(filter.groups), new Set(filter.lines)];
  const isShown = (id: string, group: string) => (view.kind === 'focus' && view.entity === id) || (!entities.has(id) && !groups.has(group));
  const shown = onlyEntities(whole, new Set(whole.entities.filter(({ id, group }) => isShown(id, group)).map(({ id }) => id)));
  return { ...shown, edges: shown.edges.filter((edge) => !lines.has(lineKindOf(edge))) };
}

function aroundFocus({ edges }: Diagram, { entity, depth, expanded }: Extract<DiagramView, { readonly kind: 'focus' }>): ReadonlySet<string> {
  const shown = new Set(distancesFrom(edges, entity, depth).keys());
  const byEntity = edgesByEntity(edges);
  for (const id of expanded) {
    if (!shown.has(id)) continue;
    for (const edge of byEntity.get(id) ?? []) shown.add(otherEnd(edge, id));
  }
  return shown;
}

function changedEntities({ entities, edges }: Diagram): ReadonlySet<string> {
  const changed = entities.filter(({ change }) => change !== undefined).map(({ id }) => id);
  return new Set([...changed, ...edges.filter(({ change }) => change !== undefined).flatMap(({ source, target }) => [source.entity, target.entity])]);
}

function withHiddenNeighbours(whole: Diagram, part: Diagram, { lines }: DiagramFilter): Diagram {
  if (part.entities.length === whole.entities.length) return part;
  const shown = new Set(part.entities.map(({ id }) => id));
  const hiddenLines = new Set(lines);
  const hidden = new Map<string, Set<string>>();
  for (const edge of whole.edges) {
    if (hiddenLines.has(lineKindOf(edge))) continue;
    for (const [id, other] of [[edge.source.entity, edge.target.entity], [edge.target.entity, edge.source.entity]] as const) {
      if (!shown.has(id) || shown.has(other)) continue;
      const others = hidden.get(id);
      if (others === undefined) hidden.set(id, new Set([other]));
      else others.add(other);
    }
  }
  return { ...part, entities: part.entities.map((entity) => ({ ...entity, ...countOf(hidden.get(entity.id)) })) };
}

function countOf(others: ReadonlySet<string> | undefined): { readonly hiddenNeighbours?: number } {
  return others === undefined ? {} : { hiddenNeighbours: others.size };
}

/** Shows the neighbours of an entity that is on show, whatever hides them. */
export function expanding(whole: Diagram, view: DiagramView, filter: DiagramFilter, entity: string): { readonly view: DiagramView; readonly filter: DiagramFilter } {
  const near = new Set(whole.edges.filter(({ source, target }) => source.entity === entity || target.entity === entity).map((edge) => otherEnd(edge, entity)));
  const groups = new Set(whole.entities.filter(({ id }) => near.has(id)).map(({ group }) => group));
  const revealed = filter.groups.filter((group) => groups.has(group));
  // A group that is shown for one of its members hides the others one by one.
  const others = whole.entities.filter(({ id, group }) => revealed.includes(group) && !near.has(id)).map(({ id }) => id);
  return {
    view: view.kind === 'focus' && !view.expanded.includes(entity) ? { ...view, expanded: [...view.expanded, entity] } : view,
    filter: { ...filter, entities: [...new Set([...filter.entities, ...others])].filter((id) => !near.has(id)), groups: filter.groups.filter((group) => !groups.has(group)) },
  };
}
