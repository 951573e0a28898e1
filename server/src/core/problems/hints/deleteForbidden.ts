import { code, columnName, listOf, relationshipName, withArticle } from '../../display/names';
import type { Hint } from '../kind';
import { hintAt } from './finding';
import { isDeletedByDatabase, keptByDelete } from './onDeleteIgnored';

/**
 * At flush, `OneToManyDP.presort_deletes` sets the foreign key of the remaining children to NULL.
 * Off by default: it is true of every required foreign key, and in many schemas a parent with children shall not be deleted. The hover says it of each.
 */
export const deleteForbidden: Hint = {
  kind: {
    code: 'delete-forbidden',
    ids: ['H-DELETE-NOT-NULL'],
    severity: 'off',
    summary: 'Deleting the parent would set a NOT NULL foreign key to NULL',
    word: (fault) => {
      const relationship = fault.relationship;
      if (relationship === undefined) return 'Deleting the parent would set a NOT NULL foreign key to NULL';
      const names = listOf(relationship.synchronizePairs.map(([, column]) => code(columnName(column))));
      return `Deleting ${withArticle(relationship.parent.name)} that has ${code(relationship.key)} fails: ${names} would be set to NULL, which it forbids; add ${code('cascade="all, delete-orphan"')}, or \`passive_deletes\` with ON DELETE`;
    },
  },
  find: (graph) =>
    keptByDelete(graph).flatMap((relationship) => {
      const columns = relationship.synchronizePairs.map(([, column]) => column);
      if (isDeletedByDatabase(relationship) || columns.some((column) => column.nullable || column.dynamic !== undefined)) return [];
      return [hintAt('H-DELETE-NOT-NULL', relationship, relationship.nameAnchor, { related: columns.map((column) => ({ anchor: column.anchor, message: `${relationshipName(relationship)} writes ${columnName(column)}` })) })];
    }),
};
