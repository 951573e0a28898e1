import { didYouMean } from '../didYouMean';
import type { ProblemKind } from '../kind';
import { code, valuesIn } from '../wording';

export const foreignKeyUnknownTable: ProblemKind = {
  code: 'foreign-key-unknown-table',
  ids: ['E-FK-TABLE'],
  severity: 'error',
  summary: 'A foreign key leads to a table that does not exist',
  word(fault, context) {
    const [column = '', table = ''] = valuesIn(fault, /associated with column '(.+?)' could not find table '(.+?)'/);
    const tables = context.graph.tables.map(({ key }) => key);
    return `The foreign key of ${code(column)} leads to table ${code(table)}, which does not exist${didYouMean(table, tables)}`;
  },
};
