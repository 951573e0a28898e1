import { code, relationshipName } from '../../display/names';
import type { Hint } from '../kind';
import { argumentAnchor, hintAt, writtenRelationships } from './finding';

/** SQLAlchemy never checks that the two names answer each other. */
export const backPopulatesNotMutual: Hint = {
  kind: {
    code: 'back-populates-not-mutual',
    ids: ['H-BP-NOT-MUTUAL'],
    severity: 'hint',
    summary: 'A names B as its other side, but B names another one',
    word: (fault) => {
      const relationship = fault.relationship;
      const other = relationship?.reverse.find(({ key }) => key === relationship.backPopulates);
      if (relationship === undefined || other === undefined) return 'The two sides do not name each other';
      return `${code(relationshipName(relationship))} names ${code(relationshipName(other))} as its other side, but that names ${code(`${other.target?.name ?? ''}.${other.backPopulates ?? ''}`)}; make them name each other`;
    },
  },
  find: (graph) =>
    writtenRelationships(graph).flatMap((relationship) => {
      const named = relationship.reverse.find((other) => other.key === relationship.backPopulates && other.fault === undefined);
      if (named?.backPopulates === undefined || named.backPopulates === relationship.key || relationship.viewonly) return [];
      return [hintAt('H-BP-NOT-MUTUAL', relationship, argumentAnchor(relationship, 'back_populates'), { related: [{ anchor: named.nameAnchor, message: `${code(relationshipName(named))} is here` }] })];
    }),
};
