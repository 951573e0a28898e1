/** Which values are SQL types, and what they are called (`type_api.to_instance`). Types are known by class name only. */
import type { Argument, SymbolicCall, Value } from '../../evaluate/values';
import { calleeName, libraryName, methodOf, sqlalchemyName } from '../externals';
import type { SqlAlchemyVersion } from '../mapper';
import { describe } from '../pythonText';
import { argumentAt } from '../values';
import type { SqlType } from './schema';

export const NULL_TYPE: SqlType = { name: 'NullType', text: 'NullType' };

/** Capitalised names of SQLAlchemy that may stand in a Column and are not types. */
const NOT_TYPES = new Set([
  'Column', 'ForeignKey', 'ForeignKeyConstraint', 'UniqueConstraint', 'PrimaryKeyConstraint', 'CheckConstraint', 'ExcludeConstraint', 'Constraint', 'Index',
  'Sequence', 'Identity', 'Computed', 'FetchedValue', 'DefaultClause', 'ColumnDefault', 'Table', 'MetaData', 'DDL', 'MappedColumn', 'Mapped', 'SchemaItem',
  'BLANK_SCHEMA', 'PassiveDefault',
]);

export type TypeAnswer = { readonly kind: 'type'; readonly type: SqlType } | { readonly kind: 'no' } | { readonly kind: 'unknown' };

const NO: TypeAnswer = { kind: 'no' };
const UNKNOWN: TypeAnswer = { kind: 'unknown' };

/** Whether a value has `_sqla_type`: a type class, an instance of one, or a variant of one. */
export function sqlTypeOf(value: Value, version: SqlAlchemyVersion): TypeAnswer {
  switch (value.kind) {
    case 'external':
      return externalType(value.path, undefined);
    case 'class':
      return classType(value, value.name);
    case 'call':
      return callType(value, version);
    case 'attribute': {
      const name = libraryName(value);
      return name !== undefined ? named(name, name) : UNKNOWN;
    }
    case 'dynamic':
    case 'subscript':
    case 'operation':
      return UNKNOWN;
    default:
      return NO;
  }
}

function externalType(path: string, text: string | undefined): TypeAnswer {
  const name = path.slice(path.lastIndexOf('.') + 1);
  if (path.startsWith('builtins.') || path.startsWith('typing.')) return NO;
  if (sqlalchemyName(path) !== undefined) return named(name, text ?? name);
  // a class of a package that is not read: in this position it is a type
  return { kind: 'type', type: { name, text: text ?? name } };
}

function named(name: string, text: string): TypeAnswer {
  return /^[A-Z]/.test(name) && !NOT_TYPES.has(name) ? { kind: 'type', type: { name, text } } : NO;
}

/** Base classes that make no SQL type. */
const NO_TYPE_BASES = /^(builtins|typing|enum|abc|collections|dataclasses|sqlalchemy\.orm|sqlalchemy\.ext|sqlmodel|flask_sqlalchemy|pydantic)\./;

function classType(cls: Extract<Value, { kind: 'class' }>, text: string): TypeAnswer {
  if (cls.dynamicBase !== undefined) return UNKNOWN;
  const isType = cls.externalBases.some((path) => !NO_TYPE_BASES.test(path) && externalType(path, undefined).kind === 'type');
  return isType ? { kind: 'type', type: { name: cls.name, text } } : NO;
}

/** Methods of types that give a type of the same class. */
const SAME_TYPE_METHODS = new Set(['with_variant', 'evaluates_none', 'copy', 'adapt', 'with_loader_criteria']);

/** The class method of `Mutable` that gives back the type it is given (`ext/mutable.py`). */
const WRAPPING_METHOD = /\.as_mutable$/;

function wrappedType(call: SymbolicCall, version: SqlAlchemyVersion): TypeAnswer {
  const inner = argumentAt(call, 0, 'sqltype');
  return inner === undefined ? UNKNOWN : sqlTypeOf(inner.value, version);
}

function callType(call: SymbolicCall, version: SqlAlchemyVersion): TypeAnswer {
  const method = methodOf(call);
  if (method !== undefined) {
    if (SAME_TYPE_METHODS.has(method.name)) {
      const inner = sqlTypeOf(method.object, version);
      if (inner.kind === 'type' && method.name === 'with_variant' && version === '1.4') return { kind: 'type', type: { name: 'Variant', text: inner.type.text } };
      return inner;
    }
    if (WRAPPING_METHOD.test(`.${method.name}`)) return wrappedType(call, version);
  }
  const { callee } = call;
  if (callee.kind === 'external' && WRAPPING_METHOD.test(callee.path)) return wrappedType(call, version);
  if (callee.kind === 'external') return externalType(callee.path, typeText(callee.path.slice(callee.path.lastIndexOf('.') + 1), call));
  if (callee.kind === 'class') return classType(callee, typeText(callee.name, call));
  const name = calleeName(call);
  return name === undefined ? UNKNOWN : named(name, typeText(name, call));
}

function typeText(name: string, call: SymbolicCall): string {
  const parts = [
    ...call.args.map((argument) => argumentText(argument)),
    ...[...call.keywords].map(([key, argument]) => `${key}=${argumentText(argument)}`),
  ];
  return parts.length === 0 ? name : `${name}(${parts.join(', ')})`;
}

function argumentText(argument: Argument): string {
  const { value } = argument;
  if (value.kind === 'class') return value.name;
  if (value.kind === 'call') return callText(value);
  return describe(value);
}

function callText(call: SymbolicCall): string {
  const name = call.callee.kind === 'class' ? call.callee.name : (calleeName(call) ?? '…');
  return typeText(name.slice(name.lastIndexOf('.') + 1), call);
}
