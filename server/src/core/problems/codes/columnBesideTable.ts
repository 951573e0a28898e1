import type { ProblemKind } from '../kind';
import { classOf, code, unquoted, valuesIn } from '../wording';

export const columnBesideTable: ProblemKind = {
  code: 'column-beside-table',
  ids: ['E-ADD-COL'],
  severity: 'error',
  summary: 'A class with `__table__` states a further column',
  word(fault) {
    const [column = ''] = valuesIn(fault, /additional column (.+?) when specifying/).map(unquoted);
    return `${classOf(fault)} states ${code('__table__')}, so column ${code(column)} has to be added to that table`;
  },
};
