import { code, relationshipName, selectableName } from '../../display/names';
import type { Hint } from '../kind';
import { argumentAnchor, hintAt, writtenRelationships } from './finding';

/** The same rows are then written by two ways that know nothing of each other. */
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
      if (secondary?.kind !== 'table' || relationship.viewonly || graph.mappersOf(secondary).length === 0) return [];
      return [hintAt('H-SECONDARY-MAPPED', relationship, argumentAnchor(relationship, 'secondary'))];
    }),
};
