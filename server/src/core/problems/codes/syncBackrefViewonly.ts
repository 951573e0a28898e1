import type { ProblemKind } from '../kind';
import { subjectOf } from '../wording';

export const syncBackrefViewonly: ProblemKind = {
  code: 'sync-backref-viewonly',
  ids: ['E-REL-SYNC-VO'],
  severity: 'error',
  summary: '`sync_backref` and `viewonly` contradict each other',
  word: (fault) => `${subjectOf(fault)} is read only (\`viewonly=True\`), so there is nothing to keep in step; remove \`sync_backref=True\``,
};
