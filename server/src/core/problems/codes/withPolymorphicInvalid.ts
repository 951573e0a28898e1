import type { ProblemKind } from '../kind';
import { classOf } from '../wording';

export const withPolymorphicInvalid: ProblemKind = {
  code: 'with-polymorphic-invalid',
  ids: ['E-WITH-POLY'],
  severity: 'error',
  summary: '`with_polymorphic` has a value that is not allowed',
  word: (fault) => `\`with_polymorphic\` of ${classOf(fault)} has to be \`"*"\` or a list of classes`,
};
