import type { ProblemKind } from '../kind';
import { plainMessage } from '../wording';

export const declaredAttrUnmanaged: ProblemKind = {
  code: 'declared-attr-unmanaged',
  ids: ['W-DECLATTR-UNMANAGED'],
  severity: 'warning',
  summary: 'A `declared_attr` is read from a class that is not mapped',
  word: (fault) => `A \`declared_attr\` is read from a class that is not mapped: ${plainMessage(fault)}`,
};
