import type { ProblemKind } from '../kind';
import { plainMessage } from '../wording';

export const primaryKeyRedefined: ProblemKind = {
  code: 'primary-key-redefined',
  ids: ['E-PK-REDEFINE'],
  severity: 'error',
  summary: 'A primary key column is redefined as an ordinary one',
  word: (fault) => `A primary key column is redefined as an ordinary one: ${plainMessage(fault)}`,
};
