import type { ProblemKind } from '../kind';
import { classOf, code, valuesIn } from '../wording';

export const trailingComma: ProblemKind = {
  code: 'trailing-comma',
  ids: ['W-TUPLE'],
  severity: 'warning',
  summary: 'A comma at the end makes a column or relationship a tuple',
  word(fault) {
    const [attribute = ''] = valuesIn(fault, /attribute '(.+?)':/);
    return `${code(attribute)} of ${classOf(fault)} is a tuple because of the comma at its end, and is not mapped; remove the comma`;
  },
};
