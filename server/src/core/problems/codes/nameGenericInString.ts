import type { ProblemKind } from '../kind';
import { code, subjectOf, valuesIn } from '../wording';

export const nameGenericInString: ProblemKind = {
  code: 'name-generic-in-string',
  ids: ['E-NAME-GENERIC'],
  severity: 'error',
  summary: 'The whole collection type is quoted in a place where only the class name may be',
  word(fault) {
    const [advice = ''] = valuesIn(fault, /e\.g\. "(.+)"$/s);
    return `The target of ${subjectOf(fault)} is the text of a collection type, where only a class name can stand; write ${code(advice)}`;
  },
};
