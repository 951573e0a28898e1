import type { ProblemKind } from '../kind';
import { subjectOf } from '../wording';

export const backPopulatesViewonlySync: ProblemKind = {
  code: 'back-populates-viewonly-sync',
  ids: ['E-BP-SYNC'],
  severity: 'error',
  summary: '`sync_backref=True` on the other side of a read-only relationship',
  word: (fault) => `${subjectOf(fault)} cannot keep its other side in step: one of the two is read only (\`viewonly=True\`); remove \`sync_backref=True\``,
};
