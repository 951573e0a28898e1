import type { ProblemKind } from '../kind';
import { plainMessage } from '../wording';

export const columnReplaced: ProblemKind = {
  code: 'column-replaced',
  ids: ['W-COL-DUP'],
  severity: 'warning',
  summary: 'A column replaces one of the same name',
  word: (fault) => `A column replaces one of the same name: ${plainMessage(fault)}`,
};
