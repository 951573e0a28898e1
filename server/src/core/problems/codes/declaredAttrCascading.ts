import type { ProblemKind } from '../kind';
import { plainMessage } from '../wording';

export const declaredAttrCascading: ProblemKind = {
  code: 'declared-attr-cascading',
  ids: ['W-DECLATTR-CASC'],
  severity: 'warning',
  summary: '`declared_attr.cascading` has no effect here',
  word: (fault) => `\`@declared_attr.cascading\` has no effect here: ${plainMessage(fault)}`,
};
