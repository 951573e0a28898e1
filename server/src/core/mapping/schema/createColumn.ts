/** `Column(...)` as Core builds it (`sql/schema.py: Column.__init__`, `Column._copy`, `Column._merge`). */
import type { Anchor } from '../../declarations/anchor';
import { truthOf } from '../../evaluate/operators';
import type { Argument, SymbolicCall, Value } from '../../evaluate/values';
import { typeText } from '../declarative/typeForms';
import { calleeName, isCallOf, sqlalchemyName } from '../externals';
import { reportImport } from '../importFaults';
import { describe } from '../pythonText';
import { reprOf } from '../../evaluate/pythonText';
import type { MappingState } from '../state';
import { flagOf, isNone, keyword, reasonOf, stringOf } from '../values';
import { createForeignKey, copyForeignKey } from './createForeignKey';
import type { Column, SqlType } from './schema';
import { NULL_TYPE, sqlTypeOf } from './sqlTypes';

/** What `Column` remembers of its arguments besides the model's own fields; needed to copy and merge. */
export interface ColumnDetails {
  /** `nullable=` was stated (`_user_defined_nullable`). */
  readonly hasNullable: boolean;
  readonly indexArgument?: Argument;
  readonly uniqueArgument?: Argument;
  /** Constraints and other items given to the column itself. */
  readonly items: readonly SymbolicCall[];
  readonly nameAnchor?: Anchor;
}

const details = new WeakMap<Column, ColumnDetails>();

export function detailsOf(column: Column): ColumnDetails {
  return details.get(column) ?? { hasNullable: false, items: [] };
}

export function setDetails(column: Column, value: ColumnDetails): void {
  details.set(column, value);
}

/** Keywords of `Column.__init__`. */
const COLUMN_KEYWORDS = new Set([
  'name', 'type_', 'autoincrement', 'default', 'insert_default', 'doc', 'key', 'index', 'unique', 'info', 'nullable', 'onupdate', 'primary_key', 'server_default',
  'server_onupdate', 'quote', 'system', 'comment', 'insert_sentinel', '_omit_from_statements', '_proxies',
]);

const ADDED_IN_2_0 = new Set(['insert_default', 'insert_sentinel', '_omit_from_statements']);

const KNOWN_DIALECTS = new Set(['postgresql', 'mysql', 'mariadb', 'sqlite', 'oracle', 'mssql']);

/** Creates a Column from a call; `ignoredKeywords` are those that a `mapped_column()` has taken for itself. */
export function createColumn(state: MappingState, call: SymbolicCall, ignoredKeywords: ReadonlySet<string> = new Set()): Column {
  const rest = [...call.args];
  const name = takeName(state, call, rest);
  const type = takeType(state, call, rest);
  const column = emptyColumn(state, call, name, type);
  readFlags(call, column);
  checkQuote(state, call, column);
  checkKeywords(state, call, ignoredKeywords);
  checkDefaults(state, call);
  const items = attachItems(state, call, column, rest);
  setDetails(column, {
    hasNullable: keyword(call, 'nullable') !== undefined,
    indexArgument: keyword(call, 'index'),
    uniqueArgument: keyword(call, 'unique'),
    items,
    nameAnchor: keyword(call, 'name')?.anchor ?? (call.args[0]?.value.kind === 'string' ? call.args[0].anchor : undefined),
  });
  if (call.hasUnknownArguments) column.dynamic ??= 'arguments of the column are not written out';
  return column;
}

function fail(state: MappingState, call: SymbolicCall, id: string, exceptionClass: string, message: string, anchor: Anchor): void {
  if (state.failedCalls.has(call)) return;
  state.failedCalls.add(call);
  reportImport(state, { id, exceptionClass, message, anchor });
}

function takeName(state: MappingState, call: SymbolicCall, rest: Argument[]): Argument | undefined {
  const given = keyword(call, 'name');
  const first = rest[0];
  if (first?.value.kind === 'string') {
    rest.shift();
    if (given !== undefined && !isNone(given.value)) {
      fail(state, call, 'E-COL-ARGS', 'ArgumentError', 'May not pass name positionally and as a keyword.', given.anchor);
    }
    return first;
  }
  if (first?.value.kind === 'none') rest.shift();
  return given;
}

function takeType(state: MappingState, call: SymbolicCall, rest: Argument[]): Argument | undefined {
  const given = keyword(call, 'type_');
  const first = rest[0];
  if (first === undefined) return given;
  if (first.value.kind === 'none') {
    rest.shift();
    return given;
  }
  if (isSchemaItem(first.value)) return given;
  const answer = sqlTypeOf(first.value, state.version);
  if (answer.kind === 'no') return given;
  rest.shift();
  if (given !== undefined && !isNone(given.value)) {
    fail(state, call, 'E-COL-ARGS', 'ArgumentError', 'May not pass type_ positionally and as a keyword.', given.anchor);
  }
  return first;
}

const SCHEMA_ITEMS = new Set([
  'ForeignKey', 'ForeignKeyConstraint', 'UniqueConstraint', 'PrimaryKeyConstraint', 'CheckConstraint', 'ExcludeConstraint', 'Sequence', 'Identity', 'Computed',
  'FetchedValue', 'DefaultClause', 'ColumnDefault', 'Column', 'Index', 'Table',
]);

/** Whether a value is surely a `SchemaItem`. */
export function isSchemaItem(value: Value): boolean {
  if (value.kind !== 'call') return false;
  const name = calleeName(value);
  return name !== undefined && SCHEMA_ITEMS.has(name);
}

function emptyColumn(state: MappingState, call: SymbolicCall, name: Argument | undefined, type: Argument | undefined): Column {
  const nameText = name === undefined || isNone(name.value) ? '' : stringOf(name);
  const key = keyword(call, 'key');
  const keyText = key === undefined || isNone(key.value) ? '' : stringOf(key);
  const sqlType = typeArgument(state, type);
  const column: Column = {
    kind: 'column',
    name: nameText ?? '',
    key: keyText || (nameText ?? ''),
    type: sqlType ?? NULL_TYPE,
    nullable: true,
    primaryKey: false,
    unique: false,
    index: false,
    foreignKeys: [],
    hasDefault: ['default', 'insert_default', 'server_default', 'default_factory'].some((each) => !isNone(keyword(call, each)?.value)),
    creationOrder: call.serial,
    anchor: call.anchor,
    origin: call,
  };
  if (name !== undefined && nameText === undefined) column.dynamic = reasonOf(name.value, 'the name of the column');
  if (key !== undefined && keyText === undefined) column.dynamic ??= reasonOf(key.value, 'the key of the column');
  return column;
}

function typeArgument(state: MappingState, type: Argument | undefined): SqlType | undefined {
  if (type === undefined || isNone(type.value)) return undefined;
  const answer = sqlTypeOf(type.value, state.version);
  if (answer.kind === 'type') return answer.type.name === 'NullType' ? undefined : answer.type;
  return { name: '?', text: describe(type.value) };
}

function readFlags(call: SymbolicCall, column: Column): void {
  column.primaryKey = flagOf(keyword(call, 'primary_key'));
  const nullable = keyword(call, 'nullable');
  column.nullable = nullable === undefined ? !column.primaryKey : (truthOf(nullable.value) ?? true);
  column.unique = flagOf(keyword(call, 'unique'));
  column.index = flagOf(keyword(call, 'index'));
}

function checkQuote(state: MappingState, call: SymbolicCall, column: Column): void {
  const quote = keyword(call, 'quote');
  const isStated = quote !== undefined && (state.version === '1.4' || !isNone(quote.value));
  if (!isStated || column.name !== '' || column.dynamic !== undefined) return;
  fail(state, call, 'E-COL-ARGS', 'ArgumentError', "Explicit 'name' is required when sending 'quote' argument", quote.anchor);
}

/** `DialectKWArgs._validate_dialect_kwargs`. */
function checkKeywords(state: MappingState, call: SymbolicCall, ignored: ReadonlySet<string>): void {
  for (const [name, argument] of call.keywords) {
    const isKnown = COLUMN_KEYWORDS.has(name) && !(state.version === '1.4' && ADDED_IN_2_0.has(name));
    if (isKnown || ignored.has(name)) continue;
    checkDialectKeyword(state, call, name, argument, COLUMN_KEYWORDS);
  }
}

/** One keyword that the object itself does not know: `<dialect>_<argument>` or an error. */
export function checkDialectKeyword(state: MappingState, call: SymbolicCall, name: string, argument: Argument, known: ReadonlySet<string>): void {
  const match = /^(.+?)_(.+)$/.exec(name);
  if (match === null) {
    if (state.failedCalls.has(call)) return;
    state.failedCalls.add(call);
    reportImport(state, {
      id: 'E-COL-KW',
      exceptionClass: 'TypeError',
      message: `Additional arguments should be named <dialectname>_<argument>, got '${name}'`,
      anchor: argument.anchor,
      data: { keyword: name, known: [...known] },
    });
  } else if (match[1] !== undefined && !KNOWN_DIALECTS.has(match[1])) {
    reportImport(state, {
      id: 'W-DIALECT-KW',
      exceptionClass: 'SAWarning',
      message: `Can't validate argument '${name}'; can't locate any SQLAlchemy dialect named '${match[1]}'`,
      anchor: argument.anchor,
      data: { keyword: name, known: [...known] },
    });
  }
}

function checkDefaults(state: MappingState, call: SymbolicCall): void {
  const insertDefault = keyword(call, 'insert_default');
  if (state.version !== '2.1') return;
  if (keyword(call, 'default') !== undefined && insertDefault !== undefined) {
    fail(state, call, 'E-COL-ARGS', 'ArgumentError', "The 'default' and 'insert_default' parameters of Column are mutually exclusive", insertDefault.anchor);
  }
}

/** `_init_items`: foreign keys are attached, anything that is not a SchemaItem is refused. */
function attachItems(state: MappingState, call: SymbolicCall, column: Column, rest: readonly Argument[]): readonly SymbolicCall[] {
  const items: SymbolicCall[] = [];
  for (const argument of rest) {
    const { value } = argument;
    if (isCallOf(value, 'ForeignKey')) {
      column.foreignKeys.push(state.foreignKeysByCall.get(value) ?? createForeignKey(state, value));
      const foreignKey = column.foreignKeys.at(-1);
      if (foreignKey !== undefined) foreignKey.parent = column;
    } else if (isSchemaItem(value) && value.kind === 'call') {
      items.push(value);
    } else if (isRefused(state, value)) {
      const message = `'SchemaItem' object, such as a 'Column' or a 'Constraint' expected, got ${refusedText(value)}`;
      fail(state, call, 'E-COL-ARGS', 'ArgumentError', message, argument.anchor);
    } else if (value.kind === 'dynamic') {
      column.dynamic ??= value.reason;
    }
  }
  return items;
}

function isRefused(state: MappingState, value: Value): boolean {
  switch (value.kind) {
    case 'number':
    case 'string':
    case 'boolean':
    case 'bytes':
    case 'list':
    case 'tuple':
    case 'set':
    case 'dict':
    case 'none':
    case 'ellipsis':
      return value.kind !== 'none' || state.version === '1.4' ? true : false;
    case 'class':
      return value.dynamicBase === undefined && value.externalBases.length === 0;
    case 'external':
      return value.path.startsWith('builtins.') || isSqlAlchemyType(state, value);
    case 'call':
      return isSqlAlchemyType(state, value.callee);
    default:
      return false;
  }
}

/** A second type is no SchemaItem. */
function isSqlAlchemyType(state: MappingState, value: Value): boolean {
  return value.kind === 'external' && sqlalchemyName(value.path) !== undefined && sqlTypeOf(value, state.version).kind === 'type';
}

function refusedText(value: Value): string {
  return value.kind === 'external' ? typeText(value) : (reprOf(value) ?? describe(value));
}

/** `Column._copy`: constraints and lone foreign keys are copied with it. */
export function copyColumn(column: Column, creationOrder: number): Column {
  const copy: Column = { ...column, foreignKeys: [], table: undefined, creationOrder };
  for (const foreignKey of column.foreignKeys) copy.foreignKeys.push(copyForeignKey(foreignKey, copy));
  setDetails(copy, detailsOf(column));
  return copy;
}

/** `Column._merge`: what `source` states and `target` does not is added to `target` (`Annotated[int, mapped_column(...)]`). */
export function mergeColumn(source: Column, target: Column): void {
  const from = detailsOf(source);
  const to = detailsOf(target);
  if (source.primaryKey) target.primaryKey = true;
  if (target.type.name === 'NullType' && source.type.name !== 'NullType') target.type = source.type;
  if (from.hasNullable && !to.hasNullable) target.nullable = source.nullable;
  if (source.hasDefault) target.hasDefault = true;
  const index = to.indexArgument ?? from.indexArgument;
  const unique = to.uniqueArgument ?? from.uniqueArgument;
  target.index = target.index || (to.indexArgument === undefined && source.index);
  target.unique = target.unique || (to.uniqueArgument === undefined && source.unique);
  for (const foreignKey of source.foreignKeys) {
    if (foreignKey.constraint.table === undefined) target.foreignKeys.push(copyForeignKey(foreignKey, target));
  }
  target.dynamic ??= source.dynamic;
  setDetails(target, { ...to, hasNullable: to.hasNullable || from.hasNullable, indexArgument: index, uniqueArgument: unique, items: [...to.items, ...from.items] });
}
