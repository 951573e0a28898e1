import type { ProblemKind } from '../kind';
import { classOf } from '../wording';

export const primaryKeysCombined: ProblemKind = {
  code: 'primary-keys-combined',
  ids: ['W-PK-COMBINE'],
  severity: 'warning',
  summary: 'Two primary key columns stand under one attribute',
  word: (fault) => `${classOf(fault)} combines two primary key columns under one attribute; give each an attribute of its own`,
};
