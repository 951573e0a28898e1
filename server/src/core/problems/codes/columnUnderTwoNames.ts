import type { ProblemKind } from '../kind';
import { classOf } from '../wording';

export const columnUnderTwoNames: ProblemKind = {
  code: 'column-under-two-names',
  ids: ['W-COL-TWICE'],
  severity: 'warning',
  summary: 'One column object stands under two attributes',
  word: (fault) => `One column stands under two attributes of ${classOf(fault)}, only one of which is used; use \`synonym()\` for the other`,
};
