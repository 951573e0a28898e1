import type { ProblemKind } from '../kind';
import { subjectOf } from '../wording';

export const secondaryjoinWithoutSecondary: ProblemKind = {
  code: 'secondaryjoin-without-secondary',
  ids: ['E-SJ-NO-SEC'],
  severity: 'error',
  summary: '`secondaryjoin` is stated without `secondary`',
  word: (fault) => `${subjectOf(fault)} states \`secondaryjoin\` without \`secondary\`; name the table between the two`,
};
