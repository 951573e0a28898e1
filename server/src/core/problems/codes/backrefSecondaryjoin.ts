import type { ProblemKind } from '../kind';
import { subjectOf } from '../wording';

export const backrefSecondaryjoin: ProblemKind = {
  code: 'backref-secondaryjoin',
  ids: ['E-BR-SJ'],
  severity: 'error',
  summary: 'A backref states `secondaryjoin`, but there is no table between',
  word: (fault) => `The \`backref\` of ${subjectOf(fault)} states \`secondaryjoin\`, but the relationship has no \`secondary\` table`,
};
