import { code, columnName, listOf, relationshipName } from '../../display/names';
import { extraConditions } from '../../display/join';
import type { Hint } from '../kind';
import { hintAt, writtenRelationships } from './finding';
import { lacksRemoteSide } from './selfReferenceWithoutRemoteSide';

export const oneToOneNotUnique: Hint = {
  kind: {
    code: 'one-to-one-not-unique',
    ids: ['H-O2O-UNIQUE'],
    severity: 'hint',
    summary: 'A one-to-one relationship that the database does not guarantee',
    word: (fault) => {
      const relationship = fault.relationship;
      if (relationship === undefined) return 'The one-to-one relationship is not guaranteed by the database';
      const columns = relationship.synchronizePairs.map(([, column]) => column);
      const names = listOf(columns.map((column) => code(columnName(column))));
      return `${code(relationshipName(relationship))} holds one object, but ${names} ${columns.length === 1 ? 'is' : 'are'} not unique: nothing stops a second row; make ${columns.length === 1 ? 'the column' : 'the columns together'} unique`;
    },
  },
  find: (graph) =>
    writtenRelationships(graph).flatMap((relationship) => {
      const isOneToOne = relationship.direction === 'ONETOMANY' && relationship.uselist === false && !relationship.viewonly;
      if (!isOneToOne || lacksRemoteSide(relationship) || relationship.isOneEnforced !== false || relationship.synchronizePairs.length === 0 || extraConditions(relationship).length > 0) return [];
      const table = relationship.synchronizePairs[0]?.[1].table;
      if (table?.kind !== 'table' || table.openReason !== undefined) return [];
      return [hintAt('H-O2O-UNIQUE', relationship, relationship.nameAnchor, { related: relationship.synchronizePairs.map(([, column]) => ({ anchor: column.anchor, message: `${code(columnName(column))} is here` })) })];
    }),
};
