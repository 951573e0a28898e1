import type { ProblemKind } from '../kind';
import { classOf, code, valuesIn } from '../wording';

export const classWithoutPrimaryKey: ProblemKind = {
  code: 'class-without-primary-key',
  ids: ['E-NO-PK'],
  severity: 'error',
  summary: 'A mapped class has no primary key',
  word(fault) {
    const [, table = ''] = valuesIn(fault, /^Mapper (.+?) could not assemble any primary key columns for mapped table '(.+?)'/s);
    return `${classOf(fault)} has no primary key: give at least one column of ${code(table)} \`primary_key=True\``;
  },
};
