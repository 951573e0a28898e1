import { didYouMean } from '../didYouMean';
import type { ProblemKind } from '../kind';
import { argumentAt, argumentWords, code, missingName, registryNames, subjectOf } from '../wording';

export const nameUnknown: ProblemKind = {
  code: 'name-unknown',
  ids: ['E-NAME'],
  severity: 'error',
  summary: 'A string of a relationship names a class or table that does not exist',
  word(fault, context) {
    const name = missingName(fault);
    if (name === '') return `${argumentWords(fault, argumentAt(fault) ?? 'argument', context)} of ${subjectOf(fault)} names nothing`;
    const argument = argumentAt(fault) ?? 'argument';
    const where = argument === 'argument' ? `${subjectOf(fault)} leads to ${code(name)}` : `${code(argument)} of ${subjectOf(fault)} names ${code(name)}`;
    return `${where}, but no mapped class or table is called so${didYouMean(name, registryNames(fault.relationship))}`;
  },
};
