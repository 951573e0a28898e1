import type { ProblemKind } from '../kind';
import { classOf, subjectOf, targetOf } from '../wording';

export const directionNoSide: ProblemKind = {
  code: 'direction-no-side',
  ids: ['E-DIR-NONE'],
  severity: 'error',
  summary: 'Foreign key columns stand on neither side of the join',
  word: (fault) => `The foreign key columns in the join of ${subjectOf(fault)} belong to neither side; name columns of ${classOf(fault)} or ${targetOf(fault)}`,
};
