import { didYouMean } from '../didYouMean';
import type { ProblemKind } from '../kind';
import { classOf, code } from '../wording';

export const mapperArgumentUnknown: ProblemKind = {
  code: 'mapper-argument-unknown',
  ids: ['E-MAPPER-KW'],
  severity: 'error',
  summary: '`__mapper_args__` holds an argument that does not exist',
  word(fault) {
    const name = String(fault.data?.['keyword'] ?? '');
    const known = fault.data?.['known'];
    return `\`__mapper_args__\` of ${classOf(fault)} has no argument ${code(name)}${didYouMean(name, Array.isArray(known) ? known.map(String) : [])}`;
  },
};
