import type { ProblemKind } from '../kind';
import { subjectOf } from '../wording';

export const passiveDeletesAllWithDelete: ProblemKind = {
  code: 'passive-deletes-all-with-delete',
  ids: ['E-PASSIVE-ALL'],
  severity: 'error',
  summary: '`passive_deletes="all"` contradicts a delete cascade',
  word: (fault) => `${subjectOf(fault)} leaves deletes to the database (\`passive_deletes="all"\`) and also deletes itself (\`cascade\`); write \`passive_deletes=True\` or remove \`delete\``,
};
