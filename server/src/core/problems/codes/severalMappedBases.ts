import type { ProblemKind } from '../kind';
import { classOf } from '../wording';

export const severalMappedBases: ProblemKind = {
  code: 'several-mapped-bases',
  ids: ['E-MULTI-BASE'],
  severity: 'error',
  summary: 'A class inherits from two mapped classes',
  word: (fault) => `${classOf(fault)} inherits from several mapped classes; make all but one of them mixins`,
};
