import type { ProblemKind } from '../kind';
import { subjectOf } from '../wording';

export const joinNoColumns: ProblemKind = {
  code: 'join-no-columns',
  ids: ['E-JOIN-NOEQ'],
  severity: 'error',
  summary: 'The join compares no columns that can be written',
  word: (fault) => `The join of ${subjectOf(fault)} holds no simple comparison of two columns, so SQLAlchemy cannot tell what to write; mark the referring column with \`foreign()\`, or make it read only with \`viewonly=True\``,
};
