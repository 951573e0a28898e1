/** What the hints have in common: walking the relationships of a graph, and making faults that SQLAlchemy knows nothing of. */
import type { Anchor } from '../../declarations/anchor';
import type { Fault } from '../../mapping/faults';
import type { MapperGraph, Relationship } from '../../mapping/mapper';
import { relationshipsOwnedBy } from '../../mapping/views';

const written = new WeakMap<MapperGraph, readonly Relationship[]>();

/** Relationships that someone wrote (not a backref), configured without a fault on either side, and whose arguments are all known. */
export function writtenRelationships(graph: MapperGraph): readonly Relationship[] {
  const known = written.get(graph);
  if (known !== undefined) return known;
  const found = graph.mappers.flatMap(relationshipsOwnedBy).filter(isSound);
  written.set(graph, found);
  return found;
}

function isSound({ fault, direction, declaration, createdByBackref, reverse }: Relationship): boolean {
  return fault === undefined && direction !== undefined && declaration.openReason === undefined && createdByBackref === undefined && reverse.every((other) => other.fault === undefined);
}

export function hintAt(id: string, relationship: Relationship, anchor: Anchor = relationship.nameAnchor, more: Pick<Fault, 'related' | 'data'> = {}): Fault {
  return { id, phase: 'configure', anchor, mapper: relationship.parent, relationship, ...more };
}

/** Where an argument stands, else the relationship's name. */
export function argumentAnchor(relationship: Relationship, argument: string): Anchor {
  return relationship.declaration.arguments.get(argument)?.anchor ?? relationship.nameAnchor;
}
