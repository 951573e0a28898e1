/** `object.name` for the objects of join conditions (`orm/attributes.py`, `orm/clsregistry.py: _GetColumns, _GetTable, _ModNS`). */
import type { ClassValue } from '../../evaluate/values';
import type { Descriptor, Mapper, MapperProperty } from '../mapper';
import { classText } from '../../evaluate/pythonText';
import { columnsOf } from '../schema/schema';
import type { Column, Selectable } from '../schema/schema';
import { objectOf } from './coerce';
import type { SqlExpression } from './expression';
import { correspondingColumn, openReasonOf } from './selectables';
import { dynamicObject, expressionObject, raised } from './sqlObject';
import type { AliasedObject, AttributeObject, ModuleNames, RaisedObject, SqlEnvironment, SqlObject } from './sqlObject';

export function attributeOf(object: SqlObject, name: string, env: SqlEnvironment): SqlObject {
  switch (object.kind) {
    case 'raised':
    case 'dynamic':
      return object;
    case 'entity':
      return entityAttribute(object.mapper, name, env);
    case 'aliased':
      return aliasedAttribute(object, name, env);
    case 'classColumns':
      return classColumnsAttribute(object.mapper, name, env);
    case 'selectable':
      return selectableAttribute(object.selectable, name);
    case 'columns':
      return columnsAttribute(object.selectable, name);
    case 'schemaTables': {
      const table = object.metadata.tables.get(`${object.schema}.${name}`);
      if (table !== undefined) return { kind: 'selectable', selectable: table };
      return object.metadata.openReason === undefined ? raised('E-NAME', 'KeyError', `'${object.schema}.${name}'`) : dynamicObject(object.metadata.openReason);
    }
    case 'moduleNames':
      return moduleAttribute(object.names, name);
    case 'mapper':
      return mapperAttribute(object.mapper, name, env);
    case 'attribute':
      return attributeAttribute(object, name);
    case 'external':
      return { kind: 'external', path: `${object.path}.${name}` };
    case 'expression':
    case 'text':
    case 'select':
      return { kind: 'method', object, name };
    case 'method':
    case 'customOperator':
    case 'type':
      return dynamicObject(`the attribute \`${name}\` of something that is not read`);
    case 'sequence':
      return dynamicObject(`the attribute \`${name}\` of a ${object.type}`);
    case 'python':
      return pythonAttribute(object, name, env);
  }
}

/** What tables have besides their columns. */
const TABLE_MEMBERS: ReadonlySet<string> = new Set(
  ('name schema key fullname description primary_key foreign_keys foreign_key_constraints constraints indexes metadata info comment alias join outerjoin select insert update ' +
    'delete create drop lateral tablesample corresponding_column is_derived_from table_valued to_metadata tometadata append_column append_constraint dispatch compile ' +
    'element left right onclause subquery cte exists entity_namespace selectable named_with_column implicit_returning dialect_options kwargs dialect_kwargs').split(' '),
);

function selectableAttribute(selectable: Selectable, name: string): SqlObject {
  if (name === 'c' || name === 'columns' || name === 'exported_columns') return { kind: 'columns', selectable };
  if (selectable.kind !== 'table' || TABLE_MEMBERS.has(name) || name.startsWith('_')) return { kind: 'method', object: { kind: 'selectable', selectable }, name };
  return raised('E-NAME-ATTR', 'AttributeError', `'Table' object has no attribute '${name}'`, { nameInString: name, attribute: name, candidates: columnsOf(selectable).map((each) => each.key) });
}

function pythonAttribute(object: Extract<SqlObject, { kind: 'python' }>, name: string, env: SqlEnvironment): SqlObject {
  const value = env.context.program.getAttribute(object.value, name, env.anchor);
  const isMissing = value === undefined || (value.kind === 'attribute' && value.object === object.value);
  if (isMissing && object.value.kind === 'class' && isWhollyRead(object.value) && !name.startsWith('__')) {
    return raised('E-NAME-ATTR', 'AttributeError', `type object '${object.value.name}' has no attribute '${name}'`, { nameInString: name, attribute: name, className: object.value.name });
  }
  if (value !== undefined) return value.kind === 'attribute' && value.object === object.value ? { kind: 'python', value } : objectOf(value, env.context);
  return dynamicObject(`the attribute \`${name}\``);
}

/** Whether nothing but what is written can give the class an attribute. */
function isWhollyRead(cls: ClassValue): boolean {
  return cls.mro.every((each) => each.dynamicBase === undefined && each.externalBases.length === 0 && each.decorators.length === 0 && each.keywords.size === 0);
}

/** `getattr(MappedClass, name)`. */
function entityAttribute(mapper: Mapper, name: string, env: SqlEnvironment): SqlObject {
  if (name === '__table__') return { kind: 'selectable', selectable: mapper.localTable };
  if (name === '__mapper__') return { kind: 'mapper', mapper };
  const property = env.context.propertyOf(mapper, name);
  if (property !== undefined) return propertyObject(mapper, property, env);
  const descriptor = mapper.descriptors.get(name);
  if (descriptor?.kind === 'hybrid') return hybridExpression(mapper, descriptor, env);
  const value = env.context.program.getAttribute(mapper.cls, name, env.anchor);
  if (value !== undefined && !(value.kind === 'attribute' && value.object === mapper.cls)) return objectOf(value, env.context);
  if (mapper.openReason !== undefined) return dynamicObject(mapper.openReason);
  if (descriptor !== undefined || mapper.cls.namespace.has(name)) return dynamicObject(`the value of \`${mapper.name}.${name}\``);
  return raised('E-NAME-ATTR', 'AttributeError', `type object '${mapper.name}' has no attribute '${name}'`, namesFor(mapper, name));
}

function namesFor(mapper: Mapper, name: string): RaisedObject['data'] {
  return { nameInString: name, attribute: name, className: mapper.name, candidates: [...mapper.properties.values()].filter((each) => each.kind === 'columnProperty').map((each) => each.key) };
}

/** The attribute a property gives a class; a synonym is what it stands for. */
export function propertyObject(mapper: Mapper, property: MapperProperty, env: SqlEnvironment, alias?: AliasedObject): SqlObject {
  let current: MapperProperty | undefined = property;
  for (let steps = 0; current?.kind === 'synonym' && current.synonymFor !== undefined && steps < 20; steps += 1) current = env.context.propertyOf(mapper, current.synonymFor);
  return current === undefined ? dynamicObject(`the synonym \`${mapper.name}.${property.key}\``) : { kind: 'attribute', mapper, property: current, alias };
}

/** The SQL side of a hybrid: its function called with the class. */
function hybridExpression(mapper: Mapper, descriptor: Descriptor, env: SqlEnvironment): SqlObject {
  const fn = descriptor.call?.args[0]?.value;
  if (fn === undefined) return dynamicObject(`the hybrid \`${mapper.name}.${descriptor.name}\``);
  return objectOf(env.context.program.call(fn, [mapper.cls]), env.context);
}

/** In a string: only what the mapper knows, and no relationship. */
function classColumnsAttribute(mapper: Mapper, name: string, env: SqlEnvironment): SqlObject {
  const property = env.context.propertyOf(mapper, name);
  if (property === undefined) {
    const descriptor = mapper.descriptors.get(name);
    if (descriptor?.kind === 'hybrid') return hybridExpression(mapper, descriptor, env);
    if (descriptor?.kind === 'associationProxy') return dynamicObject(`the association proxy \`${mapper.name}.${name}\``);
    if (mapper.openReason !== undefined) return dynamicObject(mapper.openReason);
    return raised('E-NAME-ATTR', 'AttributeError', `Class ${classText(mapper.cls)} does not have a mapped column named '${name}'`, namesFor(mapper, name));
  }
  if (property.kind !== 'columnProperty' && property.kind !== 'synonym') {
    const message = `Property '${name}' is not an instance of ColumnProperty (i.e. does not correspond directly to a Column).`;
    return raised('E-NAME-NOTCOL', 'InvalidRequestError', message, namesFor(mapper, name));
  }
  return propertyObject(mapper, property, env);
}

function aliasedAttribute(alias: AliasedObject, name: string, env: SqlEnvironment): SqlObject {
  const property = env.context.propertyOf(alias.mapper, name);
  if (property !== undefined) return propertyObject(alias.mapper, property, env, alias);
  return dynamicObject(`the attribute \`${name}\` of an alias of \`${alias.mapper.name}\``);
}

function mapperAttribute(mapper: Mapper, name: string, env: SqlEnvironment): SqlObject {
  switch (name) {
    case 'c':
    case 'columns':
      return { kind: 'classColumns', mapper };
    case 'local_table':
    case 'mapped_table':
      return { kind: 'selectable', selectable: mapper.localTable };
    case 'persist_selectable':
    case 'selectable':
      return { kind: 'selectable', selectable: mapper.persistSelectable };
    case 'class_':
    case 'entity':
      return { kind: 'entity', mapper };
    case 'attrs':
      return entityAttribute(mapper, name, env);
    default:
      return dynamicObject(`the attribute \`${name}\` of a mapper`);
  }
}

/** `User.id.type`, `User.name.like`: a method of the column unless it says something about the property. */
function attributeAttribute(object: AttributeObject, name: string): SqlObject {
  const relationship = object.property.kind === 'relationship' ? object.property : undefined;
  if (relationship !== undefined && relationship.target !== undefined && (name === 'mapper' || name === 'entity')) return { kind: 'mapper', mapper: relationship.target };
  return { kind: 'method', object, name };
}

/** `table.c.name`, `table.c["name"]`. */
export function columnsAttribute(selectable: Selectable, name: string): SqlObject {
  const column = columnsOf(selectable).find((each) => keyIn(selectable, each) === name);
  if (column !== undefined) return expressionObject({ kind: 'columnReference', column });
  const reason = openReasonOf(selectable);
  if (reason !== undefined) return dynamicObject(reason);
  const candidates = columnsOf(selectable).map((each) => each.key);
  return raised('E-NAME-ATTR', 'AttributeError', name, { nameInString: name, attribute: name, candidates });
}

/** In a join, a column's key has its table's name before it. */
function keyIn(selectable: Selectable, column: Column): string {
  return selectable.kind === 'join' && column.table?.kind === 'table' ? `${column.table.name}_${column.key}` : column.key;
}

function moduleAttribute(names: ModuleNames, name: string): SqlObject {
  const found = names.contents.get(name);
  if (found === undefined) return raised('E-NAME', 'NameError', `Module '${names.name}' has no mapped classes registered under the name '${name}'`, { nameInString: name });
  if ('contents' in found) return { kind: 'moduleNames', names: found };
  return classAmong(found, [...names.path, name].join('.'));
}

/** `_MultipleClassMarker.attempt_get`: a name that several classes have is refused when it is used. */
export function classAmong(mappers: readonly Mapper[], path: string): SqlObject {
  const [only] = mappers;
  if (mappers.length > 1 || only === undefined) {
    const message = `Multiple classes found for path "${path}" in the registry of this declarative base. Please use a fully module-qualified path.`;
    return raised('E-NAME-AMBIG', 'InvalidRequestError', message, { nameInString: path, candidates: mappers.map((mapper) => mapper.entity) });
  }
  return { kind: 'entity', mapper: only };
}

/** The SQL expression an instrumented attribute stands for. */
export function attributeExpression(object: AttributeObject, env: SqlEnvironment): SqlObject {
  const { property, mapper, alias } = object;
  switch (property.kind) {
    case 'columnProperty': {
      const [column] = property.columns;
      if (column === undefined) return property.expression === undefined ? dynamicObject('an expression that is mapped as a column') : objectOf(property.expression, env.context);
      const own = alias === undefined ? column : correspondingColumn(alias.selectable, column);
      if (own === undefined) return dynamicObject(`the column \`${mapper.name}.${property.key}\` of an alias`);
      const expression: SqlExpression = { kind: 'columnReference', column: own, annotations: { parentEntity: mapper } };
      return expressionObject(expression);
    }
    case 'relationship':
      return property.primaryjoin === undefined ? dynamicObject(`the join of \`${mapper.name}.${property.key}\``) : expressionObject(property.primaryjoin);
    default:
      return dynamicObject(`the SQL of \`${mapper.name}.${property.key}\``);
  }
}
