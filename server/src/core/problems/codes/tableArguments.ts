import type { ProblemKind } from '../kind';
import { plainMessage } from '../wording';

export const tableArguments: ProblemKind = {
  code: 'table-arguments',
  ids: ['E-TABLE-CALL', 'E-TABLE-FLAGS'],
  severity: 'error',
  summary: 'The arguments of a `Table` contradict each other',
  word: (fault) => `The arguments of the table do not fit: ${plainMessage(fault)}`,
};
