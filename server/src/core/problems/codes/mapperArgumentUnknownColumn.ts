import { didYouMean } from '../didYouMean';
import type { ProblemKind } from '../kind';
import { attributeNames, classOf, code, valuesIn } from '../wording';

export const mapperArgumentUnknownColumn: ProblemKind = {
  code: 'mapper-argument-unknown-column',
  ids: ['E-MAPPER-ARG-COL'],
  severity: 'error',
  summary: 'A mapper argument names a column that is not mapped',
  word(fault) {
    const [argument = '', key = ''] = valuesIn(fault, /^Can't determine (\S+) column '(.+?)'/);
    return `${code(argument)} of ${classOf(fault)} names ${code(key)}, which is not a mapped column${didYouMean(key, attributeNames(fault.mapper))}`;
  },
};
