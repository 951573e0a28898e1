import type { ProblemKind } from '../kind';
import { classOf, code, valuesIn } from '../wording';

export const inheritanceNoForeignKey: ProblemKind = {
  code: 'inheritance-no-foreign-key',
  ids: ['E-INH-NOFK'],
  severity: 'error',
  summary: 'The table of a joined subclass has no foreign key to its parent\'s table',
  word(fault) {
    const [parent = '', child = ''] = valuesIn(fault, /between inherited table '(.+?)' and inheriting table '(.+?)'/);
    return `No foreign key leads from ${code(child)} to ${code(parent)}, so ${classOf(fault)} cannot be joined to its parent; make its primary key a foreign key to ${code(parent)}`;
  },
};
