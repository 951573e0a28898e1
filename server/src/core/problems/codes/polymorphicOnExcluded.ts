import type { ProblemKind } from '../kind';
import { classOf } from '../wording';

export const polymorphicOnExcluded: ProblemKind = {
  code: 'polymorphic-on-excluded',
  ids: ['E-POLY-EXCLUDE'],
  severity: 'error',
  summary: 'The discriminator column is left out of the mapping',
  word: (fault) => `${classOf(fault)} leaves out the column that \`polymorphic_on\` needs`,
};
