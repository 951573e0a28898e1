import type { ProblemKind } from '../kind';
import { classOf, code, valuesIn } from '../wording';

export const subclassTableWithoutPrimaryKey: ProblemKind = {
  code: 'subclass-table-without-primary-key',
  ids: ['W-NO-LOCAL-PK'],
  severity: 'warning',
  summary: 'The table of a joined subclass has no primary key',
  word(fault) {
    const [table = ''] = valuesIn(fault, /locally mapped table '(.+?)'/);
    return `Table ${code(table)} of ${classOf(fault)} has no primary key, so no rows are written to it; make its foreign key the primary key`;
  },
};
