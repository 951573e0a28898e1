import type { ProblemKind } from '../kind';
import { argumentWords, code, subjectOf } from '../wording';

export const secondaryIsClass: ProblemKind = {
  code: 'secondary-is-class',
  ids: ['E-SEC-CLASS'],
  severity: 'error',
  summary: '`secondary` names a mapped class instead of its table',
  word: (fault, context) => `${argumentWords(fault, 'secondary', context)} of ${subjectOf(fault)} is a mapped class; give its table, ${code('X.__table__')} or the table's name`,
};
