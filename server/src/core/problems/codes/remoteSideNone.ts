import type { ProblemKind } from '../kind';
import { subjectOf } from '../wording';

export const remoteSideNone: ProblemKind = {
  code: 'remote-side-none',
  ids: ['E-REMOTE-NONE'],
  severity: 'error',
  summary: 'The join has no column on the remote side',
  word: (fault) => `The join of ${subjectOf(fault)} has no column on the far side; mark one with \`remote()\` or \`remote_side\``,
};
