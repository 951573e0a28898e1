import type { ProblemKind } from '../kind';
import { classOf, code } from '../wording';

export const tableArgsType: ProblemKind = {
  code: 'table-args-type',
  ids: ['E-TABLE-ARGS'],
  severity: 'error',
  summary: '`__table_args__` is not a tuple or dict',
  word: (fault) => `${code('__table_args__')} of ${classOf(fault)} is not a tuple or dict; a tuple of one needs a comma: ${code('(UniqueConstraint(...),)')}`,
};
