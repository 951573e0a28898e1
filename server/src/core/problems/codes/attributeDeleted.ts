import type { ProblemKind } from '../kind';
import { classOf } from '../wording';

export const attributeDeleted: ProblemKind = {
  code: 'attribute-deleted',
  ids: ['E-UNMAP-ATTR'],
  severity: 'error',
  summary: 'A mapped attribute is deleted',
  word: (fault) => `A mapped attribute of ${classOf(fault)} cannot be deleted`,
};
