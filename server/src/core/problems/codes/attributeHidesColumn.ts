import type { ProblemKind } from '../kind';
import { code, valuesIn } from '../wording';

export const attributeHidesColumn: ProblemKind = {
  code: 'attribute-hides-column',
  ids: ['E-PROP-COL-CONFLICT'],
  severity: 'error',
  summary: 'An attribute has the name of a column of the table',
  word(fault) {
    const [attribute = ''] = valuesIn(fault, /when configuring property '(.+?)'/);
    return `${code(`${fault.mapper?.name ?? fault.className ?? ''}.${attribute}`)} has the name of a column of its table; rename the attribute, or map the column under another name`;
  },
};
