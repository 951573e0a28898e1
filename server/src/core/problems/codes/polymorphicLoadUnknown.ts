import type { ProblemKind } from '../kind';
import { classOf } from '../wording';

export const polymorphicLoadUnknown: ProblemKind = {
  code: 'polymorphic-load-unknown',
  ids: ['E-POLY-LOAD'],
  severity: 'error',
  summary: '`polymorphic_load` has a value that does not exist',
  word: (fault) => `\`polymorphic_load\` of ${classOf(fault)} has to be \`"inline"\` or \`"selectin"\``,
};
