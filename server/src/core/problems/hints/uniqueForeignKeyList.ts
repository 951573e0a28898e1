import { code, columnName, listOf, relationshipName } from '../../display/names';
import { isAtMostOne } from '../../display/shape';
import type { Hint } from '../kind';
import { hintAt, writtenRelationships } from './finding';

export const uniqueForeignKeyList: Hint = {
  kind: {
    code: 'unique-foreign-key-list',
    ids: ['H-UNIQUE-LIST'],
    severity: 'hint',
    summary: 'A list that can never hold more than one object',
    word: (fault) => {
      const relationship = fault.relationship;
      if (relationship === undefined) return 'The list can never hold more than one object';
      const names = relationship.synchronizePairs.map(([, column]) => code(columnName(column)));
      return `${code(relationshipName(relationship))} is a list, but ${listOf(names)} ${names.length === 1 ? 'is unique' : 'are unique together'}, so it holds at most one; say \`uselist=False\` or annotate one object`;
    },
  },
  find: (graph) =>
    writtenRelationships(graph).flatMap((relationship) =>
      relationship.direction === 'ONETOMANY' && relationship.uselist === true && isAtMostOne(relationship.cardinality?.target) && !relationship.viewonly && !['dynamic', 'write_only'].includes(relationship.lazy)
        ? [hintAt('H-UNIQUE-LIST', relationship)]
        : [],
    ),
};
