import { code, columnName, listOf, relationshipName } from '../../display/names';
import type { Relationship } from '../../mapping/mapper';
import type { Hint } from '../kind';
import { hintAt, writtenRelationships } from './finding';

export const listOnManyToOne: Hint = {
  kind: {
    code: 'list-on-many-to-one',
    ids: ['H-LIST-M2O'],
    severity: 'hint',
    summary: 'A collection on the side that holds the foreign key',
    word: (fault) => {
      const relationship = fault.relationship;
      if (relationship === undefined) return 'A collection stands on the side that holds the foreign key';
      const names = listOf(relationship.synchronizePairs.map(([, column]) => code(columnName(column))));
      return `${code(relationshipName(relationship))} is a list, but ${names === '' ? 'the foreign key' : names} of this side refers to one ${code(relationship.target?.name ?? '')}; annotate one object, or check which side the foreign key belongs to`;
    },
  },
  find: (graph) =>
    writtenRelationships(graph).flatMap((relationship) =>
      relationship.direction === 'MANYTOONE' && relationship.uselist === true && !relationship.viewonly && refersToKey(relationship) ? [hintAt('H-LIST-M2O', relationship)] : [],
    ),
};

/** Other columns of the target may stand in several rows: `foreign_keys` then only says how a list is read. */
function refersToKey({ synchronizePairs, target }: Relationship): boolean {
  const referred = synchronizePairs.map(([column]) => column);
  return target !== undefined && target.primaryKey.length > 0 && target.primaryKey.every((column) => referred.includes(column));
}
