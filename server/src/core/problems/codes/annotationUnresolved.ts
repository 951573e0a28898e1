import type { ProblemKind } from '../kind';
import { code, valuesIn } from '../wording';

export const annotationUnresolved: ProblemKind = {
  code: 'annotation-unresolved',
  ids: ['E-ANN-UNRESOLVED'],
  severity: 'error',
  summary: 'An annotation uses a name that does not exist when the class is made',
  word: (fault) => `The annotation ${code(valuesIn(fault, /interpret annotation (.+?)\.\s+Check/s)[0] ?? '')} uses a name that does not exist at run time; import it outside \`TYPE_CHECKING\``,
};
