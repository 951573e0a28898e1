import type { ProblemKind } from '../kind';
import { code } from '../wording';

export const attributeNameReservedWarning: ProblemKind = {
  code: 'attribute-name-reserved-warning',
  ids: ['W-RESERVED'],
  severity: 'warning',
  summary: 'An attribute has a name that declarative classes should keep for themselves',
  word: () => `The name should be left to declarative classes; choose another and give the column its name: ${code('Column("metadata", ...)')}`,
};
