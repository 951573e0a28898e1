import type { ProblemKind } from '../kind';
import { classOf, code, valuesIn } from '../wording';

export const expressionNotMapped: ProblemKind = {
  code: 'expression-not-mapped',
  ids: ['W-EXPR-ATTR'],
  severity: 'warning',
  summary: 'An SQL expression in a class body is not mapped',
  word(fault) {
    const [attribute = ''] = valuesIn(fault, /^Attribute '(.+?)' on class/);
    return `${code(attribute)} of ${classOf(fault)} is an SQL expression, which is not mapped by itself; wrap it in \`column_property()\``;
  },
};
