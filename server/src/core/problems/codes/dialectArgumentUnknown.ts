import type { ProblemKind } from '../kind';
import { plainMessage } from '../wording';

export const dialectArgumentUnknown: ProblemKind = {
  code: 'dialect-argument-unknown',
  ids: ['W-DIALECT-KW'],
  severity: 'warning',
  summary: 'An argument for a database dialect that is not known',
  word: (fault) => `${plainMessage(fault)}`,
};
