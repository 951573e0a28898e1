import type { ProblemKind } from '../kind';
import { plainMessage, subjectOf } from '../wording';

export const targetNotClass: ProblemKind = {
  code: 'target-not-class',
  ids: ['E-REL-TARGET'],
  severity: 'error',
  summary: 'The target of a relationship is not a mapped class',
  word: (fault) => `The target of ${subjectOf(fault)} is not a class: ${plainMessage(fault)}`,
};
