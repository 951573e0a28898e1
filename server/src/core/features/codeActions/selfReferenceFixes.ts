/** Adds `remote_side` to the side of a self-reference that holds one object. */
import { relationshipName } from '../../display/names';
import type { Relationship } from '../../mapping/mapper';
import type { FeatureContext } from '../context';
import { setKeyword, type Fix, type FixProvider } from './fix';

const CODES: ReadonlySet<string> = new Set(['back-populates-same-direction', 'remote-side-none', 'self-reference-without-remote-side']);

export const selfReferenceFixes: FixProvider = (context, { problem }) => {
  const relationship = problem.fault.relationship;
  if (relationship === undefined || !CODES.has(problem.kind.code) || relationship.target !== relationship.parent) return [];
  const other = relationship.backPopulates === undefined ? undefined : relationship.parent.properties.get(relationship.backPopulates);
  const sides = [relationship, ...(other?.kind === 'relationship' && other !== relationship ? [other] : [])];
  return sides.flatMap((side) => addRemoteSide(context, side, sides.length === 1 || looksSingular(side)));
};

function addRemoteSide(context: FeatureContext, side: Relationship, isPreferred: boolean): readonly Fix[] {
  const keys = side.parent.primaryKey.flatMap((column) => [...side.parent.properties.values()].filter((property) => property.kind === 'columnProperty' && property.columns.includes(column)).map(({ key }) => key));
  const edits = keys.length === 0 ? undefined : setKeyword(context, side, 'remote_side', `[${keys.join(', ')}]`);
  return edits === undefined ? [] : [{ title: `Add remote_side=[${keys.join(', ')}] to ${relationshipName(side)}, so that it holds one`, summary: 'Add `remote_side` to the side that holds one', isPreferred, changes: [edits] }];
}

/** A name without a plural ending, and an annotation of one object where there is one. */
function looksSingular(side: Relationship): boolean {
  return side.declaration.annotation?.isScalar ?? !/(s|children|people)$/.test(side.key);
}
