import type { ProblemKind } from '../kind';
import { classOf } from '../wording';

export const polymorphicOnOtherTable: ProblemKind = {
  code: 'polymorphic-on-other-table',
  ids: ['E-POLY-ON-COL'],
  severity: 'error',
  summary: '`polymorphic_on` is a column of another table',
  word: (fault) => `\`polymorphic_on\` of ${classOf(fault)} is a column of another table`,
};
