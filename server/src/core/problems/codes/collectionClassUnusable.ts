import type { ProblemKind } from '../kind';
import { plainMessage, subjectOf } from '../wording';

export const collectionClassUnusable: ProblemKind = {
  code: 'collection-class-unusable',
  ids: ['E-COLL-ADAPT'],
  severity: 'error',
  summary: '`collection_class` has no methods to add, remove or iterate',
  word: (fault) => `\`collection_class\` of ${subjectOf(fault)} cannot be used as a collection: ${plainMessage(fault)}`,
};
