import type { ProblemKind } from '../kind';
import { code, valuesIn } from '../wording';

export const tableDefinedTwice: ProblemKind = {
  code: 'table-defined-twice',
  ids: ['E-TABLE-DUP'],
  severity: 'error',
  summary: 'Two tables have one name',
  word(fault) {
    const [key = ''] = valuesIn(fault, /^Table '(.+?)' is already defined/);
    return `Table ${code(key)} is defined twice in one MetaData; rename one, or state \`extend_existing=True\` when it is meant to be one table`;
  },
};
