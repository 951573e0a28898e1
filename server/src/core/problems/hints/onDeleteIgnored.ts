import { code, columnName, listOf, relationshipName } from '../../display/names';
import type { MapperGraph, Relationship } from '../../mapping/mapper';
import type { Hint } from '../kind';
import { hintAt, writtenRelationships } from './finding';

/** At flush, `OneToManyDP.presort_deletes` looks at `cascade` and `passive_deletes` only, never at ON DELETE. */
export const onDeleteIgnored: Hint = {
  kind: {
    code: 'on-delete-ignored',
    ids: ['H-ON-DELETE'],
    severity: 'hint',
    summary: 'A session does not let the database delete what ON DELETE CASCADE is stated for',
    word: (fault) => {
      const relationship = fault.relationship;
      if (relationship === undefined) return 'A session does not let the database delete what ON DELETE CASCADE is stated for';
      const columns = relationship.synchronizePairs.map(([, column]) => column);
      const names = listOf(columns.map((column) => code(columnName(column))));
      const forbids = columns.some((column) => !column.nullable) ? ', which it forbids' : '';
      return `${names} has ON DELETE CASCADE, but a session that deletes ${code(relationship.parent.name)} sets it to NULL first${forbids}; add \`passive_deletes=True\` to ${code(relationshipName(relationship))}`;
    },
  },
  find: (graph) =>
    keptByDelete(graph).flatMap((relationship) => {
      const columns = relationship.synchronizePairs.map(([, column]) => column);
      if (!isDeletedByDatabase(relationship) || columns.every((column) => column.dynamic !== undefined)) return [];
      return [hintAt('H-ON-DELETE', relationship, relationship.nameAnchor, { related: columns.map((column) => ({ anchor: column.anchor, message: `${code(columnName(column))} is here` })) })];
    }),
};

/** One-to-many relationships whose objects are kept, without their parent, when a session deletes it. */
export function keptByDelete(graph: MapperGraph): readonly Relationship[] {
  return writtenRelationships(graph).filter(
    ({ direction, viewonly, cascade, passiveDeletes, synchronizePairs }) =>
      direction === 'ONETOMANY' && !viewonly && !cascade.includes('delete') && passiveDeletes === false && synchronizePairs.length > 0,
  );
}

/** Whether a foreign key of the join says ON DELETE CASCADE. */
export function isDeletedByDatabase({ synchronizePairs }: Relationship): boolean {
  return synchronizePairs.some(([, column]) => column.foreignKeys.some(({ constraint }) => constraint.onDelete?.toUpperCase() === 'CASCADE'));
}
