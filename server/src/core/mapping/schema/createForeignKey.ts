/** `ForeignKey(...)`: its argument, and the column it refers to (`sql/schema.py: ForeignKey`). */
import type { Argument, SymbolicCall, Value } from '../../evaluate/values';
import { reportImport } from '../importFaults';
import { describe } from '../pythonText';
import { reprOf } from '../../evaluate/pythonText';
import { objectOf } from '../sql/coerce';
import type { MappingState } from '../state';
import { argumentAt, flagOf, keyword, reasonOf, stringOf } from '../values';
import type { Column, ForeignKey, ForeignKeyConstraint, ForeignKeyTarget, Table } from './schema';

/** Stands as the parent until the foreign key is attached to a column. */
const UNATTACHED: Column = {
  kind: 'column', name: '', key: '', type: { name: 'NullType', text: 'NullType' }, nullable: true, primaryKey: false, unique: false, index: false,
  foreignKeys: [], hasDefault: false, creationOrder: -1, anchor: { file: '' as never, node: 0 },
};

/** A lone ForeignKey is its own constraint once its column has a table; until then the constraint has no table. */
export function createForeignKey(state: MappingState, call: SymbolicCall): ForeignKey {
  const known = state.foreignKeysByCall.get(call);
  if (known !== undefined) return known;
  const argument = argumentAt(call, 0, 'column');
  const foreignKey = foreignKeyOf(state, argument, call, {
    onDelete: stringOf(keyword(call, 'ondelete')),
    onUpdate: stringOf(keyword(call, 'onupdate')),
    useAlter: flagOf(keyword(call, 'use_alter')),
    name: stringOf(keyword(call, 'name')),
    linkToName: flagOf(keyword(call, 'link_to_name')),
  });
  state.foreignKeysByCall.set(call, foreignKey);
  return foreignKey;
}

interface ForeignKeyOptions {
  readonly onDelete?: string;
  readonly onUpdate?: string;
  readonly useAlter: boolean;
  readonly name?: string;
  readonly linkToName: boolean;
}

function foreignKeyOf(state: MappingState, argument: Argument | undefined, call: SymbolicCall, options: ForeignKeyOptions): ForeignKey {
  const constraint: ForeignKeyConstraint = {
    kind: 'foreignKeyConstraint',
    name: options.name,
    elements: [],
    onDelete: options.onDelete,
    onUpdate: options.onUpdate,
    useAlter: options.useAlter,
    anchor: call.anchor,
  };
  return elementOf(state, argument, call, constraint, options.linkToName);
}

/** One element of a constraint. */
export function elementOf(state: MappingState, argument: Argument | undefined, call: SymbolicCall, constraint: ForeignKeyConstraint, linkToName: boolean): ForeignKey {
  const foreignKey: ForeignKey = {
    kind: 'foreignKey',
    parent: UNATTACHED,
    constraint,
    target: targetOf(state, argument, call),
    linkToName,
    anchor: argument?.anchor ?? call.anchor,
  };
  constraint.elements.push(foreignKey);
  return foreignKey;
}

/** `roles.DDLReferredColumnRole`: text or a column. */
function targetOf(state: MappingState, argument: Argument | undefined, call: SymbolicCall): ForeignKeyTarget {
  if (argument === undefined) return { kind: 'dynamic', reason: 'the target of the foreign key is not written out' };
  const { value } = argument;
  if (value.kind === 'string') return { kind: 'text', spec: value.value };
  const column = state.columnOf(value);
  if (column?.kind === 'found') return { kind: 'column', column: column.value };
  if (column?.kind === 'dynamic') return { kind: 'dynamic', reason: column.reason };
  const object = value.kind === 'attribute' ? objectOf(value, state) : undefined;
  if (object?.kind === 'raised' && !state.failedCalls.has(call)) {
    state.failedCalls.add(call);
    const { id, exceptionClass, message, data } = object;
    reportImport(state, { id, exceptionClass, message, anchor: argument.anchor, data });
  }
  if (isCertainlyNoColumn(value) && !state.failedCalls.has(call)) {
    state.failedCalls.add(call);
    reportImport(state, {
      id: 'E-FK-ARG',
      exceptionClass: 'ArgumentError',
      message: `String column name or Column object for DDL foreign key constraint expected, got ${reprOf(value) ?? describe(value)}.`,
      anchor: argument.anchor,
    });
  }
  return { kind: 'dynamic', reason: reasonOf(value, 'the target of the foreign key') };
}

function isCertainlyNoColumn(value: Value): boolean {
  return ['none', 'boolean', 'number', 'bytes', 'list', 'tuple', 'set', 'dict', 'ellipsis'].includes(value.kind) || (value.kind === 'class' && value.dynamicBase === undefined);
}

/** `ForeignKey._copy`, for a column copied from a mixin. */
export function copyForeignKey(foreignKey: ForeignKey, parent: Column): ForeignKey {
  const { constraint } = foreignKey;
  const copy: ForeignKeyConstraint = { ...constraint, elements: [], table: undefined };
  const element: ForeignKey = { ...foreignKey, parent, constraint: copy };
  copy.elements.push(element);
  return element;
}

export interface ForeignKeyTokens {
  readonly schema?: string;
  readonly table: string;
  /** undefined: the same key as the referring column. */
  readonly column?: string;
}

/** `ForeignKey._column_tokens`: everything before the last two dots is the schema. */
export function tokensOf(spec: string): ForeignKeyTokens {
  const parts = spec.split('.');
  if (parts.length === 1) return { table: spec };
  const column = parts.at(-1) ?? '';
  const table = parts.at(-2) ?? '';
  const schema = parts.slice(0, -2).join('.');
  return schema === '' ? { table, column } : { schema, table, column };
}

export type ForeignKeyResolution =
  | { readonly kind: 'column'; readonly column: Column }
  /** NoReferencedTableError. */
  | { readonly kind: 'missingTable'; readonly tableKey: string; readonly tableName: string; readonly message: string }
  /** NoReferencedColumnError. */
  | { readonly kind: 'missingColumn'; readonly table: Table; readonly key: string; readonly message: string }
  | { readonly kind: 'dynamic'; readonly reason: string };

/** The referenced column as known now (`ForeignKey.column`). */
export function resolveForeignKey(foreignKey: ForeignKey): ForeignKeyResolution {
  const { target, parent } = foreignKey;
  if (target.kind === 'column') return { kind: 'column', column: target.column };
  if (target.kind === 'dynamic') return target;
  const table = parent.table;
  if (table?.kind !== 'table') return { kind: 'dynamic', reason: 'the column is not part of a table' };
  const tokens = tokensOf(target.spec);
  const schema = tokens.schema ?? table.metadata.schema;
  const tableKey = schema === undefined ? tokens.table : `${schema}.${tokens.table}`;
  const referred = table.metadata.tables.get(tableKey);
  if (referred === undefined) {
    const openReason = table.metadata.openReason ?? table.metadata.unread?.find(({ tables }) => tables.has(tableKey))?.openReason;
    if (openReason !== undefined) return { kind: 'dynamic', reason: openReason };
    const message = `Foreign key associated with column '${table.name}.${parent.name}' could not find table '${tableKey}' with which to generate a foreign key to target column '${tokens.column ?? 'None'}'`;
    return { kind: 'missingTable', tableKey, tableName: tokens.table, message };
  }
  return columnIn(foreignKey, table, referred, tokens, target.spec);
}

function columnIn(foreignKey: ForeignKey, table: Table, referred: Table, tokens: ForeignKeyTokens, spec: string): ForeignKeyResolution {
  const key = tokens.column ?? foreignKey.parent.key;
  const column = foreignKey.linkToName && tokens.column !== undefined ? [...referred.columns.values()].find((each) => each.name === key) : referred.columns.get(key);
  if (column !== undefined) return { kind: 'column', column };
  if (referred.openReason !== undefined) return { kind: 'dynamic', reason: referred.openReason };
  const message = `Could not initialize target column for ForeignKey '${spec}' on table '${table.name}': table '${referred.name}' has no column named '${key}'`;
  return { kind: 'missingColumn', table: referred, key, message };
}
