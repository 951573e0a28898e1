import { code, columnName, listOf, relationshipName, withArticle } from '../../display/names';
import type { Hint } from '../kind';
import { hintAt, writtenRelationships } from './finding';

/** At flush, `OneToManyDP.presort_deletes` sets the foreign key of the remaining children to NULL. */
export const deleteForbidden: Hint = {
  kind: {
    code: 'delete-forbidden',
    ids: ['H-DELETE-NOT-NULL'],
    severity: 'hint',
    summary: 'Deleting the parent would set a NOT NULL foreign key to NULL',
    word: (fault) => {
      const relationship = fault.relationship;
      if (relationship === undefined) return 'Deleting the parent would set a NOT NULL foreign key to NULL';
      const names = listOf(relationship.synchronizePairs.map(([, column]) => code(columnName(column))));
      return `Deleting ${withArticle(relationship.parent.name)} that has ${code(relationship.key)} fails: ${names} would be set to NULL, which it forbids; add ${code('cascade="all, delete-orphan"')}, or \`passive_deletes\` with ON DELETE`;
    },
  },
  find: (graph) =>
    writtenRelationships(graph).flatMap((relationship) => {
      const columns = relationship.synchronizePairs.map(([, column]) => column);
      const isOwner = relationship.direction === 'ONETOMANY' && !relationship.viewonly && !relationship.cascade.includes('delete') && relationship.passiveDeletes === false;
      if (!isOwner || columns.length === 0 || columns.some((column) => column.nullable || column.dynamic !== undefined)) return [];
      return [hintAt('H-DELETE-NOT-NULL', relationship, relationship.nameAnchor, { related: columns.map((column) => ({ anchor: column.anchor, message: `${relationshipName(relationship)} writes ${columnName(column)}` })) })];
    }),
};
