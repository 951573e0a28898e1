import type { ProblemKind } from '../kind';
import { subjectOf } from '../wording';

export const directionBothSides: ProblemKind = {
  code: 'direction-both-sides',
  ids: ['E-DIR-BOTH'],
  severity: 'error',
  summary: 'Foreign key columns stand on both sides of the join',
  word: (fault) => `${subjectOf(fault)} has foreign key columns on both sides of its join; say with \`foreign_keys\` which ones refer`,
};
