import type { ProblemKind } from '../kind';
import { code, valuesIn } from '../wording';

export const annotationTypesUnresolved: ProblemKind = {
  code: 'annotation-types-unresolved',
  ids: ['E-ANN-TYPES'],
  severity: 'error',
  summary: 'A type inside `Mapped[]` cannot be found',
  word: (fault) => `A type in ${code(valuesIn(fault, /within mapped annotation: "(.+?)"\./s)[0] ?? 'the annotation')} cannot be found; import it, or add ${code('relationship()')} when it is a class of the models`,
};
