/** What creating a relationship works with: both classes, the kind and the names; and what every kind of it writes. */
import { inFile } from '../features/codeActions/fix';
import type { FeatureContext } from '../features/context';
import type { FileEdits } from '../features/results';
import type { Mapper } from '../mapping/mapper';
import type { ForeignKeyConstraint } from '../mapping/schema/schema';
import { addAttributes, type Keyword } from './attributes';
import { quotedIn, type ClassStyle, type Styles } from './classStyle';

export type RelationshipKind = 'one-to-many' | 'many-to-one' | 'one-to-one' | 'many-to-many';

export interface Names {
  readonly name: string;
  readonly reverseName?: string;
}

export interface Side {
  readonly mapper: Mapper;
  readonly style: ClassStyle;
}

export interface Creation {
  readonly context: FeatureContext;
  readonly styles: Styles;
  readonly from: Side;
  readonly to: Side;
  readonly kind: RelationshipKind;
  readonly names: Names;
  readonly isNullable: boolean | undefined;
}

/** A foreign key that is there and that no relationship uses. */
export interface ExistingKey {
  readonly constraint: ForeignKeyConstraint;
  readonly isOnFrom: boolean;
  readonly kind: RelationshipKind;
}

export function titleOf({ from, to, names }: Creation): string {
  const reverse = names.reverseName === undefined ? '' : ` and ${to.mapper.name}.${names.reverseName}`;
  return `Create ${from.mapper.name}.${names.name}${reverse}`;
}

export function backPopulates({ style }: Side, reverse: string | undefined): readonly Keyword[] {
  return reverse === undefined ? [] : [{ name: 'back_populates', value: quotedIn(style, reverse) }];
}

export function addIn({ style }: Side, added: Parameters<typeof addAttributes>[1]): FileEdits | undefined {
  const edits = addAttributes(style, added);
  return edits === undefined ? undefined : inFile(style.file, ...edits);
}
