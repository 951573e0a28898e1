import type { ProblemKind } from '../kind';
import { classOf, plainMessage } from '../wording';

export const inheritsNotSubclass: ProblemKind = {
  code: 'inherits-not-subclass',
  ids: ['E-NOT-SUB'],
  severity: 'error',
  summary: 'A class is mapped as a subclass of one it does not inherit from',
  word: (fault) => `${classOf(fault)} is mapped as a kind of a class that it does not inherit from: ${plainMessage(fault)}`,
};
