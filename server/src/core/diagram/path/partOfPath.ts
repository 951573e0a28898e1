/** The part of a diagram that a path walks over. */
import type { Diagram, DiagramEdge } from '../diagram';
import { onlyEntities } from '../focus';
import type { EntityPath, PathStep } from './pathsBetween';

/** The cards and lines of the path alone; the tables between stand where the diagram draws them as cards. */
export function partOfPath(diagram: Diagram, path: EntityPath): Diagram {
  const edges = diagram.edges.filter((edge) => path.steps.some((step) => isWalked(edge, step)));
  const entities = new Set([...path.steps.flatMap(({ from, to }) => [from, to]), ...edges.flatMap(({ source, target }) => [source.entity, target.entity])]);
  return { ...onlyEntities(diagram, entities), edges };
}

function isWalked(edge: DiagramEdge, { kind, from, to, relationship, edge: id }: PathStep): boolean {
  const ends = [edge.source, edge.target];
  switch (kind) {
    case 'foreignKey':
      return edge.id === id;
    case 'narrow':
    case 'widen':
      return edge.kind === 'inheritance' && ends.every(({ entity }) => entity === from || entity === to);
    case 'relationship': {
      if (relationship === undefined || edge.kind === 'foreignKey') return false;
      const { entity, key, reverse } = relationship;
      if (edge.kind === 'inheritance') return ends.every((end) => end.entity === entity || end.entity === from || end.entity === to) && ends.some((end) => end.entity === entity);
      const isHalf = edge.id === `${entity}.${key} through`;
      return isHalf || ends.some((end) => [{ entity, key }, ...reverse].some((side) => side.entity === end.entity && side.key === end.relationship));
    }
  }
}
