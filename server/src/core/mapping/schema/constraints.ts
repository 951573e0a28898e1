/** Constraints and indexes, from their call to their table (`sql/schema.py: ColumnCollectionMixin` and its users). */
import type { Argument, SymbolicCall, Value } from '../../evaluate/values';
import { calleeName, isCallOf, type KnownCall } from '../externals';
import { reportImport } from '../importFaults';
import { quote } from '../../python/unparse';
import type { ColumnArgument, MappingState, PendingConstraint } from '../state';
import { argumentAt, flagOf, isNone, keyword, stringOf } from '../values';
import { detailsOf } from './createColumn';
import { elementOf, tokensOf } from './createForeignKey';
import type { Column, ForeignKey, ForeignKeyConstraint, Table } from './schema';
import { sqlOf } from '../sql/coerce';
import { columnText } from '../sql/print';
import { columnsIn } from '../sql/traverse';

const KINDS = new Map([
  ['UniqueConstraint', 'unique'],
  ['PrimaryKeyConstraint', 'primaryKey'],
  ['Index', 'index'],
] as const);

/** The constraint or index that a call makes; undefined for other calls. Made once a call. */
export function constraintOf(state: MappingState, call: SymbolicCall): PendingConstraint | undefined {
  const known = state.constraintsByCall.get(call);
  if (known !== undefined) return known;
  const created = createConstraint(state, call);
  if (created === undefined) return undefined;
  state.constraintsByCall.set(call, created);
  attachItself(state, created);
  return created;
}

/** `_check_attach`: a constraint over Column objects needs no table argument, now or when the columns have a table. */
function attachItself(state: MappingState, pending: PendingConstraint): void {
  if (pending.kind === 'check' || !pending.columns.some((argument) => argument.kind === 'column')) return;
  if (reportSeveralTables(state, pending)) return;
  const table = tableOfColumns(pending);
  if (table !== undefined) attachConstraint(state, table, pending);
  else if (!pending.columns.some((argument) => argument.kind === 'name')) state.waitingConstraints.add(pending);
}

function createConstraint(state: MappingState, call: SymbolicCall): PendingConstraint | undefined {
  const name = calleeName(call);
  if (name === undefined) return undefined;
  if (name === 'ForeignKeyConstraint') return createForeignKeyConstraint(state, call);
  if (name === 'CheckConstraint' || name === 'ExcludeConstraint') return { kind: 'check', call, anchor: call.anchor };
  const kind = KINDS.get(name as 'Index');
  if (kind === undefined) return undefined;
  const args = kind === 'index' ? indexArguments(call) : call.args;
  const columns = args.map((argument) => columnArgument(state, argument));
  return {
    kind,
    call,
    className: call.callee.kind === 'class' ? call.callee.name : name,
    columns,
    isUnique: kind === 'index' ? flagOf(keyword(call, 'unique')) : true,
    isConditional: [...call.keywords].some(([key, argument]) => key.endsWith('_where') && !isNone(argument.value)),
    anchor: call.anchor,
  };
}

/** `Index(name, *expressions)`: the name may be a keyword. */
function indexArguments(call: SymbolicCall): readonly Argument[] {
  return keyword(call, 'name') === undefined ? call.args.slice(1) : call.args;
}

function columnArgument(state: MappingState, argument: Argument): ColumnArgument {
  const { value, anchor } = argument;
  if (value.kind === 'string') return { kind: 'name', name: value.value, anchor };
  const column = state.columnOf(value);
  if (column?.kind === 'found') return { kind: 'column', column: column.value, anchor };
  if (column?.kind === 'dynamic' || value.kind === 'dynamic') return { kind: 'dynamic', anchor };
  // an expression stands for its first column (`expect_col_expression_collection`)
  const expression = sqlOf(value, state);
  const [first] = expression?.kind === 'found' ? columnsIn(expression.value) : [];
  return first === undefined ? { kind: 'expression', anchor } : { kind: 'column', column: first, anchor };
}

function createForeignKeyConstraint(state: MappingState, call: SymbolicCall): PendingConstraint {
  const columns = listArgument(argumentAt(call, 0, 'columns'));
  const references = listArgument(argumentAt(call, 1, 'refcolumns'));
  const constraint: ForeignKeyConstraint = {
    kind: 'foreignKeyConstraint',
    name: stringOf(argumentAt(call, 2, 'name')),
    elements: [],
    onDelete: stringOf(keyword(call, 'ondelete')),
    onUpdate: stringOf(keyword(call, 'onupdate')),
    useAlter: flagOf(keyword(call, 'use_alter')),
    anchor: call.anchor,
  };
  if (columns !== undefined && references !== undefined) checkLengths(state, call, columns, references);
  const linkToName = flagOf(keyword(call, 'link_to_name'));
  const foreignKeys = (references ?? []).map((argument) => elementOf(state, argument, call, constraint, linkToName));
  return {
    kind: 'foreignKeyConstraint',
    call,
    columns: (columns ?? []).map((argument) => columnArgument(state, argument)),
    foreignKeys,
    constraint,
    anchor: call.anchor,
  };
}

function listArgument(argument: Argument | undefined): readonly Argument[] | undefined {
  if (argument === undefined) return undefined;
  const { value } = argument;
  if ((value.kind !== 'list' && value.kind !== 'tuple' && value.kind !== 'set') || value.isOpen === true) return undefined;
  return value.items.map((item) => ({ value: item, anchor: anchorOf(item) ?? argument.anchor }));
}

function anchorOf(value: Value): Argument['anchor'] | undefined {
  return value.kind === 'call' || value.kind === 'attribute' ? value.anchor : undefined;
}

function checkLengths(state: MappingState, call: SymbolicCall, columns: readonly Argument[], references: readonly Argument[]): void {
  const distinct = state.version === '2.1' ? columns.length : new Set(columns.map((each) => (each.value.kind === 'string' ? each.value.value : each.value))).size;
  if (distinct === references.length) return;
  const message =
    distinct !== columns.length
      ? 'ForeignKeyConstraint with duplicate source column references are not supported.'
      : 'ForeignKeyConstraint number of constrained columns must match the number of referenced columns.';
  state.failedCalls.add(call);
  reportImport(state, { id: distinct !== columns.length ? 'E-FKC-DUP' : 'E-FKC-LEN', exceptionClass: 'ArgumentError', message, anchor: call.anchor });
}

/** Once all its columns have tables, they have to be of one. Gives whether they are not. */
export function reportSeveralTables(state: MappingState, pending: PendingConstraint): boolean {
  if (pending.kind === 'check') return false;
  const columns = pending.columns.flatMap((argument) => (argument.kind === 'column' ? [argument.column] : []));
  const [first] = columns;
  if (columns.some((column) => column.table?.kind !== 'table')) return false;
  const others = columns.filter((column) => column.table !== first?.table);
  if (others.length === 0 || first?.table?.kind !== 'table') return false;
  reportOtherTables(state, pending, first.table.name, others);
  return true;
}

function reportOtherTables(state: MappingState, pending: PendingConstraint, table: string, others: readonly Column[]): void {
  state.waitingConstraints.delete(pending);
  state.failedCalls.add(pending.call);
  reportImport(state, {
    id: 'E-CONSTRAINT-TABLE',
    exceptionClass: 'ArgumentError',
    message: `Column(s) ${others.map((column) => `'${columnText(column)}'`).join(', ')} are not part of table '${table}'.`,
    anchor: pending.anchor,
  });
}

/** Whether all columns are Column objects that already have a table, so that the constraint attaches itself (`_check_attach`). */
export function tableOfColumns(pending: PendingConstraint): Table | undefined {
  if (pending.kind === 'check') return undefined;
  let table: Table | undefined;
  for (const argument of pending.columns) {
    if (argument.kind !== 'column') continue;
    if (argument.column.table?.kind !== 'table') return undefined;
    table ??= argument.column.table;
  }
  return table;
}

/** Attaches a constraint to its table; returns false where an error was reported. */
export function attachConstraint(state: MappingState, table: Table, pending: PendingConstraint): boolean {
  state.waitingConstraints.delete(pending);
  if (pending.kind === 'check' || state.failedCalls.has(pending.call)) return true;
  if (!pending.columns.some((argument) => argument.kind === 'name') && reportSeveralTables(state, pending)) return false;
  if (pending.kind === 'foreignKeyConstraint') return attachForeignKeys(state, table, pending);
  if (pending.table !== undefined) return true;
  pending.table = table;
  const columns = columnsOfArguments(state, table, pending.className, pending.columns);
  if (columns === undefined) return false;
  const isPlain = columns.length === pending.columns.length;
  if (pending.kind === 'primaryKey') return attachPrimaryKey(state, table, pending, columns);
  if (pending.kind === 'unique') {
    if (columns.length > 0) table.uniqueKeys.push({ kind: 'uniqueConstraint', columns, anchor: pending.anchor });
  } else if (pending.isUnique && isPlain && !pending.isConditional) {
    if (columns.length > 0) table.uniqueKeys.push({ kind: 'uniqueIndex', columns, anchor: pending.anchor });
  } else {
    table.indexes.push({ columns, anchor: pending.anchor });
  }
  return true;
}

/** `_col_expressions`: names are keys of `table.c`. Expressions and what only run time knows are left out. */
function columnsOfArguments(state: MappingState, table: Table, className: string, args: readonly ColumnArgument[]): readonly Column[] | undefined {
  const columns: Column[] = [];
  for (const argument of args) {
    if (argument.kind === 'column') columns.push(argument.column);
    if (argument.kind !== 'name') continue;
    const column = table.columns.get(argument.name);
    if (column !== undefined) columns.push(column);
    else if (table.openReason === undefined) {
      reportMissingColumn(state, table, className, argument);
      return undefined;
    }
  }
  return columns;
}

function reportMissingColumn(state: MappingState, table: Table, className: string, argument: Extract<ColumnArgument, { kind: 'name' }>): void {
  const message = `Can't create ${className} on table '${table.name}': no column named '${argument.name}' is present.`;
  const isLegacyKeyError = state.version === '1.4' && className !== 'ForeignKeyConstraint';
  reportImport(state, {
    id: 'E-CONSTRAINT-COL',
    exceptionClass: isLegacyKeyError ? 'KeyError' : state.version === '1.4' ? 'ArgumentError' : 'ConstraintColumnNotFoundError',
    message: isLegacyKeyError ? quote(argument.name) : message,
    anchor: argument.anchor,
    data: { name: argument.name, known: [...table.columns.keys()], table: table.key },
  });
}

function attachForeignKeys(state: MappingState, table: Table, pending: Extract<PendingConstraint, { kind: 'foreignKeyConstraint' }>): boolean {
  if (pending.constraint.table !== undefined) return true;
  const columns = columnsOfArguments(state, table, 'ForeignKeyConstraint', pending.columns);
  if (columns === undefined) return false;
  pending.constraint.table = table;
  pending.foreignKeys.forEach((foreignKey, index) => {
    const column = columns[index];
    if (column === undefined) return;
    foreignKey.parent = column;
    column.foreignKeys.push(foreignKey);
  });
  table.foreignKeyConstraints.push(pending.constraint);
  return checkOneTarget(state, table, pending.constraint, columns);
}

/** `ForeignKeyConstraint._validate_dest_table`. */
function checkOneTarget(state: MappingState, table: Table, constraint: ForeignKeyConstraint, columns: readonly Column[]): boolean {
  const keys = constraint.elements.map(tableKeyOf);
  if (keys.includes(undefined)) return true;
  const [first, second] = [...new Set(keys as string[])].sort();
  if (first === undefined || second === undefined) return true;
  reportImport(state, {
    id: 'E-FKC-MULTI',
    exceptionClass: 'ArgumentError',
    message: `ForeignKeyConstraint on ${table.key}(${columns.map((column) => column.key).join(', ')}) refers to multiple remote tables: ${first} and ${second}`,
    anchor: constraint.anchor,
  });
  return false;
}

function tableKeyOf(foreignKey: ForeignKey): string | undefined {
  const { target } = foreignKey;
  if (target.kind === 'dynamic') return undefined;
  if (target.kind === 'column') return target.column.table?.kind === 'table' ? target.column.table.key : undefined;
  const tokens = tokensOf(target.spec);
  return tokens.schema === undefined ? tokens.table : `${tokens.schema}.${tokens.table}`;
}

/** `PrimaryKeyConstraint._set_parent`. */
function attachPrimaryKey(state: MappingState, table: Table, pending: Exclude<PendingConstraint, { kind: 'check' | 'foreignKeyConstraint' }>, columns: readonly Column[]): boolean {
  const flagged = [...table.columns.values()].filter((column) => column.primaryKey);
  const differs = columns.length > 0 && flagged.length > 0 && (flagged.length !== columns.length || flagged.some((column) => !columns.includes(column)));
  if (differs) {
    const names = columns.map((column) => `'${column.name}'`).join(', ');
    reportImport(state, {
      id: 'W-PK-MISMATCH',
      exceptionClass: 'SAWarning',
      message:
        `Table '${table.name}' specifies columns ${flagged.map((column) => `'${column.name}'`).join(', ')} as primary_key=True, not matching locally specified ` +
        `columns ${names}; setting the current primary key columns to ${names}. This warning may become an exception in a future release`,
      anchor: pending.anchor,
    });
  }
  table.primaryKey.splice(0, table.primaryKey.length, ...columns);
  for (const column of columns) {
    column.primaryKey = true;
    if (!detailsOf(column).hasNullable) column.nullable = false;
  }
  if (!differs) for (const column of flagged) if (!table.primaryKey.includes(column)) table.primaryKey.push(column);
  return true;
}

/** Whether a value in `__table_args__` or `Table(...)` is a constraint or index. */
export function isConstraintCall(value: Value): value is KnownCall {
  return isCallOf(value, 'ForeignKeyConstraint', 'UniqueConstraint', 'PrimaryKeyConstraint', 'CheckConstraint', 'ExcludeConstraint', 'Index');
}

