import type { ProblemKind } from '../kind';
import { code, valuesIn } from '../wording';

export const columnReused: ProblemKind = {
  code: 'column-reused',
  ids: ['E-COL-REASSIGN'],
  severity: 'error',
  summary: 'One column object is used in two tables',
  word(fault) {
    const [column = '', table = ''] = valuesIn(fault, /^Column object '(.+?)' already assigned to Table '(.+?)'/);
    return `Column ${code(column)} belongs to table ${code(table)} already; make a column of its own for each table`;
  },
};
