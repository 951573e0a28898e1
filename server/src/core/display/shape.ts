/** What kind of relationship it is, in four words that everybody uses. */
import type { Multiplicity, Relationship } from '../mapping/mapper';

export type Shape = 'one to many' | 'many to one' | 'one to one' | 'many to many';

/** `undefined` while the direction is not known. */
export function shapeOf(relationship: Relationship): Shape | undefined {
  switch (relationship.direction) {
    case undefined:
      return undefined;
    case 'MANYTOMANY':
      return 'many to many';
    case 'ONETOMANY':
      return relationship.uselist === false ? 'one to one' : 'one to many';
    case 'MANYTOONE':
      return isAtMostOne(relationship.cardinality?.source) && relationship.uselist !== true ? 'one to one' : 'many to one';
  }
}

export function isAtMostOne(multiplicity: Multiplicity | undefined): boolean {
  return multiplicity === '1' || multiplicity === '0..1';
}

export function isSelfReference(relationship: Relationship): boolean {
  return relationship.target === relationship.parent;
}

/** `1—0..*`, `0..1—1`: source end first. */
export function cardinalityText(relationship: Relationship): string | undefined {
  return relationship.cardinality === undefined ? undefined : `${relationship.cardinality.source}—${relationship.cardinality.target}`;
}

/** The value as Python type checkers would name it: `list[Post]`, `User | None`. */
export function valueTypeText(relationship: Relationship): string | undefined {
  if (relationship.target === undefined || relationship.uselist === undefined) return undefined;
  const name = relationship.target.name;
  if (!relationship.uselist) return relationship.cardinality?.target === '1' ? name : `${name} | None`;
  const collection = relationship.collectionClass ?? 'list';
  return /dict/i.test(collection) ? `dict[…, ${name}]` : `${collection}[${name}]`;
}
