/** Objects of join conditions as Python prints them: `repr(x)` and `type(x)` in messages. */
import { describe } from '../pythonText';
import { classText, reprOf } from '../../evaluate/pythonText';
import { columnRepr, tableRepr } from './schemaText';
import type { SqlExpression } from './expression';
import type { SqlObject } from './sqlObject';

/** Stands for an address, which differs from run to run. */
export const ADDRESS = '0xADDR';

const ELEMENT_CLASSES: Readonly<Record<SqlExpression['kind'], string>> = {
  columnReference: 'sqlalchemy.sql.schema.Column',
  bind: 'sqlalchemy.sql.elements.BindParameter',
  constant: 'sqlalchemy.sql.elements.Null',
  binary: 'sqlalchemy.sql.elements.BinaryExpression',
  and: 'sqlalchemy.sql.elements.BooleanClauseList',
  or: 'sqlalchemy.sql.elements.BooleanClauseList',
  unary: 'sqlalchemy.sql.elements.UnaryExpression',
  function: 'sqlalchemy.sql.functions.Function',
  cast: 'sqlalchemy.sql.elements.Cast',
  grouping: 'sqlalchemy.sql.elements.Grouping',
  tuple: 'sqlalchemy.sql.elements.Tuple',
  opaque: 'sqlalchemy.sql.elements.ColumnElement',
};

/** `repr(object)`; an approximation where the real text depends on more than is kept. */
export function objectRepr(object: SqlObject): string {
  switch (object.kind) {
    case 'python':
      return pythonRepr(object.value);
    case 'entity':
      return classText(object.mapper.cls);
    case 'sequence': {
      const items = object.items.map(objectRepr).join(', ');
      if (object.type === 'list') return `[${items}]`;
      return object.type === 'set' ? `{${items}}` : object.items.length === 1 ? `(${items},)` : `(${items})`;
    }
    case 'external':
      return externalRepr(object.path);
    case 'attribute':
      return `<sqlalchemy.orm.attributes.InstrumentedAttribute object at ${ADDRESS}>`;
    case 'expression':
      return object.expression.kind === 'columnReference' ? columnRepr(object.expression.column) : `<${ELEMENT_CLASSES[object.expression.kind]} object at ${ADDRESS}>`;
    case 'selectable':
      return object.selectable.kind === 'table' ? tableRepr(object.selectable) : `<${className(object)} object at ${ADDRESS}>`;
    default:
      return `<${className(object)} object at ${ADDRESS}>`;
  }
}

function pythonRepr(value: Extract<SqlObject, { kind: 'python' }>['value']): string {
  switch (value.kind) {
    case 'function':
      return `<function ${value.qualifiedName} at ${ADDRESS}>`;
    case 'module':
      return `<module '${value.name}'>`;
    default:
      return reprOf(value) ?? describe(value);
  }
}

function externalRepr(path: string): string {
  const name = path.slice(path.lastIndexOf('.') + 1);
  if (path.startsWith('sqlalchemy.') && MODULES.has(path)) return `<module '${path}' from 'lib/${path.replaceAll('.', '/')}${PACKAGES.has(path) ? '/__init__' : ''}.py'>`;
  if (path.startsWith('builtins.')) return /^[a-z]/.test(name) && !BUILTIN_TYPES.has(name) ? `<built-in function ${name}>` : `<class '${name}'>`;
  return /^[A-Z]/.test(name) ? `<class '${path}'>` : `<function ${name} at ${ADDRESS}>`;
}

const PACKAGES: ReadonlySet<string> = new Set(['util', 'sql', 'orm', 'engine', 'event', 'pool', 'dialects', 'ext'].map((name) => `sqlalchemy.${name}`));
const MODULES: ReadonlySet<string> = new Set([...PACKAGES, ...['exc', 'inspection', 'types', 'schema', 'log', 'orm.attributes', 'orm.interfaces'].map((name) => `sqlalchemy.${name}`)]);

const BUILTIN_TYPES: ReadonlySet<string> = new Set([
  'bool', 'bytearray', 'bytes', 'classmethod', 'complex', 'dict', 'enumerate', 'filter', 'float', 'frozenset', 'int', 'list', 'map', 'memoryview', 'object',
  'property', 'range', 'reversed', 'set', 'slice', 'staticmethod', 'str', 'super', 'tuple', 'type', 'zip',
]);

/** `str(type(object))`: `<class 'str'>`. */
export function typeText(object: SqlObject): string {
  return `<class '${className(object)}'>`;
}

/** `type(object).__name__`. */
export function typeName(object: SqlObject): string {
  const path = className(object);
  return path.slice(path.lastIndexOf('.') + 1);
}

function className(object: SqlObject): string {
  switch (object.kind) {
    case 'python':
      return pythonClassName(object.value);
    case 'sequence':
      return object.type;
    case 'selectable':
      switch (object.selectable.kind) {
        case 'table':
          return 'sqlalchemy.sql.schema.Table';
        case 'join':
          return 'sqlalchemy.sql.selectable.Join';
        case 'alias':
          return object.selectable.isSubquery ? 'sqlalchemy.sql.selectable.Subquery' : 'sqlalchemy.sql.selectable.Alias';
      }
      break;
    case 'expression':
      return ELEMENT_CLASSES[object.expression.kind];
    case 'attribute':
      return 'sqlalchemy.orm.attributes.InstrumentedAttribute';
    case 'entity':
      return 'type';
    case 'aliased':
      return 'sqlalchemy.orm.util.AliasedClass';
    case 'classColumns':
      return 'sqlalchemy.orm.clsregistry._GetColumns';
    case 'schemaTables':
      return 'sqlalchemy.orm.clsregistry._GetTable';
    case 'moduleNames':
      return 'sqlalchemy.orm.clsregistry._ModNS';
    case 'mapper':
      return 'sqlalchemy.orm.mapper.Mapper';
    case 'text':
      return 'sqlalchemy.sql.elements.TextClause';
    case 'select':
      return object.isExists ? 'sqlalchemy.sql.selectable.Exists' : 'sqlalchemy.sql.selectable.Select';
    case 'columns':
      return 'sqlalchemy.sql.base.ReadOnlyColumnCollection';
    case 'method':
      return 'method';
    case 'type':
      return `sqlalchemy.sql.sqltypes.${object.name}`;
    case 'external':
      return object.path.startsWith('sqlalchemy.func') ? 'sqlalchemy.sql.functions._FunctionGenerator' : MODULES.has(object.path) ? 'module' : 'function';
    default:
      return 'object';
  }
  return 'object';
}

function pythonClassName(value: Extract<SqlObject, { kind: 'python' }>['value']): string {
  switch (value.kind) {
    case 'none':
      return 'NoneType';
    case 'ellipsis':
      return 'ellipsis';
    case 'boolean':
      return 'bool';
    case 'number':
      return value.isInteger ? 'int' : 'float';
    case 'string':
      return 'str';
    case 'bytes':
      return 'bytes';
    case 'dict':
      return 'dict';
    case 'class':
      return 'type';
    case 'function':
      return 'function';
    case 'boundMethod':
      return 'method';
    case 'module':
      return 'module';
    default:
      return 'object';
  }
}
