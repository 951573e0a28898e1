import type { ProblemKind } from '../kind';
import { code, subjectOf } from '../wording';

export const nameGenericInString: ProblemKind = {
  code: 'name-generic-in-string',
  ids: ['E-NAME-GENERIC'],
  severity: 'error',
  summary: 'The whole collection type is quoted in a place where only the class name may be',
  word: (fault) => `The string of ${subjectOf(fault)} holds a type such as ${code('List[X]')}; quote the class name only`,
};
