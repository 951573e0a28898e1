/** Parts of a diagram: the neighbourhood of an entity. Pure; used by the panel, the exports and the command line. */
import type { Diagram, DiagramEdge } from './diagram';

/** Edges by the entities they touch, each edge once an entity. */
export function edgesByEntity(edges: readonly DiagramEdge[]): ReadonlyMap<string, readonly DiagramEdge[]> {
  const byEntity = new Map<string, DiagramEdge[]>();
  for (const edge of edges) {
    for (const entity of new Set([edge.source.entity, edge.target.entity])) {
      const list = byEntity.get(entity);
      if (list) list.push(edge);
      else byEntity.set(entity, [edge]);
    }
  }
  return byEntity;
}

/** The entity at the other end of an edge; the entity itself for a self reference. */
export function otherEnd(edge: DiagramEdge, entity: string): string {
  return edge.source.entity === entity ? edge.target.entity : edge.source.entity;
}

/** Number of edges from `start` to every entity that is at most `depth` away. */
export function distancesFrom(edges: readonly DiagramEdge[], start: string, depth: number): ReadonlyMap<string, number> {
  const neighbours = edgesByEntity(edges);
  const distances = new Map([[start, 0]]);
  let frontier = [start];
  for (let distance = 1; distance <= depth && frontier.length > 0; distance += 1) {
    const next: string[] = [];
    for (const entity of frontier) {
      for (const edge of neighbours.get(entity) ?? []) {
        const other = otherEnd(edge, entity);
        if (distances.has(other)) continue;
        distances.set(other, distance);
        next.push(other);
      }
    }
    frontier = next;
  }
  return distances;
}

/**
 * `entity` and what is at most `depth` edges away, with all edges between them. A diagram that does not hold `entity` comes back empty,
 * with a note that says so.
 */
export function focusOn(diagram: Diagram, entity: string, depth: number): Diagram {
  if (!diagram.entities.some(({ id }) => id === entity)) {
    return { ...diagram, entities: [], edges: [], groups: [], focus: entity, notes: [...diagram.notes, `${entity} is not in the diagram`] };
  }
  const distances = distancesFrom(diagram.edges, entity, depth);
  return { ...onlyEntities(diagram, new Set(distances.keys())), focus: entity };
}

/** The part of a diagram between the named entities. Groups are all kept, so that each keeps its place and colour. */
export function onlyEntities(diagram: Diagram, ids: ReadonlySet<string>): Diagram {
  return {
    ...diagram,
    entities: diagram.entities.filter(({ id }) => ids.has(id)),
    edges: diagram.edges.filter(({ source, target }) => ids.has(source.entity) && ids.has(target.entity)),
  };
}
