import { didYouMean } from '../didYouMean';
import type { ProblemKind } from '../kind';
import { code, valuesIn } from '../wording';

export const constraintUnknownColumn: ProblemKind = {
  code: 'constraint-unknown-column',
  ids: ['E-CONSTRAINT-COL'],
  severity: 'error',
  summary: 'A constraint or index names a column that its table does not have',
  word(fault, context) {
    const [kind = 'constraint', table = '', column = ''] = valuesIn(fault, /^Can't create (.+?) on table '(.+?)': no column named '(.+?)'/);
    const columns = context.graph.tables.find(({ key }) => key === table)?.columns;
    return `${kind} on ${code(table)} names column ${code(column)}, which the table does not have${didYouMean(column, columns?.keys() ?? [])}`;
  },
};
