/** `Table(...)` calls, also through `db.Table` (`sql/schema.py: Table`). */
import type { Anchor } from '../../declarations/anchor';
import type { Argument, SymbolicCall, Value } from '../../evaluate/values';
import { flaskExtensionOf, flaskMetadata, metadataOfValue } from '../declarative/registries';
import { calleeName, isFlaskExtension, methodOf } from '../externals';
import { reportImport } from '../importFaults';
import type { MappingState } from '../state';
import { keyword, reasonOf } from '../values';
import { copyColumn } from './createColumn';
import { createMetaData, createTable, type TableItem } from './createTable';
import type { MetaData, Table } from './schema';

/** The table a call makes or gives; undefined where the call makes none. Made once a call. */
export function tableOfCall(state: MappingState, call: SymbolicCall): Table | undefined {
  const known = state.tablesByCall.get(call);
  if (known !== undefined) return known;
  const table = makeTable(state, call);
  if (table !== undefined) state.tablesByCall.set(call, table);
  return table;
}

function makeTable(state: MappingState, call: SymbolicCall): Table | undefined {
  const name = calleeName(call);
  if (name === 'Table') return coreTable(state, call);
  const method = methodOf(call);
  if (method === undefined) return undefined;
  if (name === 'flask_sqlalchemy.SQLAlchemy.Table' || (method.name === 'Table' && isFlaskExtension(method.object))) return flaskTable(state, call);
  if (method.name === 'to_metadata' || method.name === 'tometadata') return tableCopy(state, call);
  return undefined;
}

function coreTable(state: MappingState, call: SymbolicCall): Table | undefined {
  const nameArgument = call.args[0] ?? keyword(call, 'name');
  const metadataArgument = call.args[1] ?? keyword(call, 'metadata');
  if (nameArgument === undefined || (metadataArgument === undefined && !call.hasUnknownArguments)) {
    reportMissing(state, call);
    return undefined;
  }
  const metadata = metadataArgument === undefined ? undefined : metadataOfValue(state, metadataArgument.value);
  return tableFrom(state, call, nameArgument, metadata ?? openMetadata(), call.args.slice(2));
}

/** A table whose MetaData is not known is on its own. */
function openMetadata(): MetaData {
  const metadata = createMetaData(undefined);
  metadata.openReason = 'the MetaData of the table is made elsewhere';
  return metadata;
}

function reportMissing(state: MappingState, call: SymbolicCall): void {
  if (call.args.length === 0 && call.keywords.size === 0) return;
  reportImport(state, {
    id: 'E-TABLE-CALL',
    exceptionClass: 'TypeError',
    message: state.version === '2.1' ? "Table() takes at least two positional-only arguments 'name', and 'metadata'" : "Table() takes at least two positional-only arguments 'name' and 'metadata'",
    anchor: call.anchor,
  });
}

function tableFrom(state: MappingState, call: SymbolicCall, name: Argument, metadata: MetaData, rest: readonly Argument[]): Table {
  const items: TableItem[] = rest.map((argument) => ({ kind: 'value', value: argument.value, anchor: argument.anchor }));
  const isNamed = name.value.kind === 'string';
  const table = createTable(state, {
    name: name.value.kind === 'string' ? name.value.value : `<table ${call.serial}>`,
    metadata: isNamed ? metadata : openMetadata(),
    items,
    keywords: call.keywords,
    anchor: call.anchor,
    nameAnchor: name.anchor,
    serial: call.serial,
    branches: call.branches,
    fail: (id, exceptionClass, message, anchor, known) => failOnce(state, call, id, exceptionClass, message, anchor, known),
  });
  if (!isNamed) {
    table.openReason ??= reasonOf(name.value, 'the name of the table');
    metadata.openReason ??= reasonOf(name.value, 'the name of a table');
  }
  if (call.hasUnknownArguments) table.openReason ??= 'columns of the table are not written out';
  return table;
}

function failOnce(state: MappingState, call: SymbolicCall, id: string, exceptionClass: string, message: string, anchor: Anchor, known?: readonly string[]): void {
  if (state.failedCalls.has(call)) return;
  state.failedCalls.add(call);
  reportImport(state, { id, exceptionClass, message, anchor, data: known === undefined ? undefined : { known } });
}

/** `db.Table("name", …)`: the MetaData may be left out; `bind_key=` chooses one. */
function flaskTable(state: MappingState, call: SymbolicCall): Table | undefined {
  const [name, second, ...others] = call.args;
  const extension = methodOf(call)?.object;
  if (name === undefined || extension === undefined || !isFlaskExtension(extension)) return undefined;
  const stated = second === undefined ? undefined : metadataOfValue(state, second.value);
  const bindKey = keyword(call, 'bind_key')?.value;
  const metadata = stated ?? flaskMetadata(flaskExtensionOf(state, extension), bindKey?.kind === 'string' ? bindKey.value : undefined);
  const rest = stated === undefined && second !== undefined ? [second, ...others] : others;
  return tableFrom(state, call, name, metadata, rest);
}

/** `table.to_metadata(other)`: a copy with columns and foreign keys. */
function tableCopy(state: MappingState, call: SymbolicCall): Table | undefined {
  const source = methodOf(call)?.object;
  const original = source === undefined ? undefined : state.selectableOf(source);
  const target = call.args[0] ?? keyword(call, 'metadata');
  if (original?.kind !== 'found' || original.value.kind !== 'table' || target === undefined) return undefined;
  return copyOfTable(state, call, original.value, metadataOfValue(state, target.value) ?? openMetadata());
}

/**
 * `for table in metadata.sorted_tables: table.to_metadata(other)`: the loop is not carried out, what stands for a table in it is a subscript of all of them.
 * Gives whether the call is such a copy.
 */
export function copyEachTable(state: MappingState, call: SymbolicCall): boolean {
  const each = methodOf(call)?.object;
  const target = call.args[0] ?? keyword(call, 'metadata');
  if (each?.kind !== 'subscript' || each.index.kind !== 'dynamic' || target === undefined) return false;
  const source = metadataOfTables(state, each.object);
  const metadata = metadataOfValue(state, target.value);
  if (source === undefined || metadata === undefined || source === metadata) return false;
  for (const table of [...source.tables.values()]) if (!metadata.tables.has(table.key)) copyOfTable(state, call, table, metadata);
  return true;
}

/** The MetaData in `metadata.sorted_tables` and `metadata.tables.values()`. */
function metadataOfTables(state: MappingState, tables: Value): MetaData | undefined {
  if (tables.kind === 'attribute') return tables.name === 'sorted_tables' ? metadataOfValue(state, tables.object) : undefined;
  const collection = tables.kind === 'call' ? methodOf(tables)?.object : undefined;
  return collection?.kind === 'attribute' && collection.name === 'tables' ? metadataOfValue(state, collection.object) : undefined;
}

function copyOfTable(state: MappingState, call: SymbolicCall, original: Table, metadata: MetaData): Table {
  const name = keyword(call, 'name')?.value;
  const items = [...original.columns.values()].map((column): TableItem => ({ kind: 'column', column: copyColumn(column, state.nextOrder()), anchor: column.anchor }));
  const ownSchema = original.schema === original.metadata.schema ? undefined : original.schema;
  const schema: Argument | undefined = ownSchema === undefined ? undefined : { value: { kind: 'string', value: ownSchema }, anchor: call.anchor };
  return createTable(state, {
    name: name?.kind === 'string' ? name.value : original.name,
    metadata,
    items,
    keywords: schema === undefined || call.keywords.has('schema') ? call.keywords : new Map([...call.keywords, ['schema', schema]]),
    anchor: call.anchor,
    nameAnchor: call.anchor,
    serial: call.serial,
    branches: call.branches,
    fail: (id, exceptionClass, message, anchor, known) => failOnce(state, call, id, exceptionClass, message, anchor, known),
  });
}
