/** Which columns, FROM objects and MetaData the program's values stand for. */
import type { Binding, ClassValue, SymbolicAttribute, SymbolicCall, SymbolicSubscript, Value } from '../evaluate/values';
import type { Lookup } from './context';
import { classStateOf, declaredAttributeOf, evaluateDeclared, findAttribute, mroOf, type HeldAttribute } from './declarative/classAttributes';
import { mappedColumnOf } from './declarative/mappedColumn';
import { opennessOf } from './declarative/openness';
import { metadataOfValue } from './declarative/registries';
import { isCallOf, methodOf, unwrapped } from './externals';
import type { Mapper, MapperProperty } from './mapper';
import { columnOfCall } from './schema/createTable';
import { tableOfCall } from './schema/tableCall';
import type { Column, MetaData, Selectable } from './schema/schema';
import { objectOf } from './sql/coerce';
import type { MappingState } from './state';
import { stringOf } from './values';

function found<T>(value: T | undefined): Lookup<T> {
  return value === undefined ? undefined : { kind: 'found', value };
}

// ---------------------------------------------------------------- columns

export function columnOf(state: MappingState, given: Value): Lookup<Column> {
  const value = unwrapped(given);
  switch (value.kind) {
    case 'call':
      return columnOfCallValue(state, value);
    case 'attribute':
      return columnOfAttribute(state, value);
    case 'subscript':
      return columnOfSubscript(state, value);
    case 'operation':
      return value.operator === 'or' ? firstColumn(state, value.operands) : undefined;
    case 'dynamic':
      return { kind: 'dynamic', reason: value.reason };
    default:
      return undefined;
  }
}

/** `tables.get("a") or Table(…).c.id`: the operand that is a column. */
function firstColumn(state: MappingState, operands: readonly Value[]): Lookup<Column> {
  for (const operand of operands) {
    const column = columnOf(state, operand);
    if (column !== undefined) return column;
  }
  return undefined;
}

function columnOfCallValue(state: MappingState, call: SymbolicCall): Lookup<Column> {
  if (isCallOf(call, 'Column')) return found(columnOfCall(state, call));
  if (isCallOf(call, 'mapped_column', 'MappedColumn', 'unmapped_column')) return found(mappedColumnOf(state, call).column);
  if (isCallOf(call, 'column_property', 'deferred')) return call.args.length === 1 && call.args[0] !== undefined ? columnOf(state, call.args[0].value) : undefined;
  const method = methodOf(call);
  if (method !== undefined && (method.name === 'copy' || method.name === '_copy')) return found(state.columnsByCall.get(call));
  if (method?.name === 'get' && method.object.kind === 'attribute' && isColumnCollection(method.object)) {
    return columnByKey(state, method.object.object, stringOf(call.args[0]));
  }
  return undefined;
}

function isColumnCollection(attribute: SymbolicAttribute): boolean {
  return attribute.name === 'c' || attribute.name === 'columns';
}

function columnOfAttribute(state: MappingState, value: SymbolicAttribute): Lookup<Column> {
  const { object } = value;
  if (object.kind === 'class') return columnOfClassAttribute(state, object, value.name);
  if (object.kind === 'attribute' && isColumnCollection(object)) return columnByKey(state, object.object, value.name);
  return undefined;
}

function columnOfSubscript(state: MappingState, value: SymbolicSubscript): Lookup<Column> {
  const { object, index } = value;
  if (object.kind !== 'attribute' || !isColumnCollection(object) || index.kind !== 'string') return undefined;
  return columnByKey(state, object.object, index.value);
}

function columnByKey(state: MappingState, owner: Value, key: string | undefined): Lookup<Column> {
  const selectable = selectableOf(state, owner);
  if (selectable?.kind !== 'found') return selectable;
  const from = selectable.value;
  if (key === undefined) return { kind: 'dynamic', reason: 'the key of a column' };
  if (from.kind === 'join') return undefined;
  const column = from.columns.get(key);
  if (column === undefined && from.openReason !== undefined) return { kind: 'dynamic', reason: from.openReason };
  return found(column);
}

/** `Cls.name`: a mapped attribute's first column, a column of a class that is being scanned, or a mixin's own. */
export function columnOfClassAttribute(state: MappingState, cls: ClassValue, name: string): Lookup<Column> {
  const held = findAttribute(state, cls, name);
  if (held === undefined) return openClass(state, cls);
  return columnOfHeld(state, cls, held);
}

function columnOfHeld(state: MappingState, cls: ClassValue, held: HeldAttribute): Lookup<Column> {
  if (held.kind === 'property') return columnOfProperty(held.property.parent, held.property);
  if (held.kind === 'set') {
    if (held.attribute.kind === 'value') return columnOf(state, held.attribute.value);
    return found(held.attribute.kind === 'column' ? held.attribute.column : held.attribute.mapped.column);
  }
  const declared = declaredAttributeOf(held.binding.value);
  if (declared !== undefined) return columnOf(state, evaluateDeclared(state, cls, declared));
  return following(state, held.binding, (value) => columnOf(state, value));
}

const followed = new WeakMap<MappingState, Set<Binding>>();

/** Looks at the value of a class attribute, unless that is being done already: values may name each other in a circle. */
function following<T>(state: MappingState, binding: Binding, look: (value: Value) => Lookup<T>): Lookup<T> {
  const open = followed.get(state) ?? new Set<Binding>();
  followed.set(state, open);
  if (open.has(binding)) return undefined;
  open.add(binding);
  const result = look(binding.value);
  open.delete(binding);
  return result;
}

function columnOfProperty(mapper: Mapper, property: MapperProperty): Lookup<Column> {
  if (property.kind === 'columnProperty') return property.expression === undefined ? found(property.columns[0]) : undefined;
  if (property.kind !== 'synonym' || property.synonymFor === undefined) return undefined;
  const target = mapper.properties.get(property.synonymFor);
  return target === undefined || target === property ? undefined : columnOfProperty(mapper, target);
}

function openClass(state: MappingState, cls: ClassValue): Lookup<Column> {
  const reason = state.mappersByClass.get(cls)?.openReason ?? opennessOf(cls);
  return reason === undefined ? undefined : { kind: 'dynamic', reason };
}

// ---------------------------------------------------------------- FROM objects

/** Tables, and whatever has been looked at as a FROM object before. */
export function selectableOf(state: MappingState, given: Value): Lookup<Selectable> {
  const value = unwrapped(given);
  switch (value.kind) {
    case 'call':
      return selectableOfCall(state, value);
    case 'attribute':
      return selectableOfAttribute(state, value);
    case 'subscript':
      return tableOfCollection(state, value.object, value.index);
    case 'operation':
      return value.operator === 'or' ? firstSelectable(state, value.operands) : undefined;
    case 'dynamic':
      return { kind: 'dynamic', reason: value.reason };
    default:
      return undefined;
  }
}

function selectableOfCall(state: MappingState, call: SymbolicCall): Lookup<Selectable> {
  const method = methodOf(call);
  if (method?.name === 'get' && call.args[0] !== undefined) return tableOfCollection(state, method.object, call.args[0].value);
  const table = tableOfCall(state, call);
  return found<Selectable>(table ?? state.selectablesByCall.get(call));
}

/** `metadata.tables.get("a") or Table("a", …)`. */
function firstSelectable(state: MappingState, operands: readonly Value[]): Lookup<Selectable> {
  for (const operand of operands) {
    const selectable = selectableOf(state, operand);
    if (selectable !== undefined) return selectable;
  }
  return undefined;
}

const TABLE_ATTRIBUTES = new Set(['local_table', 'persist_selectable', 'mapped_table', 'selectable']);

function selectableOfAttribute(state: MappingState, value: SymbolicAttribute): Lookup<Selectable> {
  const { object, name } = value;
  if (name === '__table__' && object.kind === 'class') return tableOfClass(state, object);
  if (TABLE_ATTRIBUTES.has(name)) {
    const mapper = mapperOfValue(state, object);
    if (mapper !== undefined) return found(name === 'local_table' ? mapper.localTable : mapper.persistSelectable);
  }
  return object.kind === 'class' ? selectableInClass(state, object, name) : undefined;
}

/** `Cls.table = Table(…)`: an attribute like any other. */
function selectableInClass(state: MappingState, cls: ClassValue, name: string): Lookup<Selectable> {
  const held = findAttribute(state, cls, name);
  if (held?.kind !== 'binding' || declaredAttributeOf(held.binding.value) !== undefined) return undefined;
  return following(state, held.binding, (value) => (value.kind === 'dynamic' ? undefined : fromObjectOf(state, value)));
}

/** `Cls.__table__`, inherited by single-table subclasses. */
export function tableOfClass(state: MappingState, cls: ClassValue): Lookup<Selectable> {
  for (const each of mroOf(state, cls)) {
    const own = state.classStates.get(each)?.table;
    if (own !== undefined && own !== null) return found(own);
    const binding = state.namespaceOf(each).get('__table__');
    if (binding === undefined) continue;
    const declared = declaredAttributeOf(binding.value);
    const value = declared === undefined ? binding.value : evaluateDeclared(state, cls, declared);
    return fromObjectOf(state, value);
  }
  const reason = opennessOf(cls) ?? classStateOf(state, cls).openReason;
  return reason === undefined ? undefined : { kind: 'dynamic', reason };
}

/** The mapper behind `Cls.__mapper__`, `inspect(Cls)`, `class_mapper(Cls)`. */
export function mapperOfValue(state: MappingState, value: Value): Mapper | undefined {
  if (value.kind === 'attribute' && value.name === '__mapper__' && value.object.kind === 'class') return state.mappersByClass.get(value.object);
  if (isCallOf(value, 'inspect', 'class_mapper', 'object_mapper')) {
    const argument = value.args[0]?.value;
    return argument?.kind === 'class' ? state.mappersByClass.get(argument) : undefined;
  }
  return state.mapperByCall(value);
}

/** `metadata.tables["users"]`. */
function tableOfCollection(state: MappingState, object: Value, index: Value): Lookup<Selectable> {
  if (object.kind !== 'attribute' || object.name !== 'tables' || index.kind !== 'string') return undefined;
  const metadata = metadataOfValue(state, object.object);
  const table = metadata?.tables.get(index.value);
  if (table === undefined && metadata?.openReason !== undefined) return { kind: 'dynamic', reason: metadata.openReason };
  return found<Selectable>(table);
}

/** Any FROM object, joins, aliases and subqueries included; the same call gives the same object. */
export function fromObjectOf(state: MappingState, value: Value): Lookup<Selectable> {
  const known = selectableOf(state, value);
  if (known !== undefined) return known;
  const object = objectOf(value, state);
  if (object.kind === 'selectable' || object.kind === 'aliased') {
    if (value.kind === 'call') state.selectablesByCall.set(value, object.selectable);
    return found(object.selectable);
  }
  if (object.kind === 'dynamic') return object;
  return undefined;
}

export function metadataOf(state: MappingState, value: Value): Lookup<MetaData> {
  const metadata = metadataOfValue(state, value);
  if (metadata !== undefined) return found(metadata);
  return value.kind === 'dynamic' ? { kind: 'dynamic', reason: value.reason } : undefined;
}
