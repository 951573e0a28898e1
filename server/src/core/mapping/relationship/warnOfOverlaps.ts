/** Step 7: relationships that write the same column (`_JoinCondition._warn_for_conflicting_sync_targets`). */
import type { Mapper, Relationship } from '../mapper';
import type { Column } from '../schema/schema';
import { columnText } from '../sql/print';
import { isA, rootOf } from '../views';
import { overlapsOf } from './createRelationship';
import { messages, relationshipText } from './messages';
import { anchorOfArgument } from './reporting';
import { warn } from './session';
import type { ConfigureSession } from './session';

export function warnOfOverlaps(session: ConfigureSession, relationship: Relationship): void {
  if (relationship.viewonly) return;
  for (const [from, to] of [...relationship.synchronizePairs, ...relationship.secondarySynchronizePairs]) {
    const writers = session.writers.get(to);
    if (writers === undefined) {
      session.writers.set(to, new Map([[relationship, from]]));
      continue;
    }
    const others = [...writers].filter(([other]) => isConflict(relationship, other)).map(([other, source]) => ({ relationship: other, from: source }));
    if (others.length > 0) reportOverlap(session, relationship, from, to, others);
    writers.set(relationship, from);
  }
}

interface OtherWriter {
  readonly relationship: Relationship;
  readonly from: Column;
}

function isConflict(relationship: Relationship, other: Relationship): boolean {
  const [own, others] = [overlapsOf(relationship), overlapsOf(other)];
  if (relationship.reverse.includes(other) || own.has(other.key) || others.has(relationship.key) || own.has('__*') || others.has('__*')) return false;
  const sides = [relationship.parent, relationship.target].flatMap((each) => each ?? []);
  const otherSides = [other.parent, other.target].flatMap((each) => each ?? []);
  if (sides.some((side) => otherSides.some((otherSide) => isSibling(side, otherSide)))) return false;
  return relationship.key !== other.key || rootOf(relationship.parent) !== rootOf(other.parent);
}

/** The same inheritance tree, on different branches. */
function isSibling(one: Mapper, other: Mapper): boolean {
  return rootOf(one) === rootOf(other) && !isA(one, other) && !isA(other, one);
}

function reportOverlap(session: ConfigureSession, relationship: Relationship, from: Column, to: Column, others: readonly OtherWriter[]): void {
  warn(session, relationship, {
    id: 'W-OVERLAP',
    exceptionClass: 'SAWarning',
    code: 'qzyx',
    message: messages.overlap(relationship, from, to, others),
    anchor: anchorOfArgument(relationship),
    related: others.map((other) => ({ anchor: other.relationship.nameAnchor, message: `\`${relationshipText(other.relationship)}\` writes \`${columnText(to)}\` too` })),
    data: { column: columnText(to), source: columnText(from), others: others.map((other) => relationshipText(other.relationship)), keys: others.map((other) => other.relationship.key) },
  });
}
