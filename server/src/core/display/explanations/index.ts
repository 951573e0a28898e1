/** The whole explanation of a relationship: what it is, why it is joined so, why in this direction, what it writes, what goes with a row. */
import type { Relationship } from '../../mapping/mapper';
import { pairText } from '../facts';
import { relationshipName } from '../names';
import { relationshipWords, type ArgumentText } from '../relationshipWords';
import { deletionText } from './deletion';
import { directionText } from './direction';
import { flushText } from './flush';
import { joinPathsText } from './joinPaths';

export { ambiguityLines } from './joinPaths';

/** A Markdown document. `faultWords`: what is wrong, where something is. */
export function relationshipExplanation(relationship: Relationship, faultWords: readonly string[], argumentText: ArgumentText): string {
  const { title, sentence } = relationshipWords(relationship, argumentText);
  const isBroken = relationship.fault !== undefined;
  const sections: readonly (readonly [string, readonly string[]])[] = [
    [isBroken ? 'How it could be joined' : 'Why this join', joinPathsText(relationship)],
    ['Why this direction', isBroken ? [] : directionText(relationship)],
    ['The other side', isBroken || relationship.direction === undefined ? [] : [pairText(relationship)]],
    ['What is written on flush', isBroken ? [] : flushText(relationship)],
    [`What is deleted with a row`, isBroken ? [] : deletionText(relationship)],
  ];
  const body = sections.flatMap(([header, paragraphs]) => (paragraphs.length === 0 ? [] : [`## ${header}`, ...paragraphs]));
  return [`# ${relationshipName(relationship)}`, title, ...(sentence === undefined ? [] : [sentence]), ...faultWords, ...body].join('\n\n');
}
