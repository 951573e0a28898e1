import type { ProblemKind } from '../kind';
import { argumentAt, code, plainMessage, subjectOf, valuesIn } from '../wording';

export const argumentNotColumn: ProblemKind = {
  code: 'argument-not-column',
  ids: ['E-EXPR-ARG'],
  severity: 'error',
  summary: 'An argument that takes columns holds something else',
  word(fault) {
    const [argument = ''] = valuesIn(fault, /expected for argument '?(.+?)'?; got/);
    return `${code(argument === '' ? (argumentAt(fault) ?? 'argument') : argument)} of ${subjectOf(fault)} takes columns: ${plainMessage(fault)}`;
  },
};
