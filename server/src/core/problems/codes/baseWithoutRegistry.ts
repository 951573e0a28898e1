import type { ProblemKind } from '../kind';
import { classOf } from '../wording';

export const baseWithoutRegistry: ProblemKind = {
  code: 'base-without-registry',
  ids: ['E-BASE-NOREG', 'E-BASE-REGTYPE'],
  severity: 'error',
  summary: 'A declarative base has no registry',
  word: (fault) => `${classOf(fault)} has no \`registry\`, or one that is not a \`registry()\``,
};
