import type { ProblemKind } from '../kind';
import { classOf, code, valuesIn } from '../wording';

export const columnOfOtherTable: ProblemKind = {
  code: 'column-of-other-table',
  ids: ['E-COL-NOT-IN-TABLE'],
  severity: 'error',
  summary: 'An attribute is a column of another table',
  word(fault) {
    const [attribute = ''] = valuesIn(fault, /^When configuring property '(.+?)'/);
    return `${code(attribute)} of ${classOf(fault)} is a column of another table; use \`column_property()\``;
  },
};
