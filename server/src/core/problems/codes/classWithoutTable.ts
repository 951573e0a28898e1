import type { ProblemKind } from '../kind';
import { classOf, code } from '../wording';

export const classWithoutTable: ProblemKind = {
  code: 'class-without-table',
  ids: ['E-NO-TABLE'],
  severity: 'error',
  summary: 'A mapped class has neither `__tablename__` nor `__table__`',
  word: (fault) => `${classOf(fault)} has no table: add ${code('__tablename__')}, or ${code('__abstract__ = True')} when it is only a base`,
};
