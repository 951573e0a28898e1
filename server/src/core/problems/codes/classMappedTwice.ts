import type { ProblemKind } from '../kind';
import { classOf } from '../wording';

export const classMappedTwice: ProblemKind = {
  code: 'class-mapped-twice',
  ids: ['E-ALREADY-MAPPED'],
  severity: 'error',
  summary: 'A class is mapped a second time',
  word: (fault) => `${classOf(fault)} is mapped already; remove one of the two mappings`,
};
