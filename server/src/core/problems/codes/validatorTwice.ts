import type { ProblemKind } from '../kind';
import { code, unquoted, valuesIn } from '../wording';

export const validatorTwice: ProblemKind = {
  code: 'validator-twice',
  ids: ['E-VALIDATOR-DUP'],
  severity: 'error',
  summary: 'Two validators watch one attribute',
  word(fault) {
    const [attribute = ''] = valuesIn(fault, /mapped attribute (.+?) on mapper/).map(unquoted);
    return `Two methods validate ${code(`${fault.mapper?.name ?? fault.className ?? ''}.${attribute}`)}; merge them`;
  },
};
