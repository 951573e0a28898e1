import type { ProblemKind } from '../kind';
import { classOf } from '../wording';

export const singleTableNoTable: ProblemKind = {
  code: 'single-table-no-table',
  ids: ['E-STI-NOTABLE'],
  severity: 'error',
  summary: 'A subclass adds columns to a parent that is mapped to no table',
  word: (fault) => `${classOf(fault)} adds columns, but its parent is not mapped to a table of its own`,
};
