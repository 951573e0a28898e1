import type { ProblemKind } from '../kind';
import { subjectOf } from '../wording';

export const remoteSideNotColumn: ProblemKind = {
  code: 'remote-side-not-column',
  ids: ['W-REMOTE-NONCOL'],
  severity: 'warning',
  summary: 'The join of a self-reference compares a column with something that is not one',
  word: (fault) => `The join of ${subjectOf(fault)} compares a column with something else, so SQLAlchemy cannot tell whose it is; mark the columns of the far side with \`remote()\``,
};
