import type { ProblemKind } from '../kind';
import { code, subjectOf } from '../wording';

export const remoteSideLocal: ProblemKind = {
  code: 'remote-side-local',
  ids: ['W-REMOTE-LOCAL'],
  severity: 'warning',
  summary: '`remote_side` names a column of this side',
  word: (fault) => {
    const column = fault.data?.['column'];
    return `${code(typeof column === 'string' ? column : 'remote_side')} is marked as the remote side of ${subjectOf(fault)}, but is a column of its own side; remove the mark`;
  },
};
