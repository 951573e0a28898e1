import type { ProblemKind } from '../kind';
import { classOf } from '../wording';

export const useExistingColumnDeferred: ProblemKind = {
  code: 'use-existing-column-deferred',
  ids: ['E-USE-EXISTING-DEFERRED'],
  severity: 'error',
  summary: '`use_existing_column` on a class that is mapped later',
  word: (fault) => `\`use_existing_column\` cannot be used on ${classOf(fault)}, which is mapped later`,
};
