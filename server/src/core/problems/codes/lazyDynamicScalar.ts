import type { ProblemKind } from '../kind';
import { subjectOf } from '../wording';

export const lazyDynamicScalar: ProblemKind = {
  code: 'lazy-dynamic-scalar',
  ids: ['E-DYNAMIC'],
  severity: 'error',
  summary: '`dynamic` or `write_only` on a relationship that holds one object',
  word: (fault) => `${subjectOf(fault)} holds one object, so \`lazy="dynamic"\` and \`lazy="write_only"\` do not apply; remove \`lazy\``,
};
