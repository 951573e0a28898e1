import type { ProblemKind } from '../kind';
import { classOf, code } from '../wording';

export const singleTableArgs: ProblemKind = {
  code: 'single-table-args',
  ids: ['E-STI-TABLEARGS'],
  severity: 'error',
  summary: '`__table_args__` on a class without a table of its own',
  word: (fault) => `${classOf(fault)} shares its parent's table, so ${code('__table_args__')} has no place here; state it on the parent, or add ${code('__tablename__')}`,
};
