import type { ProblemKind } from '../kind';
import { subjectOf } from '../wording';

export const backPopulatesAndBackref: ProblemKind = {
  code: 'back-populates-and-backref',
  ids: ['E-REL-BP-BR'],
  severity: 'error',
  summary: 'Both `backref` and `back_populates` are stated',
  word: (fault) => `${subjectOf(fault)} states both \`backref\` and \`back_populates\`; \`backref\` makes the other side, \`back_populates\` names one that exists: keep one of them`,
};
