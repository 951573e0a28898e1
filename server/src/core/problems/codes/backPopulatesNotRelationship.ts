import { didYouMean } from '../didYouMean';
import type { ProblemKind } from '../kind';
import { argumentWords, code, relationshipNames, targetOf, valuesIn } from '../wording';

export const backPopulatesNotRelationship: ProblemKind = {
  code: 'back-populates-not-relationship',
  ids: ['E-BP-NOTREL'],
  severity: 'error',
  summary: '`back_populates` names a column or another attribute that is not a relationship',
  word(fault, context) {
    const [name = ''] = valuesIn(fault, /refers to attribute '(.+?)' that is not/).map((text) => text.slice(text.lastIndexOf('.') + 1));
    return `${argumentWords(fault, 'back_populates', context)}: ${code(name)} of ${targetOf(fault)} is not a relationship${didYouMean(name, relationshipNames(fault.relationship?.target))}`;
  },
};
