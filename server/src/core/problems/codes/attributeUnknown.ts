import { didYouMean } from '../didYouMean';
import type { ProblemKind } from '../kind';
import { argumentAt, code, columnAttributeNames, subjectOf, unquoted, valuesIn } from '../wording';

export const attributeUnknown: ProblemKind = {
  code: 'attribute-unknown',
  ids: ['E-NAME-ATTR'],
  severity: 'error',
  summary: 'A string of a relationship names an attribute that the class does not have',
  word(fault) {
    const [owner = '', name = ''] = valuesIn(fault, /^Class (.+?) does not have a mapped column named (.+)$/s);
    const className = /([^.']+)'>$/.exec(owner)?.[1] ?? fault.relationship?.target?.name ?? owner;
    const mapper = fault.relationship?.parent.registry.classesByName.get(className)?.[0];
    const argument = argumentAt(fault);
    const where = argument === undefined ? subjectOf(fault) : `${code(argument)} of ${subjectOf(fault)}`;
    return `${where}: ${code(className)} has no column ${code(unquoted(name))}${didYouMean(unquoted(name), columnAttributeNames(mapper))}`;
  },
};
