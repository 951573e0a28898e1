/** Writes a new relationship with its other side, its foreign key or association table, and its imports, in the style of each class. */
import type { FeatureContext } from '../features/context';
import { keywordEdit, callOf, inFile } from '../features/codeActions/fix';
import { mapperNamed } from '../features/explain';
import type { FileEdits } from '../features/results';
import type { Mapper, Relationship } from '../mapping/mapper';
import type { Column, ForeignKeyConstraint } from '../mapping/schema/schema';
import { addAttributes, relationshipText, type Keyword, type RelationshipSpec } from './attributes';
import { newAssociation } from './associationTable';
import { isImperative, quotedIn, registryName, Styles, type ClassStyle } from './classStyle';
import { attributeNameOf, columnText, constraintInTableArgs, foreignKeysTo, isUnique, isUsed, relationshipsBetween, tableOf, type NewForeignKey } from './foreignKeys';
import { mergeEdits, refused, type Refactored, type RefactoringOutcome, type Refused } from './outcome';
import { freeAttribute, freeName, isTaken, pluralName, referringName } from './proposedNames';
import { snakeCase } from '../display/snakeCase';

export type RelationshipKind = 'one-to-many' | 'many-to-one' | 'one-to-one' | 'many-to-many';

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

interface Names {
  readonly name: string;
  readonly reverseName?: string;
}

interface Side {
  readonly mapper: Mapper;
  readonly style: ClassStyle;
}

interface Creation {
  readonly context: FeatureContext;
  readonly styles: Styles;
  readonly from: Side;
  readonly to: Side;
  readonly kind: RelationshipKind;
  readonly names: Names;
  readonly isNullable: boolean | undefined;
}

/** A foreign key that is there and that no relationship uses. */
interface ExistingKey {
  readonly constraint: ForeignKeyConstraint;
  readonly isOnFrom: boolean;
  readonly kind: RelationshipKind;
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

/** The foreign key stands on the many side, and for one-to-one on `to`, unless an existing one says otherwise. */
function overForeignKey(creation: Creation, existing: ExistingKey | undefined): RefactoringOutcome {
  const isOnFrom = existing?.isOnFrom ?? creation.kind === 'many-to-one';
  const [owner, target] = isOnFrom ? [creation.from, creation.to] : [creation.to, creation.from];
  const key = existing === undefined ? newKey(creation, owner, target, isOnFrom) : keyOf(existing.constraint, owner.mapper);
  if (key.kind === 'refused') return key;
  const { context, kind, names, styles } = creation;
  const isSelf = owner.mapper === target.mapper;
  const others = competingKeys(creation, existing);
  const foreignKeys: readonly Keyword[] = others ? [{ name: 'foreign_keys', value: quotedIn(owner.style, `[${key.attributes.map((each) => `${registryName(owner.mapper)}.${each}`).join(', ')}]`) }] : [];
  const ownerName = isOnFrom ? names.name : names.reverseName;
  const targetName = isOnFrom ? names.reverseName : names.name;
  const remoteSide: readonly Keyword[] = isSelf ? [{ name: 'remote_side', value: quotedIn(owner.style, `[${key.referred.map((each) => `${registryName(target.mapper)}.${each}`).join(', ')}]`) }] : [];
  const ownerSpec: RelationshipSpec | undefined = ownerName === undefined ? undefined : {
    name: ownerName,
    target: target.mapper,
    isMany: false,
    isOptional: key.isNullable,
    keywords: [...backPopulates(owner, targetName), ...foreignKeys, ...remoteSide],
  };
  const targetSpec: RelationshipSpec | undefined = targetName === undefined ? undefined : {
    name: targetName,
    target: owner.mapper,
    isMany: kind !== 'one-to-one',
    isOptional: true,
    needsUselist: kind === 'one-to-one',
    keywords: [...backPopulates(target, ownerName), ...foreignKeys],
  };
  const ownerLines = { columns: key.lines, others: ownerSpec === undefined ? [] : [relationshipText(owner.style, ownerSpec)] };
  const targetLines = targetSpec === undefined ? [] : [relationshipText(target.style, targetSpec)];
  const edits = isSelf
    ? [addIn(owner, { columns: ownerLines.columns, others: [...ownerLines.others, ...targetLines] })]
    : [addIn(owner, ownerLines), ...(targetLines.length === 0 ? [] : [addIn(target, { columns: [], others: targetLines })])];
  const placed = edits.flatMap((edit) => (edit === undefined ? [] : [edit]));
  if (placed.length < edits.length) return refused('The body of the class is not written as statements');
  const disambiguated = existing === undefined ? keepUnambiguous(context, creation.from.mapper, creation.to.mapper) : [];
  return { kind: 'ok', title: titleOf(creation), changes: mergeEdits([...placed, ...(key.edit === undefined ? [] : [key.edit]), ...disambiguated, ...styles.importEdits()]) };
}

function titleOf({ from, to, names }: Creation): string {
  const reverse = names.reverseName === undefined ? '' : ` and ${to.mapper.name}.${names.reverseName}`;
  return `Create ${from.mapper.name}.${names.name}${reverse}`;
}

function backPopulates({ style }: Side, reverse: string | undefined): readonly Keyword[] {
  return reverse === undefined ? [] : [{ name: 'back_populates', value: quotedIn(style, reverse) }];
}

function addIn({ style }: Side, added: Parameters<typeof addAttributes>[1]): FileEdits | undefined {
  const edits = addAttributes(style, added);
  return edits === undefined ? undefined : inFile(style.file, ...edits);
}

interface Key {
  readonly kind: 'key';
  /** The owner's attributes. */
  readonly attributes: readonly string[];
  /** The target's. */
  readonly referred: readonly string[];
  readonly isNullable: boolean;
  /** Columns to add. */
  readonly lines: readonly string[];
  readonly edit?: FileEdits;
}

function keyOf({ elements }: ForeignKeyConstraint, owner: Mapper): Key | Refused {
  const attributes = elements.map(({ parent }) => attributeNameOf(owner, parent));
  if (attributes.some((each) => each === undefined)) return refused(`A column of the foreign key is no attribute of \`${owner.name}\``);
  return {
    kind: 'key',
    attributes: attributes.flatMap((each) => each ?? []),
    referred: owner.primaryKey.map((column) => attributeNameOf(owner, column) ?? column.key),
    isNullable: elements.some(({ parent }) => parent.nullable),
    lines: [],
  };
}

function newKey({ kind, names, isNullable, context }: Creation, owner: Side, target: Side, isOnFrom: boolean): Key | Refused {
  const keys = tableOf(target.mapper)?.primaryKey ?? [];
  if (keys.length === 0) return refused(`\`${target.mapper.name}\` has no primary key to refer to`);
  if (owner.style.node.body.every(({ kind: each }) => each !== 'Assign' && each !== 'AnnAssign') && owner.mapper.inheritance !== 'single') return refused(`\`${owner.mapper.name}\` has no columns of its own to put the foreign key beside`);
  if (owner.mapper.cls.namespace.has('__table__')) return refused(`The columns of \`${owner.mapper.name}\` stand in its \`__table__\`; add the foreign key there first`);
  const stem = (isOnFrom ? names.name : names.reverseName) ?? snakeCase(target.mapper.name);
  const taken: string[] = [];
  const columns = keys.map((key): NewForeignKey => {
    const name = freeName(referringName(stem, key, target.mapper), (each) => isTaken(owner.mapper, each) || taken.includes(each) || hasColumn(owner.mapper, each));
    taken.push(name);
    return { name, key };
  });
  const isSelf = owner.mapper === target.mapper;
  // A row of a single-table subclass shares its table with others, which have no such value.
  const nullable = isNullable ?? (isSelf || owner.mapper.inheritance === 'single');
  const isAlone = columns.length === 1;
  const isOneToOne = kind === 'one-to-one';
  const lines = columns.map((column) => columnText(owner.style, column, { isNullable: nullable, isUnique: isOneToOne, isAlone }));
  const base: Key = {
    kind: 'key',
    attributes: columns.map(({ name }) => name),
    referred: keys.map((key) => attributeNameOf(target.mapper, key) ?? key.key),
    isNullable: nullable,
    lines,
  };
  if (isAlone) return base;
  const constraint = constraintInTableArgs(owner.style, columns, isOneToOne);
  if (constraint === undefined) return refused(`\`__table_args__\` of \`${owner.mapper.name}\` is computed: the foreign key of ${String(columns.length)} columns has no place there`);
  if ('line' in constraint) return { ...base, lines: [...lines, constraint.line] };
  const file = owner.style.file;
  return context.files().includes(file) ? { ...base, edit: inFile(file, constraint.edit) } : refused(`\`${owner.mapper.name}\` is not written in this workspace`);
}

function hasColumn(mapper: Mapper, name: string): boolean {
  const table = tableOf(mapper);
  return table !== undefined && [...table.columns.values()].some((column) => column.name === name);
}

/** Whether another foreign key joins the two tables, so that each relationship has to say which is its own. */
function competingKeys({ context: { graph }, from, to }: Creation, existing: ExistingKey | undefined): boolean {
  const all = new Set([...foreignKeysTo(from.mapper, to.mapper, graph), ...foreignKeysTo(to.mapper, from.mapper, graph)]);
  return [...all].some((constraint) => constraint !== existing?.constraint);
}

/** The relationships that had the only foreign key so far state it from now on. */
function keepUnambiguous(context: FeatureContext, from: Mapper, to: Mapper): readonly FileEdits[] {
  return relationshipsBetween(from, to, context.graph).flatMap((relationship): readonly FileEdits[] => {
    const isByOnlyKey = relationship.joinReason?.kind === 'foreignKey' && !relationship.joinReason.selectedByForeignKeys && relationship.secondary === undefined;
    const found = isByOnlyKey && relationship.createdByBackref === undefined ? callOf(context, relationship) : undefined;
    const names = relationship.foreignKeyColumns.map((column) => columnPath(relationship, column));
    if (found === undefined || names.some((name) => name === undefined)) return [];
    const quote = found.tree.text.split("'").length > found.tree.text.split('"').length ? "'" : '"';
    return [inFile(found.file, keywordEdit(found.tree, found.call, 'foreign_keys', `${quote}[${names.join(', ')}]${quote}`))];
  });
}

/** `Post.author_id`. */
export function columnPath({ parent, target }: Relationship, column: Column): string | undefined {
  for (const mapper of [parent, target]) {
    const attribute = mapper === undefined ? undefined : attributeNameOf(mapper, column);
    if (mapper !== undefined && attribute !== undefined) return `${registryName(mapper)}.${attribute}`;
  }
  return undefined;
}

function manyToMany(creation: Creation): RefactoringOutcome {
  const { from, to, names, styles } = creation;
  if (from.style.declares === 'sqlmodel' || to.style.declares === 'sqlmodel') return refused('SQLModel links many to many through a class of its own: create that class, and a relationship to each side');
  const association = newAssociation(from.style, from.mapper, to.mapper);
  if (association === undefined) return refused(`The \`MetaData\` of \`${from.mapper.name}\`, or a primary key, is not known in its file`);
  const isSelf = from.mapper === to.mapper;
  const isBehind = from.style.file === to.style.file && to.style.tree.spans.spanOf(to.style.node.id).start >= from.style.tree.spans.spanOf(from.style.node.id).start;
  const secondary = (side: Side, isVisible: boolean): Keyword => ({ name: 'secondary', value: isVisible ? association.variable : quotedIn(side.style, association.key) });
  const joins = (side: Side, isForward: boolean): readonly Keyword[] => {
    if (!isSelf) return [];
    const join = (columns: typeof association.columns.from): string => quotedIn(side.style, joinText(side.mapper, association.key, columns));
    const [first, second] = isForward ? [association.columns.from, association.columns.to] : [association.columns.to, association.columns.from];
    return [
      { name: 'primaryjoin', value: join(first) },
      { name: 'secondaryjoin', value: join(second) },
    ];
  };
  const forward: RelationshipSpec = { name: names.name, target: to.mapper, isMany: true, isOptional: false, keywords: [secondary(from, true), ...joins(from, true), ...backPopulates(from, names.reverseName)] };
  const lines = [relationshipText(from.style, forward)];
  const reverse = names.reverseName === undefined ? undefined : relationshipText(to.style, {
    name: names.reverseName,
    target: from.mapper,
    isMany: true,
    isOptional: false,
    keywords: [secondary(to, isBehind), ...joins(to, false), ...backPopulates(to, names.name)],
  });
  const edits = isSelf
    ? [addIn(from, { columns: [], others: reverse === undefined ? lines : [...lines, reverse] })]
    : [addIn(from, { columns: [], others: lines }), ...(reverse === undefined ? [] : [addIn(to, { columns: [], others: [reverse] })])];
  const placed = edits.flatMap((edit) => (edit === undefined ? [] : [edit]));
  if (placed.length < edits.length) return refused('The body of the class is not written as statements');
  return { kind: 'ok', title: titleOf(creation), changes: mergeEdits([inFile(from.style.file, association.edit), ...placed, ...styles.importEdits()]) };
}

/** `User.id == user_user.c.user_id`, with `and_` for a key of several columns. */
function joinText(mapper: Mapper, table: string, columns: readonly { readonly name: string; readonly key: Column }[]): string {
  const conditions = columns.map(({ name, key }) => `${registryName(mapper)}.${attributeNameOf(mapper, key) ?? key.key} == ${table}.c.${name}`);
  return conditions.length === 1 ? (conditions[0] ?? '') : `and_(${conditions.join(', ')})`;
}
