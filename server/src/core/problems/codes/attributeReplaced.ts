import type { ProblemKind } from '../kind';
import { classOf, plainMessage } from '../wording';

export const attributeReplaced: ProblemKind = {
  code: 'attribute-replaced',
  ids: ['W-REPLACE-PROP'],
  severity: 'warning',
  summary: 'An attribute replaces one that exists',
  word: (fault) => `An attribute of ${classOf(fault)} replaces one that exists: ${plainMessage(fault)}`,
};
