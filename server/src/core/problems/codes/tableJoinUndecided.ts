import type { ProblemKind } from '../kind';
import { plainMessage } from '../wording';

export const tableJoinUndecided: ProblemKind = {
  code: 'table-join-undecided',
  ids: ['E-JOIN-CORE'],
  severity: 'error',
  summary: 'Two tables are joined, and their foreign keys do not say how',
  word: (fault) => `The join of two tables is not decided by their foreign keys: ${plainMessage(fault)}`,
};
