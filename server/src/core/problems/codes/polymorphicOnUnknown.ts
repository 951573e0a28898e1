import { didYouMean } from '../didYouMean';
import type { ProblemKind } from '../kind';
import { attributeNames, classOf, code, valuesIn } from '../wording';

export const polymorphicOnUnknown: ProblemKind = {
  code: 'polymorphic-on-unknown',
  ids: ['E-POLY-ON'],
  severity: 'error',
  summary: '`polymorphic_on` names an attribute that does not exist',
  word(fault) {
    const [name = ''] = valuesIn(fault, /polymorphic_on value '(.+?)'/);
    return `\`polymorphic_on\` of ${classOf(fault)} names ${code(name)}, which is not mapped${didYouMean(name, attributeNames(fault.mapper))}`;
  },
};
