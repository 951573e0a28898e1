/** The SQL type of a Python type (`orm/decl_api.py: registry._resolve_type`, `sql/sqltypes.py: _type_map`). */
import type { Value } from '../../evaluate/values';
import { libraryName } from '../externals';
import type { Registry, SqlAlchemyVersion } from '../mapper';
import type { SqlType } from '../schema/schema';
import { sqlTypeOf } from '../schema/sqlTypes';
import { deOptionalized, isLiteral, isUnion, typeKey } from './typeForms';

const DEFAULT_TYPES = new Map([
  ['builtins.int', 'Integer'],
  ['builtins.bool', 'Boolean'],
  ['decimal.Decimal', 'Numeric'],
  ['datetime.date', 'Date'],
  ['datetime.datetime', 'DateTime'],
  ['datetime.time', 'Time'],
  ['datetime.timedelta', 'Interval'],
  ['builtins.bytes', 'LargeBinary'],
  ['builtins.str', 'String'],
  ['uuid.UUID', 'Uuid'],
]);

export type TypeResolution = { readonly kind: 'type'; readonly type: SqlType } | { readonly kind: 'unresolved' } | { readonly kind: 'dynamic'; readonly reason: string };

/** `registry._resolve_type`. */
export function resolvePythonType(registry: Registry, type: Value, version: SqlAlchemyVersion): TypeResolution {
  if (type.kind === 'dynamic') return { kind: 'dynamic', reason: type.reason };
  const mapped = mappedType(registry, typeKey(type), version);
  if (mapped !== undefined) return mapped;
  if (type.kind === 'none') return known('NullType');
  if (isLiteral(type)) return mappedType(registry, 'typing.Literal', version) ?? known('Enum');
  if (isUnion(type)) return openOr(registry);
  if (type.kind === 'external') return externalType(type.path, version) ?? openOr(registry);
  if (type.kind === 'class') return classType(registry, type, version) ?? openOr(registry);
  return openOr(registry);
}

function openOr(registry: Registry): TypeResolution {
  return registry.typeAnnotationMapOpen === undefined ? { kind: 'unresolved' } : { kind: 'dynamic', reason: registry.typeAnnotationMapOpen };
}

function known(name: string): TypeResolution {
  return { kind: 'type', type: { name, text: name } };
}

/** An entry of `type_annotation_map`; later entries win. */
function mappedType(registry: Registry, key: string, version: SqlAlchemyVersion): TypeResolution | undefined {
  const type = typesByKey(registry.typeAnnotationMap).get(key);
  if (type === undefined) return undefined;
  const answer = sqlTypeOf(type, version);
  if (answer.kind === 'type') return { kind: 'type', type: answer.type };
  return { kind: 'dynamic', reason: 'the entry of type_annotation_map is decided at run time' };
}

const typeMaps = new WeakMap<Registry['typeAnnotationMap'], ReadonlyMap<string, Value>>();

/** Every column with an annotation asks, so the keys are made once. */
function typesByKey(entries: Registry['typeAnnotationMap']): ReadonlyMap<string, Value> {
  let types = typeMaps.get(entries);
  if (types === undefined) {
    types = new Map(entries.map(({ key, type }) => [typeKey(deOptionalized(key)), type]));
    typeMaps.set(entries, types);
  }
  return types;
}

function externalType(path: string, version: SqlAlchemyVersion): TypeResolution | undefined {
  if (path === 'builtins.float') return known(version === '2.1' ? 'Double' : 'Float');
  const name = DEFAULT_TYPES.get(path);
  if (name !== undefined) return known(name);
  if (path.startsWith('builtins.') || path.startsWith('typing.') || path.startsWith('sqlalchemy.')) return undefined;
  // a class of a module that is not read: it may well be an enumeration
  return isStandardNonEnum(path) ? undefined : { kind: 'dynamic', reason: `the class \`${path}\`, which is not read` };
}

/** Well-known classes that are no enumerations and no keys of the type map. */
function isStandardNonEnum(path: string): boolean {
  return /^(collections|pathlib|ipaddress|fractions|re|types|array|zoneinfo|json|io|os|dataclasses|abc|numbers)\./.test(path);
}

function classType(registry: Registry, cls: Extract<Value, { kind: 'class' }>, version: SqlAlchemyVersion): TypeResolution | undefined {
  const isEnum = cls.externalBases.some((path) => /^enum\.(Enum|IntEnum|StrEnum|Flag|IntFlag|ReprEnum)$/.test(path));
  if (isEnum) {
    const entry = mappedType(registry, 'enum.Enum', version);
    return entry ?? { kind: 'type', type: { name: 'Enum', text: `Enum(${cls.name})` } };
  }
  if (cls.dynamicBase !== undefined) return { kind: 'dynamic', reason: cls.dynamicBase.reason };
  const unread = cls.externalBases.find((path) => !path.startsWith('builtins.') && !path.startsWith('typing.') && externalType(path, version)?.kind === 'dynamic');
  return unread === undefined ? undefined : { kind: 'dynamic', reason: `the base class \`${unread}\`, which is not read` };
}

/** Whether a value found inside `Mapped[]` is one of SQLAlchemy's own types. */
export function isSqlType(value: Value, version: SqlAlchemyVersion): boolean {
  const target = value.kind === 'call' ? value.callee : value;
  const name = libraryName(target);
  if (target.kind === 'external' && !target.path.startsWith('sqlalchemy.')) return false;
  if (target.kind !== 'external' && target.kind !== 'class') return false;
  return name !== undefined || target.kind === 'class' ? sqlTypeOf(value, version).kind === 'type' : false;
}
