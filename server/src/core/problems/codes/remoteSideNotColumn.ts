import type { ProblemKind } from '../kind';
import { subjectOf } from '../wording';

export const remoteSideNotColumn: ProblemKind = {
  code: 'remote-side-not-column',
  ids: ['W-REMOTE-NONCOL'],
  severity: 'warning',
  summary: '`remote_side` names something that is not a column of the join',
  word: (fault) => `\`remote_side\` of ${subjectOf(fault)} does not name a column of its join; use \`remote()\` in \`primaryjoin\``,
};
