import { didYouMean } from '../didYouMean';
import type { ProblemKind } from '../kind';
import { code, valuesIn } from '../wording';

export const foreignKeyUnknownColumn: ProblemKind = {
  code: 'foreign-key-unknown-column',
  ids: ['E-FK-COLUMN'],
  severity: 'error',
  summary: 'A foreign key leads to a column that its table does not have',
  word(fault, context) {
    const [, , table = '', column = ''] = valuesIn(fault, /ForeignKey '(.+?)' on table '(.+?)': table '(.+?)' has no column named '(.*?)'$/);
    const columns = context.graph.tables.find(({ key }) => key === table)?.columns;
    return `The foreign key leads to ${code(`${table}.${column}`)}, but ${code(table)} has no such column${didYouMean(column, columns?.keys() ?? [])}`;
  },
};
