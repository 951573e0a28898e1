/** The other ends of the relationship under the cursor. */
import type { FileId } from '../declarations/anchor';
import type { Relationship } from '../mapping/mapper';
import { relationshipName } from '../display/names';
import { touches } from '../text/span';
import type { FeatureContext } from './context';
import { declaredAt } from './places';
import type { PairedSide } from './results';
import { relationshipsOf, subjectAt } from './subject';

/**
 * From a relationship's name or call, or any name in its arguments, to the reverse. A reverse that a `backref` makes has its name in that
 * string: with the cursor there, it leads back to the relationship that states the backref.
 */
export function pairedSides(context: FeatureContext, file: FileId, offset: number): readonly PairedSide[] {
  const subject = subjectAt(context, file, offset);
  if (subject === undefined) return [];
  const about = subject.context?.relationships ?? relationshipsOf(subject);
  const sides = about.flatMap((relationship) =>
    reversesOf(relationship).flatMap((reverse) => {
      const isHere = reverse.createdByBackref === relationship && declaredHere(context, reverse, { file, offset });
      const end = isHere ? relationship : reverse;
      const declared = declaredAt(context, { kind: 'relationship', relationship: end });
      return declared === undefined ? [] : [{ label: relationshipName(end), origin: subject.span, target: declared.target, targetSelection: declared.selection }];
    }),
  );
  return [...new Map(sides.map((side) => [`${side.target.file}:${side.targetSelection.start}:${side.label}`, side])).values()];
}

function declaredHere(context: FeatureContext, relationship: Relationship, at: { readonly file: FileId; readonly offset: number }): boolean {
  const declared = declaredAt(context, { kind: 'relationship', relationship });
  return declared?.target.file === at.file && touches(declared.selection, at.offset);
}

/** Both ends of a pair know each other; where only the names do, because a side is broken, the names decide. */
export function reversesOf(relationship: Relationship): readonly Relationship[] {
  if (relationship.reverse.length > 0) return relationship.reverse;
  const named = relationship.backPopulates ?? relationship.backref;
  const property = named === undefined ? undefined : relationship.target?.properties.get(named);
  return property?.kind === 'relationship' ? [property] : [];
}
