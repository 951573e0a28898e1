/** Mapped inheritance as lines from the base class to its subclasses. */
import type { Mapper } from '../mapping/mapper';
import type { DiagramEdge } from './diagram';
import type { Entities } from './entities';

export function inheritanceEdges(entities: Entities, mappers: readonly Mapper[]): readonly DiagramEdge[] {
  return mappers.flatMap((mapper): DiagramEdge[] => {
    const id = entities.idOf(mapper);
    const base = mapper.inherits === undefined ? undefined : entities.idOf(mapper.inherits);
    if (id === undefined || base === undefined) return [];
    return [
      {
        id: `${id} inherits`,
        kind: 'inheritance',
        source: { entity: base, columns: [] },
        target: { entity: id, columns: [] },
        join: [],
        isViewonly: false,
        isSelfReference: false,
        problems: [],
      },
    ];
  });
}
