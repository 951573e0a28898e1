import type { ProblemKind } from '../kind';
import { plainMessage } from '../wording';

export const columnArguments: ProblemKind = {
  code: 'column-arguments',
  ids: ['E-COL-ARGS'],
  severity: 'error',
  summary: 'The arguments of a column contradict each other',
  word: (fault) => `The arguments of the column do not fit: ${plainMessage(fault)}`,
};
