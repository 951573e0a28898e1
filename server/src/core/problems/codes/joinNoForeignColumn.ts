import type { ProblemKind } from '../kind';
import { subjectOf } from '../wording';

export const joinNoForeignColumn: ProblemKind = {
  code: 'join-no-foreign-column',
  ids: ['E-JOIN-NOFKCOL'],
  severity: 'error',
  summary: 'Nothing in the join is marked as a foreign key',
  word: (fault) => `Nothing in the join of ${subjectOf(fault)} is a foreign key; say which column refers with \`foreign_keys\` or \`foreign()\`, or add a ForeignKey`,
};
