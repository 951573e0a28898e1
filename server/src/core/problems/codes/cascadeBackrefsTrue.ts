import type { ProblemKind } from '../kind';
import { subjectOf } from '../wording';

export const cascadeBackrefsTrue: ProblemKind = {
  code: 'cascade-backrefs-true',
  ids: ['E-REL-CASC-BR'],
  severity: 'error',
  summary: '`cascade_backrefs` may only be False',
  word: (fault) => `\`cascade_backrefs\` of ${subjectOf(fault)} can only be False; remove it`,
};
