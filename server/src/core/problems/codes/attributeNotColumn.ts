import type { ProblemKind } from '../kind';
import { code, unquoted, valuesIn } from '../wording';

export const attributeNotColumn: ProblemKind = {
  code: 'attribute-not-column',
  ids: ['E-NAME-NOTCOL'],
  severity: 'error',
  summary: 'A join names an attribute that is not a column',
  word(fault) {
    const [name = ''] = valuesIn(fault, /^Property (.+?) is not an instance/).map(unquoted);
    return `${code(name)} is not a column, so a join cannot compare it; name the foreign key column`;
  },
};
