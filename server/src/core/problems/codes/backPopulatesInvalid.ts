import type { ProblemKind } from '../kind';
import { argumentWords, subjectOf } from '../wording';

export const backPopulatesInvalid: ProblemKind = {
  code: 'back-populates-invalid',
  ids: ['E-BP-VALUE'],
  severity: 'error',
  summary: '`back_populates` is not a name',
  word: (fault, context) => `${argumentWords(fault, 'back_populates', context)} of ${subjectOf(fault)} is not a name; give the other relationship's name as a string`,
};
