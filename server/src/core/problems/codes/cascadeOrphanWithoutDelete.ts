import type { ProblemKind } from '../kind';
import { subjectOf } from '../wording';

export const cascadeOrphanWithoutDelete: ProblemKind = {
  code: 'cascade-orphan-without-delete',
  ids: ['W-CASCADE-ORPHAN'],
  severity: 'warning',
  summary: '`delete-orphan` is stated without `delete`',
  word: (fault) => `\`cascade\` of ${subjectOf(fault)} states \`delete-orphan\` without \`delete\`; write \`"all, delete-orphan"\``,
};
