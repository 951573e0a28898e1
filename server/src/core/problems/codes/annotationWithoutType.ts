import type { ProblemKind } from '../kind';
import { code } from '../wording';

export const annotationWithoutType: ProblemKind = {
  code: 'annotation-without-type',
  ids: ['E-ANN-SUBTYPE'],
  severity: 'error',
  summary: '`Mapped[]` needs exactly one type',
  word: () => `${code('Mapped[]')} takes exactly one type`,
};
