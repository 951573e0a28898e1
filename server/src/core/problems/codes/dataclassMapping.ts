import type { ProblemKind } from '../kind';
import { classOf, plainMessage } from '../wording';

export const dataclassMapping: ProblemKind = {
  code: 'dataclass-mapping',
  ids: ['E-DC-*'],
  severity: 'error',
  summary: 'A class cannot be made a dataclass',
  word: (fault) => `${classOf(fault)} cannot be made a dataclass: ${plainMessage(fault)}`,
};
