import { code, relationshipName } from '../../display/names';
import type { Hint } from '../kind';
import { argumentAnchor, hintAt, writtenRelationships } from './finding';

export const uselistAgainstAnnotation: Hint = {
  kind: {
    code: 'uselist-against-annotation',
    ids: ['H-USELIST'],
    severity: 'hint',
    summary: '`uselist` contradicts the annotation',
    word: (fault) => {
      const relationship = fault.relationship;
      const annotated = relationship?.declaration.annotation?.isScalar === true ? 'one object' : 'a collection';
      return `\`uselist\` of ${code(relationship === undefined ? '' : relationshipName(relationship))} contradicts its annotation, which names ${annotated}; keep one of the two`;
    },
  },
  find: (graph) =>
    writtenRelationships(graph).flatMap((relationship) => {
      const stated = relationship.declaration.arguments.get('uselist')?.value;
      const annotation = relationship.declaration.annotation;
      if (stated?.kind !== 'boolean' || annotation === undefined || stated.value !== annotation.isScalar) return [];
      return [hintAt('H-USELIST', relationship, argumentAnchor(relationship, 'uselist'))];
    }),
};
