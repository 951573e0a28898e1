import type { ProblemKind } from '../kind';
import { code } from '../wording';

export const attributeNameReserved: ProblemKind = {
  code: 'attribute-name-reserved',
  ids: ['E-RESERVED', 'W-RESERVED', 'W/E-RESERVED'],
  severity: 'error',
  summary: 'An attribute has a name that declarative classes keep for themselves',
  word: () => `The name is reserved on declarative classes; choose another and give the column its name: ${code('Column("metadata", ...)')}`,
};
