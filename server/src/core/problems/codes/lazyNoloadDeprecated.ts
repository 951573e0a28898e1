import type { ProblemKind } from '../kind';
import { subjectOf } from '../wording';

export const lazyNoloadDeprecated: ProblemKind = {
  code: 'lazy-noload-deprecated',
  ids: ['W-NOLOAD'],
  severity: 'warning',
  summary: '`lazy="noload"` is deprecated',
  tags: ['deprecated'],
  word: (fault) => `\`lazy="noload"\` of ${subjectOf(fault)} is deprecated: it reads as empty although rows exist; use \`lazy="raise"\``,
};
