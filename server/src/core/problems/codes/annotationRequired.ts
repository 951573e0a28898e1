import type { ProblemKind } from '../kind';
import { classOf, code, valuesIn } from '../wording';

export const annotationRequired: ProblemKind = {
  code: 'annotation-required',
  ids: ['E-ANN-REQUIRED'],
  severity: 'error',
  summary: 'A column or relationship without arguments needs an annotation',
  word(fault) {
    const [, attribute = '', construct = ''] = valuesIn(fault, /attribute "(.+?)\.(\w+)" when primary argument\(s\) for "(\w+)"/);
    const what = construct.startsWith('Relationship') ? 'the class it leads to' : 'its type';
    return `${code(attribute)} of ${classOf(fault)} says nowhere ${what}; add an annotation ${code('Mapped[...]')} or give it as first argument`;
  },
};
