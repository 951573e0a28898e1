/** Writes a new relationship with its other side, its foreign key or association table, and its imports, in the style of each class. */
import type { FeatureContext } from '../features/context';
import { mapperNamed } from '../features/explain';
import type { Mapper } from '../mapping/mapper';
import type { ForeignKeyConstraint } from '../mapping/schema/schema';
import { snakeCase } from '../display/snakeCase';
import { isImperative, Styles, type ClassStyle } from './classStyle';
import { manyToMany } from './createManyToMany';
import { overForeignKey } from './createOverForeignKey';
import type { Creation, ExistingKey, Names, RelationshipKind } from './creation';
import { foreignKeysTo, isUnique, isUsed, relationshipsBetween, tableOf } from './foreignKeys';
import { refused, type Refactored, type Refused } from './outcome';
import { freeAttribute, isTaken, pluralName } from './proposedNames';

export type { RelationshipKind } from './creation';

export interface NewRelationship {
  /** Entities as the graph names them. */
  readonly from: string;
  readonly to: string;
  readonly kind?: RelationshipKind;
  readonly name?: string;
  readonly reverseName?: string | null;
  readonly isNullable?: boolean;
}

export interface CreatedRelationship extends Refactored {
  readonly created: { readonly kind: RelationshipKind; readonly name: string; readonly reverseName?: string };
}

/** `over`: the foreign key to use, where it is known. */
export function createRelationship(context: FeatureContext, wanted: NewRelationship, over?: ForeignKeyConstraint): CreatedRelationship | Refused {
  const from = mapperNamed(context, wanted.from);
  const to = mapperNamed(context, wanted.to);
  if (from === undefined || to === undefined) return refused(`\`${from === undefined ? wanted.from : wanted.to}\` is no mapped class`);
  const styles = new Styles(context);
  const [fromStyle, toStyle] = [styles.of(from), styles.of(to)];
  const impossible = whyNot(context, from, fromStyle) ?? whyNot(context, to, toStyle);
  if (impossible !== undefined || fromStyle === undefined || toStyle === undefined) return refused(impossible ?? 'The class is not written in this workspace');
  if (from.registry !== to.registry) return refused(`\`${from.name}\` and \`${to.name}\` belong to different registries`);
  const key = existingKey(context, from, to, { kind: wanted.kind, over });
  const kind = wanted.kind ?? key?.kind ?? 'one-to-many';
  const names = namesOf(wanted, kind, from, to, key);
  const wrong = wrongName(from, names.name) ?? (names.reverseName === undefined ? undefined : wrongName(to, names.reverseName));
  if (wrong !== undefined) return refused(wrong);
  if (from === to && names.name === names.reverseName) return refused('The two sides need different names');
  const creation: Creation = { context, styles, from: { mapper: from, style: fromStyle }, to: { mapper: to, style: toStyle }, kind, names, isNullable: wanted.isNullable };
  const outcome = kind === 'many-to-many' ? manyToMany(creation) : overForeignKey(creation, key);
  if (outcome.kind === 'refused') return outcome;
  return { ...outcome, created: { kind, ...names } };
}

/** Why a class gets no new attributes; undefined when it can. */
function whyNot(context: FeatureContext, mapper: Mapper, style: ClassStyle | undefined): string | undefined {
  if (isImperative(mapper)) return `\`${mapper.name}\` is mapped imperatively: its relationships stand in \`properties\``;
  if (style === undefined) return `\`${mapper.name}\` is not written in this workspace`;
  if ((context.treeOf(style.file)?.errors.length ?? 0) > 0) return `\`${context.pathOf(style.file) ?? style.file}\` has a syntax error`;
  if (mapper.importFault !== undefined) return `\`${mapper.name}\` cannot be mapped as it is; repair that first`;
  return tableOf(mapper) === undefined ? `\`${mapper.name}\` is mapped to no plain table` : undefined;
}

interface WantedKey {
  readonly kind: RelationshipKind | undefined;
  readonly over: ForeignKeyConstraint | undefined;
}

function existingKey({ graph }: FeatureContext, from: Mapper, to: Mapper, wanted: WantedKey): ExistingKey | undefined {
  if (wanted.kind === 'many-to-many') return undefined;
  const relationships = relationshipsBetween(from, to, graph);
  const unused = (owner: Mapper, target: Mapper): readonly ForeignKeyConstraint[] => foreignKeysTo(owner, target, graph).filter((constraint) => !isUsed(constraint, relationships));
  const unique = (constraint: ForeignKeyConstraint): boolean => isUnique(constraint.elements.map(({ parent }) => parent));
  const candidates = [
    ...unused(from, to).map((constraint): ExistingKey => ({ constraint, isOnFrom: true, kind: unique(constraint) ? 'one-to-one' : 'many-to-one' })),
    ...unused(to, from).map((constraint): ExistingKey => ({ constraint, isOnFrom: false, kind: unique(constraint) ? 'one-to-one' : 'one-to-many' })),
  ];
  return candidates.find(({ kind, constraint }) => (wanted.kind === undefined || kind === wanted.kind) && (wanted.over === undefined || constraint === wanted.over));
}

function namesOf(wanted: NewRelationship, kind: RelationshipKind, from: Mapper, to: Mapper, key: ExistingKey | undefined): Names {
  const isMany = kind === 'one-to-many' || kind === 'many-to-many';
  const isReverseMany = kind === 'many-to-one' || kind === 'many-to-many';
  const stem = key === undefined ? undefined : stemOf(key.constraint);
  const forward = from === to ? selfName(kind, true) : isMany ? pluralName(snakeCase(to.name)) : key?.isOnFrom === true && stem !== undefined ? stem : snakeCase(to.name);
  const backward = from === to ? selfName(kind, false) : isReverseMany ? pluralName(snakeCase(from.name)) : key?.isOnFrom === false && stem !== undefined ? stem : snakeCase(from.name);
  const name = wanted.name ?? freeAttribute(from, forward);
  if (wanted.reverseName === null) return { name };
  return { name, reverseName: wanted.reverseName ?? freeAttribute(to, backward, from === to ? [name] : []) };
}

/** `author` of `author_id`. */
function stemOf({ elements }: ForeignKeyConstraint): string | undefined {
  const [only, ...more] = elements;
  const name = only?.parent.name ?? '';
  return more.length === 0 && /^\w+_id$/.test(name) ? name.slice(0, -3) : undefined;
}

function selfName(kind: RelationshipKind, isForward: boolean): string {
  switch (kind) {
    case 'one-to-many':
      return isForward ? 'children' : 'parent';
    case 'many-to-one':
      return isForward ? 'parent' : 'children';
    case 'one-to-one':
      return isForward ? 'next' : 'previous';
    case 'many-to-many':
      return isForward ? 'related' : 'related_from';
  }
}

function wrongName(mapper: Mapper, name: string): string | undefined {
  if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) || PYTHON_KEYWORDS.has(name)) return `\`${name}\` is not a name`;
  return isTaken(mapper, name) ? `\`${mapper.name}\` has an attribute \`${name}\` already` : undefined;
}

const PYTHON_KEYWORDS: ReadonlySet<string> = new Set(
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield'.split(' '),
);
