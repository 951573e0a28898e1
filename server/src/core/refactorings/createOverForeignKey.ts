/** One to many, many to one and one to one: both sides over a foreign key, which is made where none is free. */
import { callOf, inFile, keywordEdit, quoted } from '../features/codeActions/fix';
import type { FeatureContext } from '../features/context';
import type { FileEdits } from '../features/results';
import type { Mapper } from '../mapping/mapper';
import type { ForeignKeyConstraint } from '../mapping/schema/schema';
import { snakeCase } from '../display/snakeCase';
import { relationshipText, type Keyword, type RelationshipSpec } from './attributes';
import { quotedIn, registryName } from './classStyle';
import { addIn, backPopulates, titleOf, type Creation, type ExistingKey, type Side } from './creation';
import { attributeNameOf, columnPath, columnText, constraintInTableArgs, foreignKeysTo, relationshipsBetween, tableOf, type NewForeignKey } from './foreignKeys';
import { mergeEdits, refused, type RefactoringOutcome, type Refused } from './outcome';
import { freeName, isTaken, referringName } from './proposedNames';

/** The foreign key stands on the many side, and for one-to-one on `to`, unless an existing one says otherwise. */
export function overForeignKey(creation: Creation, existing: ExistingKey | undefined): RefactoringOutcome {
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
    return [inFile(found.file, keywordEdit(found.tree, found.call, 'foreign_keys', quoted(found.tree.text, `[${names.join(', ')}]`)))];
  });
}
