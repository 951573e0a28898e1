/** `isinstance` and `issubclass`; undefined where not known. */
import { isKnownByName } from '../workspace/canonicalPath';
import { typeNameOf } from './attributes';
import { isBareBase } from './bareBases';
import { enumClassOf } from './enums';
import { classObject, type ClassObject } from './objects';
import type { Value } from './values';

export function isInstance(value: Value, types: Value): boolean | undefined {
  return ofAny(types, (type) => isInstanceOf(value, type));
}

export function isSubclass(value: Value, types: Value): boolean | undefined {
  if (value.kind !== 'class') return undefined;
  return ofAny(types, (type) => isSubclassOf(classObject(value), type));
}

/** A tuple of types, or `A | B`, means any of them. */
function ofAny(types: Value, test: (type: Value) => boolean | undefined): boolean | undefined {
  const list = types.kind === 'tuple' ? types.items : types.kind === 'operation' && types.operator === '|' ? types.operands : undefined;
  if (list === undefined) return test(types);
  const results = list.map((type) => ofAny(type, test));
  if (results.includes(true)) return true;
  return results.includes(undefined) ? undefined : false;
}

function isInstanceOf(value: Value, type: Value): boolean | undefined {
  const path = type.kind === 'external' ? type.path : undefined;
  if (path === 'builtins.object') return true;
  switch (value.kind) {
    case 'dynamic':
    case 'subscript':
    case 'operation':
    case 'external':
      return undefined;
    case 'class':
      if (path === undefined) return classObject(value).metaclass === undefined && type.kind === 'class' ? false : undefined;
      return path === 'builtins.type' ? true : isPlainType(path) || path.startsWith('types.') || path.startsWith('builtins.') ? false : undefined;
    case 'call':
      return value.callee.kind === 'class' ? isSubclassOf(classObject(value.callee), type) : value.callee.kind === 'external' && value.callee.path === path ? true : isPlainType(path) && isObjectOfLibrary(value.callee) ? false : undefined;
    case 'attribute': {
      const cls = enumClassOf(value);
      return cls === undefined ? undefined : isSubclassOf(cls, type);
    }
    case 'function':
      if (path === undefined) return type.kind === 'class' ? false : undefined;
      return FUNCTION_TYPES.has(path) ? true : isPlainType(path) || path.startsWith('types.') || path.startsWith('builtins.') ? false : undefined;
    case 'boundMethod':
    case 'module':
      return path === undefined || isPlainType(path) ? false : undefined;
    default:
      return isDataOf(typeNameOf(value), type);
  }
}

function isDataOf(typeName: string, type: Value): boolean | undefined {
  if (type.kind === 'class') return false;
  if (type.kind !== 'external') return undefined;
  if (type.path === `builtins.${typeName}`) return true;
  if (isPlainType(type.path)) return type.path === 'builtins.int' && typeName === 'bool';
  if (type.path.startsWith('collections.abc.') || type.path.startsWith('typing.')) return undefined;
  return isKnownByName(type.path) ? false : undefined;
}

const FUNCTION_TYPES: ReadonlySet<string> = new Set(['types.FunctionType', 'types.LambdaType', 'typing.Callable', 'collections.abc.Callable']);

const PLAIN_TYPES: ReadonlySet<string> = new Set(
  ['str', 'int', 'float', 'bool', 'bytes', 'list', 'tuple', 'dict', 'set', 'frozenset', 'type', 'complex'].map((name) => `builtins.${name}`),
);

function isPlainType(path: string | undefined): boolean {
  return path !== undefined && PLAIN_TYPES.has(path);
}

/** `sqlalchemy.Column(…)`, and `db.Column(…)` of Flask-SQLAlchemy. */
function isObjectOfLibrary(callee: Value): boolean {
  if (callee.kind === 'external') return callee.path.startsWith('sqlalchemy.');
  if (callee.kind !== 'attribute' || callee.object.kind !== 'call') return false;
  const origin = callee.object.callee;
  const paths = origin.kind === 'external' ? [origin.path] : origin.kind === 'class' ? origin.externalBases : [];
  return paths.some((path) => path.startsWith('flask_sqlalchemy.'));
}

function isSubclassOf(cls: ClassObject, type: Value): boolean | undefined {
  if (type.kind === 'class' && cls.mro.includes(classObject(type))) return true;
  if (type.kind === 'external' && (type.path === 'builtins.object' || cls.externalBases.includes(type.path))) return true;
  if (cls.dynamicBase !== undefined) return undefined;
  if (type.kind === 'class') return cls.mro.every(({ bases }) => bases.every(isClassOrLibrary)) ? false : undefined;
  if (type.kind !== 'external') return undefined;
  return cls.isPlain || (isBareBase(type.path) && cls.externalBases.every(isBareBase)) ? false : undefined;
}

function isClassOrLibrary(base: Value): boolean {
  return base.kind === 'class' || base.kind === 'external' || base.kind === 'call' || base.kind === 'attribute';
}
