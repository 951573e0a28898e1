import type { ProblemKind } from '../kind';
import { code, valuesIn } from '../wording';

export const columnNameTwice: ProblemKind = {
  code: 'column-name-twice',
  ids: ['E-COL-DUP'],
  severity: 'error',
  summary: 'Two columns of a table have one name',
  word(fault) {
    const [name = '', table = ''] = valuesIn(fault, /name '(.+?)' is already present in table '(.+?)'/);
    return `Table ${code(table)} has two columns called ${code(name)}; rename one`;
  },
};
