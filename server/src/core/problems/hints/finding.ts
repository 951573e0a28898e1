/** What the hints have in common: walking the relationships of a graph, and making faults that SQLAlchemy knows nothing of. */
import type { Anchor } from '../../declarations/anchor';
import type { Fault } from '../../mapping/faults';
import type { MapperGraph, Relationship } from '../../mapping/mapper';
import { relationshipsOwnedBy } from '../../mapping/views';

/** Relationships that are configured without a fault on either side, and whose arguments are all known. */
export function soundRelationships(graph: MapperGraph): readonly Relationship[] {
  return graph.mappers.flatMap(relationshipsOwnedBy).filter((relationship) => relationship.fault === undefined && relationship.direction !== undefined && relationship.declaration.openReason === undefined && relationship.reverse.every((reverse) => reverse.fault === undefined));
}

/** Those of them that someone wrote, not a backref. */
export function writtenRelationships(graph: MapperGraph): readonly Relationship[] {
  return soundRelationships(graph).filter((relationship) => relationship.createdByBackref === undefined);
}

export function hintAt(id: string, relationship: Relationship, anchor: Anchor = relationship.nameAnchor, more: Pick<Fault, 'related' | 'data'> = {}): Fault {
  return { id, phase: 'configure', anchor, mapper: relationship.parent, relationship, ...more };
}

/** Where an argument stands, else the relationship's name. */
export function argumentAnchor(relationship: Relationship, argument: string): Anchor {
  return relationship.declaration.arguments.get(argument)?.anchor ?? relationship.nameAnchor;
}
