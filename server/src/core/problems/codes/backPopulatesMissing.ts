import type { Fault } from '../../mapping/faults';
import { didYouMean } from '../didYouMean';
import type { ProblemKind } from '../kind';
import { argumentWords, code, relationshipNames, targetOf, valuesIn } from '../wording';

export const backPopulatesMissing: ProblemKind = {
  code: 'back-populates-missing',
  ids: ['E-BP-MISSING'],
  severity: 'error',
  summary: '`back_populates` names an attribute that the target does not have',
  word(fault, context) {
    const [name = ''] = valuesIn(fault, /has no property '(.+?)'\./s);
    const target = fault.relationship?.target;
    const reverse = reverseCandidates(fault);
    const advice = didYouMean(name, [...reverse, ...relationshipNames(target)]);
    return `${argumentWords(fault, 'back_populates', context)}: ${targetOf(fault)} has no relationship ${code(name)}${advice === '' ? `; add it there, with \`back_populates="${fault.relationship?.key ?? ''}"\`` : advice}`;
  },
  related(fault) {
    const target = fault.relationship?.target;
    return target === undefined ? [] : [{ anchor: target.cls.nameAnchor, message: `\`${target.name}\` is defined here` }];
  },
};

/** Relationships of the target that lead back: the likely other side comes first. */
function reverseCandidates(fault: Fault): readonly string[] {
  const relationship = fault.relationship;
  return [...(relationship?.target?.properties.values() ?? [])].flatMap((property) =>
    property.kind === 'relationship' && (property.backPopulates === relationship?.key || property.target === relationship?.parent) ? [property.key] : [],
  );
}
