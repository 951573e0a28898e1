import type { ProblemKind } from '../kind';
import { classOf } from '../wording';

export const attributeAddedWithoutTable: ProblemKind = {
  code: 'attribute-added-without-table',
  ids: ['E-ADD-ATTR'],
  severity: 'error',
  summary: 'A column is added to a class that is mapped to a join',
  word: (fault) => `A column cannot be added to ${classOf(fault)}, which is not mapped to one table`,
};
