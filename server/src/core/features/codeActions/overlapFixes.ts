/** The three answers to two relationships that write one column: they are a pair, one is read only, or it is meant. */
import { relationshipName } from '../../display/names';
import type { Mapper, Relationship } from '../../mapping/mapper';
import { valuesIn } from '../../problems/wording';
import type { FeatureContext } from '../context';
import { callOf, quoted, setKeyword, type Fix, type FixProvider } from './fix';

export const overlapFixes: FixProvider = (context, { problem }) => {
  const relationship = problem.fault.relationship;
  if (problem.kind.code !== 'relationship-overlaps' || relationship === undefined) return [];
  const text = callOf(context, relationship)?.tree.text;
  if (text === undefined) return [];
  const [others = ''] = valuesIn(problem.fault, /conflicts with relationship\(s\): (.+?)\. If this is not/s);
  const named = [...others.matchAll(/'(\w+)\.(\w+)' \(copies/g)].map((match) => memberNamed(context, match[1] ?? '', match[2] ?? ''));
  const [overlaps = ''] = valuesIn(problem.fault, /add the parameter 'overlaps="(.+?)"'/);
  return [
    ...named.flatMap((other) => (other === undefined ? [] : linkFix(context, relationship, other))),
    ...keywordFix(context, relationship, 'viewonly', 'True', `Make ${relationshipName(relationship)} read only (viewonly=True)`, 'Make it read only with `viewonly=True`'),
    ...keywordFix(context, relationship, 'overlaps', quoted(text, overlaps), `It is meant: add overlaps="${overlaps}"`, 'Say with `overlaps` that it is meant'),
  ];
};

function memberNamed(context: FeatureContext, className: string, key: string): Relationship | undefined {
  const mapper = context.graph.mappers.find((candidate: Mapper) => candidate.name === className && candidate.properties.get(key)?.kind === 'relationship');
  const property = mapper?.properties.get(key);
  return property?.kind === 'relationship' ? property : undefined;
}

/** Only what leads back and forth can be a pair. */
function linkFix(context: FeatureContext, one: Relationship, other: Relationship): readonly Fix[] {
  if (one.target !== other.parent || other.target !== one.parent || one.backPopulates !== undefined || other.backPopulates !== undefined) return [];
  const [oneText, otherText] = [one, other].map((side) => callOf(context, side)?.tree.text);
  if (oneText === undefined || otherText === undefined) return [];
  const first = setKeyword(context, one, 'back_populates', quoted(oneText, other.key));
  const second = setKeyword(context, other, 'back_populates', quoted(otherText, one.key));
  if (first === undefined || second === undefined) return [];
  const changes = first.file === second.file ? [{ file: first.file, edits: [...first.edits, ...second.edits] }] : [first, second];
  return [{ title: `Link ${relationshipName(one)} and ${relationshipName(other)} with back_populates`, summary: 'Link the two with `back_populates`', isPreferred: true, changes }];
}

function keywordFix(context: FeatureContext, relationship: Relationship, name: string, value: string, title: string, summary: string): readonly Fix[] {
  const edits = setKeyword(context, relationship, name, value);
  return edits === undefined ? [] : [{ title, summary, changes: [edits] }];
}
