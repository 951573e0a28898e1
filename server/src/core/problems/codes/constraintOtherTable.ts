import type { ProblemKind } from '../kind';
import { plainMessage } from '../wording';

export const constraintOtherTable: ProblemKind = {
  code: 'constraint-other-table',
  ids: ['E-CONSTRAINT-TABLE'],
  severity: 'error',
  summary: 'A constraint names columns of another table',
  word: (fault) => `The constraint names columns of another table: ${plainMessage(fault)}`,
};
