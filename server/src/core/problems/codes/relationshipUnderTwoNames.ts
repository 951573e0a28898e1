import type { ProblemKind } from '../kind';
import { classOf } from '../wording';

export const relationshipUnderTwoNames: ProblemKind = {
  code: 'relationship-under-two-names',
  ids: ['W-ASSIGNED-TWICE'],
  severity: 'warning',
  summary: 'One relationship object stands under two attributes',
  word: (fault) => `One relationship stands under two attributes of ${classOf(fault)}; make a relationship for each`,
};
