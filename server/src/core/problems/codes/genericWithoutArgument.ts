import type { ProblemKind } from '../kind';
import { subjectOf } from '../wording';

export const genericWithoutArgument: ProblemKind = {
  code: 'generic-without-argument',
  ids: ['E-REL-GENERIC-NOARG'],
  severity: 'error',
  summary: 'A generic annotation of a relationship names no class',
  word: (fault) => `The annotation of ${subjectOf(fault)} names a collection but no class in it`,
};
