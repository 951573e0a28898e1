import type { ProblemKind } from '../kind';
import { code } from '../wording';

export const columnWithoutName: ProblemKind = {
  code: 'column-without-name',
  ids: ['E-COL-NONAME'],
  severity: 'error',
  summary: 'A column of a Table has no name',
  word: () => `A column of a ${code('Table(...)')} needs its name as first argument`,
};
