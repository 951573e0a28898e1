/** `Table(...)` and what is appended to a table later (`sql/schema.py: Table._new`, `Column._set_parent`). */
import type { Anchor } from '../../declarations/anchor';
import { truthOf } from '../../evaluate/operators';
import type { Argument, BranchMark, SymbolicCall, Value } from '../../evaluate/values';
import { isCallOf, libraryName } from '../externals';
import { reportImport } from '../importFaults';
import { describe } from '../pythonText';
import { reprOf } from '../../evaluate/pythonText';
import type { MappingState } from '../state';
import { areAlternatives, isNone, reasonOf } from '../values';
import { attachConstraint, constraintOf, isConstraintCall, reportSeveralTables, tableOfColumns } from './constraints';
import { createColumn, detailsOf } from './createColumn';
import type { Column, MetaData, Table } from './schema';

export interface TableArguments {
  readonly name: string;
  readonly metadata: MetaData;
  readonly items: readonly TableItem[];
  readonly keywords: ReadonlyMap<string, Argument>;
  readonly anchor: Anchor;
  readonly nameAnchor?: Anchor;
  readonly serial: number;
  /** Why further columns may exist. */
  readonly openReason?: string;
  /** The alternatives inside which the table is made. */
  readonly branches?: readonly BranchMark[];
  /** Reports an error; gives whether it was the first of its owner. */
  readonly fail: (id: string, exceptionClass: string, message: string, anchor: Anchor, known?: readonly string[]) => void;
}

export type TableItem = { readonly kind: 'column'; readonly column: Column; readonly anchor: Anchor } | { readonly kind: 'value'; readonly value: Value; readonly anchor: Anchor };

export function createMetaData(schema: string | undefined): MetaData {
  return { kind: 'metadata', schema, tables: new Map() };
}

/** The table of these arguments: a new one, or the one of that name that may be used again. */
export function createTable(state: MappingState, given: TableArguments): Table {
  const schema = schemaOf(given);
  const key = schema === undefined ? given.name : `${schema}.${given.name}`;
  const existing = knownTable(given, key);
  const keepExisting = isTrue(given.keywords.get('keep_existing'));
  const extendExisting = isTrue(given.keywords.get('extend_existing'));
  if (keepExisting && extendExisting) {
    given.fail('E-TABLE-FLAGS', 'ArgumentError', 'keep_existing and extend_existing are mutually exclusive.', given.anchor);
  }
  if (existing !== undefined) {
    if (!keepExisting && !extendExisting && given.items.length > 0) reportRedefinition(given, key);
    else if (extendExisting) addItems(state, existing, given, true);
    return existing;
  }
  const table: Table = {
    kind: 'table',
    name: given.name,
    schema,
    key,
    metadata: given.metadata,
    columns: new Map(),
    primaryKey: [],
    foreignKeyConstraints: [],
    uniqueKeys: [],
    indexes: [],
    anchor: given.anchor,
    nameAnchor: given.nameAnchor,
    creationOrder: given.serial,
  };
  openByReflection(table, given);
  const isReflected = table.openReason !== undefined;
  table.openReason ??= given.openReason;
  checkKeywords(given);
  if (given.branches !== undefined) branchesOf.set(table, given.branches);
  given.metadata.tables.set(key, table);
  state.tables.push(table);
  addItems(state, table, given, keepExisting || extendExisting || isReflected);
  return table;
}

const branchesOf = new WeakMap<Table, readonly BranchMark[]>();

/** The table of that key, unless it belongs to another alternative than the one being made. */
function knownTable(given: TableArguments, key: string): Table | undefined {
  const table = given.metadata.tables.get(key);
  return table !== undefined && areAlternatives(branchesOf.get(table), given.branches) ? undefined : table;
}

function schemaOf(given: TableArguments): string | undefined {
  const argument = given.keywords.get('schema');
  if (argument === undefined || isNone(argument.value)) return given.metadata.schema;
  if (libraryName(argument.value) === 'BLANK_SCHEMA') return undefined;
  return argument.value.kind === 'string' ? argument.value.value : given.metadata.schema;
}

function isTrue(argument: Argument | undefined): boolean {
  return argument !== undefined && truthOf(argument.value) === true;
}

function reportRedefinition(given: TableArguments, key: string): void {
  given.fail(
    'E-TABLE-DUP',
    'InvalidRequestError',
    `Table '${key}' is already defined for this MetaData instance.  Specify 'extend_existing=True' to redefine options and columns on an existing Table object.`,
    given.nameAnchor ?? given.anchor,
  );
}

const TABLE_KEYWORDS = new Set([
  'name', 'metadata', 'schema', 'quote', 'quote_schema', 'autoload', 'autoload_with', 'autoload_replace', 'keep_existing', 'extend_existing', 'must_exist', 'mustexist',
  'resolve_fks', 'include_columns', 'implicit_returning', 'comment', 'info', 'listeners', 'prefixes', 'bind_key', '_extend_on', '_reflect_info', 'bind', 'typed_columns_cls',
]);

/** `DialectKWArgs._validate_dialect_kwargs`. */
function checkKeywords(given: TableArguments): void {
  for (const [name, argument] of given.keywords) {
    if (TABLE_KEYWORDS.has(name) || name.includes('_')) continue;
    given.fail('E-COL-KW', 'TypeError', `Additional arguments should be named <dialectname>_<argument>, got '${name}'`, argument.anchor, [...TABLE_KEYWORDS]);
  }
}

function openByReflection(table: Table, given: TableArguments): void {
  for (const name of ['autoload_with', 'autoload']) {
    const argument = given.keywords.get(name);
    if (argument !== undefined && truthOf(argument.value) !== false) table.openReason = 'the columns are read from the database';
  }
}

function addItems(state: MappingState, table: Table, given: TableArguments, allowReplacements: boolean): void {
  for (const item of given.items) {
    if (item.kind === 'column') appendColumn(state, table, item.column, given.fail, { allowReplacements, anchor: item.anchor });
    else addValue(state, table, item, given, allowReplacements);
  }
  attachWaiting(state, table);
  orderPrimaryKey(table);
}

function addValue(state: MappingState, table: Table, item: Extract<TableItem, { kind: 'value' }>, given: TableArguments, allowReplacements: boolean): void {
  const { value } = item;
  if (isCallOf(value, 'Column')) {
    const column = state.columnsByCall.get(value) ?? columnOfCall(state, value);
    appendColumn(state, table, column, given.fail, { allowReplacements, anchor: value.anchor });
    return;
  }
  if (isConstraintCall(value)) {
    const constraint = constraintOf(state, value);
    if (constraint !== undefined) attachConstraint(state, table, constraint);
    return;
  }
  const column = state.columnOf(value);
  if (column?.kind === 'found') {
    appendColumn(state, table, column.value, given.fail, { allowReplacements, anchor: item.anchor });
  } else if (isPlainValue(value)) {
    const message = `'SchemaItem' object, such as a 'Column' or a 'Constraint' expected, got ${reprOf(value) ?? describe(value)}`;
    given.fail('E-COL-ARGS', 'ArgumentError', message, item.anchor);
  } else if (value.kind === 'dynamic' || column?.kind === 'dynamic') {
    table.openReason ??= column?.kind === 'dynamic' ? column.reason : reasonOf(value, 'a column of the table');
  }
}

function isPlainValue(value: Value): boolean {
  return ['none', 'boolean', 'number', 'string', 'bytes', 'list', 'tuple', 'set', 'dict', 'ellipsis'].includes(value.kind);
}

export function columnOfCall(state: MappingState, call: SymbolicCall): Column {
  const known = state.columnsByCall.get(call);
  if (known !== undefined) return known;
  const column = createColumn(state, call);
  state.columnsByCall.set(call, column);
  return column;
}

export interface AppendOptions {
  readonly allowReplacements: boolean;
  readonly anchor: Anchor;
}

/** `Column._set_parent`. */
export function appendColumn(state: MappingState, table: Table, column: Column, fail: TableArguments['fail'], options: AppendOptions): void {
  if (column.name === '') {
    if (column.dynamic !== undefined) table.openReason ??= column.dynamic;
    else fail('E-COL-NONAME', 'ArgumentError', 'Column must be constructed with a non-blank name or assign a non-blank .name before adding to a Table.', options.anchor);
    return;
  }
  if (column.key === '') column.key = column.name;
  if (column.table !== undefined && column.table !== table) {
    const name = column.table.kind === 'table' ? column.table.name : '';
    fail('E-COL-REASSIGN', 'ArgumentError', `Column object '${column.key}' already assigned to Table '${name}'`, options.anchor);
    return;
  }
  if (!replaceExisting(state, table, column, fail, options)) return;
  table.columns.set(column.key, column);
  column.table = table;
  if (column.primaryKey) {
    const position = table.primaryKey.findIndex((each) => each.key === column.key);
    if (position >= 0) table.primaryKey[position] = column;
    else table.primaryKey.push(column);
  } else if (table.primaryKey.some((each) => each.key === column.key)) {
    fail('E-PK-REDEFINE', 'ArgumentError', `Trying to redefine primary-key column '${column.key}' as a non-primary-key column on table '${table.key}'`, options.anchor);
  }
  addColumnKeys(table, column, fail);
  for (const foreignKey of column.foreignKeys) {
    if (foreignKey.constraint.table !== undefined) continue;
    foreignKey.constraint.table = table;
    table.foreignKeyConstraints.push(foreignKey.constraint);
  }
  for (const item of detailsOf(column).items) {
    const constraint = constraintOf(state, item);
    if (constraint !== undefined) attachConstraint(state, table, constraint);
  }
}

/** A column of the same key, or (2.x) of the same name, is replaced or refused. */
function replaceExisting(state: MappingState, table: Table, column: Column, fail: TableArguments['fail'], options: AppendOptions): boolean {
  const byKey = table.columns.get(column.key);
  const existing = byKey ?? (state.version === '1.4' ? undefined : [...table.columns.values()].find((each) => each.name === column.name));
  if (existing === undefined || existing === column) return true;
  const conflict = byKey !== undefined && column.key !== column.name ? 'key' : 'name';
  if (!options.allowReplacements) {
    if (state.version !== '1.4') {
      const text = conflict === 'key' ? column.key : column.name;
      fail('E-COL-DUP', 'DuplicateColumnError', `A column with ${conflict} '${text}' is already present in table '${table.name}'.`, options.anchor);
      return false;
    }
    reportImport(state, {
      id: 'W-COL-DUP',
      exceptionClass: 'SADeprecationWarning',
      message:
        `A column with name '${column.key}' is already present in table '${table.name}'. Please use method :meth:\`_schema.Table.append_column\` with the parameter ` +
        '``replace_existing=True`` to replace an existing column.',
      anchor: options.anchor,
    });
  }
  removeColumn(table, existing);
  return true;
}

function removeColumn(table: Table, column: Column): void {
  for (const foreignKey of column.foreignKeys) {
    const index = table.foreignKeyConstraints.indexOf(foreignKey.constraint);
    if (index >= 0) table.foreignKeyConstraints.splice(index, 1);
  }
  if (table.columns.get(column.key) === column) table.columns.delete(column.key);
}

function addColumnKeys(table: Table, column: Column, fail: TableArguments['fail']): void {
  const { indexArgument, uniqueArgument } = detailsOf(column);
  const indexText = indexArgument?.value.kind === 'string' && indexArgument.value.value !== '';
  const uniqueText = uniqueArgument?.value.kind === 'string' && uniqueArgument.value.value !== '';
  if (column.index) {
    if (indexText) {
      const message = "The 'index' keyword argument on Column is boolean only. To create indexes with a specific name, create an explicit Index object external to the Table.";
      fail('E-COL-INDEX-STR', 'ArgumentError', message, indexArgument.anchor);
    }
    if (column.unique) table.uniqueKeys.push({ kind: 'uniqueIndex', columns: [column], anchor: column.anchor });
    else table.indexes.push({ columns: [column], anchor: column.anchor });
  } else if (column.unique) {
    if (uniqueText) {
      const message =
        "The 'unique' keyword argument on Column is boolean only. To create unique constraints or indexes with a specific name, append an explicit UniqueConstraint " +
        "to the Table's list of elements, or create an explicit Index object external to the Table.";
      fail('E-COL-UNIQUE-STR', 'ArgumentError', message, uniqueArgument.anchor);
    }
    table.uniqueKeys.push({ kind: 'uniqueConstraint', columns: [column], anchor: column.anchor });
  }
}

/** Constraints over Column objects that had no table when they were made attach themselves now. */
function attachWaiting(state: MappingState, table: Table): void {
  for (const pending of state.waitingConstraints) {
    if (reportSeveralTables(state, pending)) continue;
    if (tableOfColumns(pending) === table) attachConstraint(state, table, pending);
  }
}

/** The primary key counts as a unique key. */
function orderPrimaryKey(table: Table): void {
  const index = table.uniqueKeys.findIndex((key) => key.kind === 'primaryKey');
  if (index >= 0) table.uniqueKeys.splice(index, 1);
  if (table.primaryKey.length > 0) table.uniqueKeys.unshift({ kind: 'primaryKey', columns: [...table.primaryKey] });
}

/** `Table.append_column`, for columns of single-table subclasses and attributes assigned later. */
export function appendColumnLater(state: MappingState, table: Table, column: Column, fail: TableArguments['fail'], options: AppendOptions): void {
  appendColumn(state, table, column, fail, options);
  attachWaiting(state, table);
  orderPrimaryKey(table);
}
