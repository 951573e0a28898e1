/** What is selected, and what stands out in the picture because of it. */
import { otherEnd } from '../../server/src/core/diagram/focus';
import type { Diagram, DiagramEdge } from '../../server/src/protocol/messages';
import type { DetailsSubject } from './details';

export type Selection = { readonly kind: 'entity'; readonly entity: string; readonly member?: string } | { readonly kind: 'edge'; readonly id: string };

/** The edge that a relationship of an entity is an end of; else the entity with that row. */
export function selectionOf(diagram: Diagram, entity: string, member: string | undefined): Selection {
  if (member === undefined) return { kind: 'entity', entity };
  const edge = diagram.edges.find(({ source, target }) => [source, target].some((end) => end.entity === entity && end.relationship === member));
  return edge === undefined ? { kind: 'entity', entity, member } : { kind: 'edge', id: edge.id };
}

export function isIn(diagram: Diagram, selected: Selection): boolean {
  return selected.kind === 'entity' ? diagram.entities.some(({ id }) => id === selected.entity) : diagram.edges.some(({ id }) => id === selected.id);
}

/** What the details speak of. */
export function subjectOf(diagram: Diagram, selected: Selection | undefined): DetailsSubject | undefined {
  if (selected === undefined || selected.kind === 'entity') return selected;
  const edge = diagram.edges.find(({ id }) => id === selected.id);
  return edge === undefined ? undefined : { kind: 'edge', edge };
}

/** The edges that stand out: the selected one, or those of the selected row, or else of its entity. */
export function edgesOf({ edges }: Diagram, selected: Selection | undefined): ReadonlySet<string> {
  if (selected === undefined) return new Set();
  if (selected.kind === 'edge') return new Set([selected.id]);
  const { entity, member } = selected;
  const own = edges.filter(({ source, target }) => source.entity === entity || target.entity === entity);
  const ofMember = own.filter(({ source, target }) => [source, target].some((end) => end.entity === entity && end.columns.includes(member ?? '')));
  return new Set((ofMember.length > 0 ? ofMember : own).map(({ id }) => id));
}

/** The entities that stay bright while something is selected. */
export function relatedBy(edges: readonly DiagramEdge[], standingOut: ReadonlySet<string>, selected: Selection): ReadonlySet<string> {
  const related = new Set(selected.kind === 'entity' ? [selected.entity] : []);
  for (const edge of edges) {
    if (!standingOut.has(edge.id)) continue;
    related.add(edge.source.entity);
    related.add(otherEnd(edge, edge.source.entity));
  }
  return related;
}
