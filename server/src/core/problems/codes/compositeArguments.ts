import type { ProblemKind } from '../kind';
import { code, plainMessage } from '../wording';

export const compositeArguments: ProblemKind = {
  code: 'composite-arguments',
  ids: ['E-COMPOSITE-*'],
  severity: 'error',
  summary: 'The arguments of `composite()` do not fit its class',
  word: (fault) => `The arguments of ${code('composite()')} do not fit its class: ${plainMessage(fault)}`,
};
