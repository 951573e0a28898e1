import type { ProblemKind } from '../kind';
import { code, valuesIn } from '../wording';

export const annotationNameError: ProblemKind = {
  code: 'annotation-name-error',
  ids: ['E-ANN-NAMEERROR'],
  severity: 'error',
  summary: 'A name inside a quoted annotation cannot be found',
  word: (fault) => `A name in ${code(valuesIn(fault, /annotation (.+)$/s)[0] ?? 'the annotation')} cannot be found; import it, or add ${code('relationship()')} when it is a class of the models`,
};
