/** The other ends of the relationship under the cursor. */
import type { FileId } from '../declarations/anchor';
import type { Relationship } from '../mapping/mapper';
import { relationshipName } from '../display/names';
import type { FeatureContext } from './context';
import { declaredAt } from './places';
import type { PairedSide } from './results';
import { relationshipsOf, subjectAt } from './subject';

/**
 * From a relationship's name or call, or any name in its arguments, to the reverse. With the cursor on the reverse's own name in
 * `back_populates` or `backref`, that is where it leads too.
 */
export function pairedSides(context: FeatureContext, file: FileId, offset: number): readonly PairedSide[] {
  const subject = subjectAt(context, file, offset);
  if (subject === undefined) return [];
  const about = subject.context?.relationships ?? relationshipsOf(subject);
  const sides = about.flatMap((relationship) =>
    reversesOf(relationship).flatMap((reverse) => {
      const declared = declaredAt(context, { kind: 'relationship', relationship: reverse });
      return declared === undefined ? [] : [{ label: relationshipName(reverse), origin: subject.span, target: declared.target, targetSelection: declared.selection }];
    }),
  );
  return [...new Map(sides.map((side) => [`${side.target.file}:${side.targetSelection.start}:${side.label}`, side])).values()];
}

/** Both ends of a pair know each other; where only the names do, because a side is broken, the names decide. */
export function reversesOf(relationship: Relationship): readonly Relationship[] {
  if (relationship.reverse.length > 0) return relationship.reverse;
  const named = relationship.backPopulates ?? relationship.backref;
  const property = named === undefined ? undefined : relationship.target?.properties.get(named);
  return property?.kind === 'relationship' ? [property] : [];
}
