import type { ProblemKind } from '../kind';
import { plainMessage } from '../wording';

export const primaryKeyMismatch: ProblemKind = {
  code: 'primary-key-mismatch',
  ids: ['W-PK-MISMATCH'],
  severity: 'warning',
  summary: 'The primary key of the table and that of its columns differ',
  word: (fault) => `${plainMessage(fault)}`,
};
