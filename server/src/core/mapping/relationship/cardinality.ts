/** How many rows stand at each end of a relationship, from direction, unique keys and NOT NULL. An addition of this product to what SQLAlchemy decides. */
import type { ColumnPair, Mapper, Multiplicity, Relationship } from '../mapper';
import { resolveForeignKey } from '../schema/createForeignKey';
import type { Column, ForeignKeyConstraint, Selectable } from '../schema/schema';
import { foreignKeysOfColumn } from '../sql/selectables';
import { binariesIn } from '../sql/traverse';

export function setCardinality(relationship: Relationship): void {
  const { direction } = relationship;
  if (direction === undefined || relationship.target === undefined || relationship.uselist === undefined) return;
  if (direction === 'MANYTOMANY') manyToMany(relationship);
  else oneAndMany(relationship);
}

function manyToMany(relationship: Relationship): void {
  const toSource = relationship.synchronizePairs.map(([, column]) => column);
  const toTarget = relationship.secondarySynchronizePairs.map(([, column]) => column);
  const isOneTarget = relationship.uselist === false || coversUniqueKey(toSource);
  const isOneSource = isReverseScalar(relationship) || coversUniqueKey(toTarget);
  relationship.cardinality = { source: isOneSource ? '0..1' : '0..*', target: isOneTarget ? '0..1' : '0..*' };
  if (isOneTarget || isOneSource) relationship.isOneEnforced = (!isOneTarget || coversUniqueKey(toSource)) && (!isOneSource || coversUniqueKey(toTarget));
}

function oneAndMany(relationship: Relationship): void {
  const referring = relationship.synchronizePairs.map(([, column]) => column);
  const isUnique = referring.length > 0 && coversUniqueKey(referring);
  const one: Multiplicity = isMandatory(relationship, referring) ? '1' : '0..1';
  const isManyToOne = relationship.direction === 'MANYTOONE';
  const isSingle = isUnique || (isManyToOne ? isReverseScalar(relationship) : relationship.uselist === false);
  const many: Multiplicity = isSingle ? '0..1' : '0..*';
  relationship.cardinality = isManyToOne ? { source: many, target: one } : { source: one, target: many };
  if (isSingle) relationship.isOneEnforced = isUnique;
}

/** Whether the other side of the pair holds one object. */
function isReverseScalar({ reverse, direction }: Relationship): boolean {
  const opposite = reverse.filter((other) => other.direction !== undefined && (other.direction !== direction || direction === 'MANYTOMANY'));
  return opposite.length > 0 && opposite.every((other) => other.uselist === false);
}

/** Every row of the many side has its one: NOT NULL, a real foreign key, no further condition, and the whole table of the other class. */
function isMandatory(relationship: Relationship, referring: readonly Column[]): boolean {
  const { synchronizePairs: pairs, primaryjoin } = relationship;
  if (referring.length === 0 || primaryjoin === undefined) return false;
  const one = relationship.direction === 'MANYTOONE' ? relationship.target : relationship.parent;
  const isAliased = relationship.direction === 'MANYTOONE' && relationship.targetSelectable !== undefined;
  if (one === undefined || one.inheritance === 'single' || isAliased || pairs.some(([column]) => column.table !== one.localTable)) return false;
  return isOneForeignKey(pairs) && binariesIn(primaryjoin).length === pairs.length && referring.every((column) => !column.nullable);
}

/** The pairs are exactly one foreign key constraint. */
function isOneForeignKey(pairs: readonly ColumnPair[]): boolean {
  const [first, ...others] = pairs.map(constraintsOf);
  if (first === undefined) return false;
  return first.some((constraint) => constraint.elements.length === pairs.length && others.every((each) => each.includes(constraint)));
}

function constraintsOf([referred, referring]: ColumnPair): readonly ForeignKeyConstraint[] {
  return foreignKeysOfColumn(referring)
    .filter((foreignKey) => {
      const target = resolveForeignKey(foreignKey);
      return target.kind === 'column' && target.column === referred;
    })
    .map((foreignKey) => foreignKey.constraint);
}

/** Some unique key of the columns' table lies within them. */
export function coversUniqueKey(columns: readonly Column[]): boolean {
  const tables = new Set(columns.map((column) => column.table));
  const [table] = tables;
  return tables.size === 1 && table !== undefined && uniqueKeysOf(table).some((key) => key.every((column) => columns.includes(column)));
}

function uniqueKeysOf(selectable: Selectable): readonly (readonly Column[])[] {
  if (selectable.kind !== 'table') return [];
  return [selectable.primaryKey, ...selectable.uniqueKeys.map((key) => key.columns)].filter((key) => key.length > 0);
}

/**
 * The two tables that an association object links: a mapped table of its own with two foreign keys, disjoint and NOT NULL, and a unique key within and
 * across them. Table keys, sorted; undefined where the mapper is none.
 */
export function associationEndsOf(mapper: Mapper): readonly [string, string] | undefined {
  const table = mapper.localTable;
  if (table.kind !== 'table' || mapper.inherits !== undefined) return undefined;
  const resolved = table.foreignKeyConstraints.flatMap((constraint) => endOf(constraint));
  const [one, other] = resolved;
  if (resolved.length !== 2 || one === undefined || other === undefined || one.columns.some((column) => other.columns.includes(column))) return undefined;
  const both = [...one.columns, ...other.columns];
  const isKey = (key: readonly Column[]): boolean =>
    key.every((column) => both.includes(column)) && key.some((column) => one.columns.includes(column)) && key.some((column) => other.columns.includes(column));
  if (both.some((column) => column.nullable) || !uniqueKeysOf(table).some(isKey)) return undefined;
  return one.table <= other.table ? [one.table, other.table] : [other.table, one.table];
}

interface AssociationEnd {
  readonly table: string;
  readonly columns: readonly Column[];
}

function endOf(constraint: ForeignKeyConstraint): readonly AssociationEnd[] {
  const [element] = constraint.elements;
  const target = element === undefined ? undefined : resolveForeignKey(element);
  const table = target?.kind === 'column' ? target.column.table : undefined;
  return table?.kind === 'table' ? [{ table: table.key, columns: constraint.elements.map((each) => each.parent) }] : [];
}
