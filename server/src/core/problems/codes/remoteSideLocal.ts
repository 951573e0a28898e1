import type { ProblemKind } from '../kind';
import { subjectOf } from '../wording';

export const remoteSideLocal: ProblemKind = {
  code: 'remote-side-local',
  ids: ['W-REMOTE-LOCAL'],
  severity: 'warning',
  summary: '`remote_side` names a column of this side',
  word: (fault) => `\`remote_side\` of ${subjectOf(fault)} names columns of its own side, and is not needed; remove it`,
};
