import { code, columnName, listOf, relationshipName } from '../../display/names';
import type { Hint } from '../kind';
import { hintAt, writtenRelationships } from './finding';

/** SQLAlchemy never uses the Optional of a relationship's annotation; type checkers do. */
export const optionalAgainstNullable: Hint = {
  kind: {
    code: 'optional-against-nullable',
    ids: ['H-OPTIONAL'],
    severity: 'hint',
    summary: 'The annotation says whether the object may be missing otherwise than the foreign key does',
    word: (fault) => {
      const relationship = fault.relationship;
      if (relationship === undefined) return 'Annotation and foreign key disagree on whether the object may be missing';
      const columns = listOf(relationship.synchronizePairs.map(([, column]) => code(columnName(column))));
      return relationship.declaration.annotation?.isOptional === true
        ? `${code(relationshipName(relationship))} is annotated Optional, but ${columns} is NOT NULL, so it is never None`
        : `${code(relationshipName(relationship))} can be None, because ${columns} may be NULL; annotate it Optional, or make the column NOT NULL`;
    },
  },
  find: (graph) =>
    writtenRelationships(graph).flatMap((relationship) => {
      const annotation = relationship.declaration.annotation;
      if (relationship.direction !== 'MANYTOONE' || annotation?.isScalar !== true || relationship.joinReason?.kind !== 'foreignKey') return [];
      const columns = relationship.synchronizePairs.map(([, column]) => column);
      const isNullable = columns.some((column) => column.nullable);
      const disagrees = annotation.isOptional ? relationship.cardinality?.target === '1' : isNullable;
      if (columns.length === 0 || !disagrees || columns.some((column) => column.dynamic !== undefined)) return [];
      return [hintAt('H-OPTIONAL', relationship, annotation.anchor, { related: columns.map((column) => ({ anchor: column.anchor, message: `${code(columnName(column))} is here` })) })];
    }),
};
