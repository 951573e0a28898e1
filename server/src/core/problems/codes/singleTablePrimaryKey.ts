import type { ProblemKind } from '../kind';
import { classOf, code } from '../wording';

export const singleTablePrimaryKey: ProblemKind = {
  code: 'single-table-primary-key',
  ids: ['E-STI-PK'],
  severity: 'error',
  summary: 'A primary key column on a class without a table of its own',
  word: (fault) => `${classOf(fault)} shares its parent's table, which has a primary key already; add ${code('__tablename__')} for a table of its own`,
};
