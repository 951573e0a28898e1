import type { ProblemKind } from '../kind';
import { plainMessage, subjectOf } from '../wording';

export const relationshipDefault: ProblemKind = {
  code: 'relationship-default',
  ids: ['E-REL-DEFAULT'],
  severity: 'error',
  summary: 'A dataclass default of a relationship that is not allowed',
  word: (fault) => `The dataclass default of ${subjectOf(fault)} is not allowed: ${plainMessage(fault)}`,
};
