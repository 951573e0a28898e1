import type { ProblemKind } from '../kind';
import { classOf } from '../wording';

export const polymorphicAbstractAlone: ProblemKind = {
  code: 'polymorphic-abstract-alone',
  ids: ['E-POLY-ABSTRACT'],
  severity: 'error',
  summary: '`polymorphic_abstract` in a hierarchy without `polymorphic_on`',
  word: (fault) => `${classOf(fault)} is \`polymorphic_abstract\`, but the hierarchy has no \`polymorphic_on\``,
};
