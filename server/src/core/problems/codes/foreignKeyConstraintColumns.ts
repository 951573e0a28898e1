import type { ProblemKind } from '../kind';
import { plainMessage } from '../wording';

export const foreignKeyConstraintColumns: ProblemKind = {
  code: 'foreign-key-constraint-columns',
  ids: ['E-FKC-LEN', 'E-FKC-DUP', 'E-FKC-MULTI', 'E-FKC-*'],
  severity: 'error',
  summary: 'A ForeignKeyConstraint\'s columns do not fit those it refers to',
  word: (fault) => `The columns of the ForeignKeyConstraint do not fit those it refers to: ${plainMessage(fault)}`,
};
