import type { ProblemKind } from '../kind';
import { subjectOf } from '../wording';

export const remoteSideRedundant: ProblemKind = {
  code: 'remote-side-redundant',
  ids: ['E-REMOTE-REDUNDANT'],
  severity: 'error',
  summary: '`remote_side` is stated beside another form of it',
  word: (fault) => `\`remote_side\` of ${subjectOf(fault)} says again what the join says already; remove it`,
};
