import type { ProblemKind } from '../kind';
import { classOf } from '../wording';

export const inheritsArgumentMismatch: ProblemKind = {
  code: 'inherits-argument-mismatch',
  ids: ['E-INHERITS-ARG'],
  severity: 'error',
  summary: '`inherits` names a class that is not a base',
  word: (fault) => `\`inherits\` of ${classOf(fault)} names a class that it does not subclass`,
};
