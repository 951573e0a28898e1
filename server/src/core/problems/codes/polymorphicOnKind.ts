import type { ProblemKind } from '../kind';
import { classOf } from '../wording';

export const polymorphicOnKind: ProblemKind = {
  code: 'polymorphic-on-kind',
  ids: ['E-POLY-ON-KIND'],
  severity: 'error',
  summary: '`polymorphic_on` is not a column',
  word: (fault) => `\`polymorphic_on\` of ${classOf(fault)} has to be a column or an SQL expression`,
};
