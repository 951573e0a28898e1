import { didYouMean } from '../didYouMean';
import type { ProblemKind } from '../kind';
import { argumentWords, subjectOf } from '../wording';

export const lazyUnknown: ProblemKind = {
  code: 'lazy-unknown',
  ids: ['E-LAZY'],
  severity: 'error',
  summary: '`lazy` has a value that does not exist',
  word(fault, context) {
    const stated = fault.relationship?.declaration.arguments.get('lazy')?.value;
    const name = stated?.kind === 'string' ? stated.value : '';
    return `${argumentWords(fault, 'lazy', context)} of ${subjectOf(fault)} is no way of loading${didYouMean(name, LAZY_VALUES)}`;
  },
};

export const LAZY_VALUES: readonly string[] = ['select', 'joined', 'selectin', 'subquery', 'immediate', 'raise', 'raise_on_sql', 'noload', 'dynamic', 'write_only'];
