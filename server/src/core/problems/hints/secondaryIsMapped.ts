import { code, relationshipName, selectableName } from '../../display/names';
import type { MapperGraph } from '../../mapping/mapper';
import type { Table } from '../../mapping/schema/schema';
import { relationshipsOwnedBy } from '../../mapping/views';
import type { Hint } from '../kind';
import { argumentAnchor, hintAt, writtenRelationships } from './finding';

/**
 * The same rows are then written by two ways that know nothing of each other. A class that merely describes the table, with no relationship that
 * writes its foreign keys (as a link model of SQLModel), is no second way.
 */
export const secondaryIsMapped: Hint = {
  kind: {
    code: 'secondary-is-mapped',
    ids: ['H-SECONDARY-MAPPED'],
    severity: 'hint',
    summary: 'A many-to-many relationship writes the table of a mapped class',
    word: (fault, { graph }) => {
      const relationship = fault.relationship;
      const secondary = relationship?.secondary;
      const mapper = secondary?.kind === 'table' ? graph.mappersOf(secondary)[0] : undefined;
      return `${code(relationship === undefined ? '' : relationshipName(relationship))} writes rows of ${code(secondary === undefined ? '' : selectableName(secondary))}, which ${code(mapper?.name ?? '')} maps as well; make it read only with \`viewonly=True\`, or go through ${code(mapper?.name ?? '')}`;
    },
  },
  find: (graph) =>
    writtenRelationships(graph).flatMap((relationship) => {
      const secondary = relationship.secondary;
      if (secondary?.kind !== 'table' || relationship.viewonly || graph.mappersOf(secondary).length === 0 || !isWrittenDirectly(graph, secondary)) return [];
      return [hintAt('H-SECONDARY-MAPPED', relationship, argumentAnchor(relationship, 'secondary'))];
    }),
};

/** Whether a one-to-many or many-to-one relationship copies keys into the table's columns. */
function isWrittenDirectly(graph: MapperGraph, table: Table): boolean {
  return graph.mappers
    .flatMap(relationshipsOwnedBy)
    .some(({ viewonly, secondary, synchronizePairs }) => !viewonly && secondary === undefined && synchronizePairs.some(([, written]) => written.table === table));
}
