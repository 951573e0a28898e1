import type { ProblemKind } from '../kind';
import { subjectOf } from '../wording';

export const nothingToWrite: ProblemKind = {
  code: 'nothing-to-write',
  ids: ['E-DEP'],
  severity: 'error',
  summary: 'A relationship that can be written has no column to write',
  word: (fault) => `${subjectOf(fault)} has no column that could be written; check the join, or make it read only with \`viewonly=True\``,
};
