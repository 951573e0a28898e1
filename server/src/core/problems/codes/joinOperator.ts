import type { ProblemKind } from '../kind';
import { plainMessage } from '../wording';

export const joinOperator: ProblemKind = {
  code: 'join-operator',
  ids: ['W-OPERATOR-CLASS'],
  severity: 'warning',
  summary: 'A join uses an operator that is not a comparison',
  word: (fault) => `${plainMessage(fault)}`,
};
