/** The SQL type of a model's field (`sqlmodel/main.py: get_sqlalchemy_type`). */
import type { AnnotationBinding, SymbolicCall, Value } from '../../evaluate/values';
import { libraryName } from '../externals';
import { describe } from '../pythonText';
import type { SqlType } from '../schema/schema';
import { sqlTypeOf } from '../schema/sqlTypes';
import { keyword } from '../values';
import { reportInScan, type ClassScan } from './classScan';
import { deOptionalized, includesNone, isAnnotated, isUnion, typeArguments, typeText, unionMembers } from './typeForms';

/** The field a type belongs to. */
export interface TypedField {
  readonly name: string;
  readonly annotation: AnnotationBinding;
}

const TYPES = new Map([
  ['builtins.str', 'AutoString'],
  ['builtins.float', 'Float'],
  ['builtins.bool', 'Boolean'],
  ['builtins.int', 'Integer'],
  ['datetime.datetime', 'UTCDateTime'],
  ['datetime.date', 'Date'],
  ['datetime.timedelta', 'Interval'],
  ['datetime.time', 'Time'],
  ['builtins.bytes', 'LargeBinary'],
  ['decimal.Decimal', 'Numeric'],
  ['uuid.UUID', 'Uuid'],
  ['pathlib.Path', 'AutoString'],
  ['pydantic.EmailStr', 'AutoString'],
  ['pydantic.networks.EmailStr', 'AutoString'],
  ['ipaddress.IPv4Address', 'AutoString'],
  ['ipaddress.IPv4Network', 'AutoString'],
  ['ipaddress.IPv6Address', 'AutoString'],
  ['ipaddress.IPv6Network', 'AutoString'],
]);

/** `get_sqlalchemy_type`. */
export function columnType(scan: ClassScan, field: TypedField, type: Value, info: SymbolicCall | undefined): SqlType {
  const stated = info === undefined ? undefined : keyword(info, 'sa_type')?.value;
  if (stated !== undefined) {
    const answer = sqlTypeOf(stated, scan.state.version);
    return answer.kind === 'type' ? answer.type : { name: '?', text: describe(stated) };
  }
  return pythonColumnType(scan, field, plainType(scan, field, type));
}

function plainType(scan: ClassScan, field: TypedField, type: Value): Value {
  const inner = isAnnotated(type) ? (typeArguments(type)[0] ?? type) : type;
  if (!isUnion(inner)) return inner;
  const members = unionMembers(inner);
  if (members.length > 2 || !includesNone(inner)) {
    reportInScan(scan, { id: 'E-SM-UNION', exceptionClass: 'ValueError', message: 'Cannot have a (non-optional) union as a SQLAlchemy field', anchor: field.annotation.expressionAnchor });
    return { kind: 'dynamic', reason: 'a union of types' };
  }
  return plainType(scan, field, deOptionalized(inner));
}

function pythonColumnType(scan: ClassScan, field: TypedField, type: Value): SqlType {
  if (type.kind === 'external') {
    const name = TYPES.get(type.path);
    if (name !== undefined) return { name, text: name };
    if (!type.path.startsWith('builtins.') && !type.path.startsWith('typing.')) return { name: '?', text: type.path };
  }
  if (type.kind === 'class') {
    if (type.externalBases.some((path) => path.startsWith('enum.'))) return { name: 'Enum', text: `Enum(${type.name})` };
    const base = type.externalBases.map((path) => TYPES.get(path)).find((name) => name !== undefined);
    if (base !== undefined) return { name: base, text: base };
    if (type.dynamicBase !== undefined) return { name: '?', text: type.name };
  }
  if (type.kind === 'dynamic' || type.kind === 'string') return { name: '?', text: field.annotation.text };
  reportInScan(scan, {
    id: 'E-SM-TYPE',
    exceptionClass: 'ValueError',
    message: `${typeText(originOf(type))} has no matching SQLAlchemy type`,
    anchor: field.annotation.expressionAnchor,
    data: { attribute: field.name },
  });
  return { name: 'NullType', text: 'NullType' };
}

/** The class behind a generic: `list` of `List[int]`. */
function originOf(type: Value): Value {
  if (type.kind !== 'subscript') return type;
  const name = libraryName(type.object);
  const builtin = name === undefined ? undefined : /^typing\.(List|Dict|Set|FrozenSet|Tuple|Type)$/.exec(name)?.[1];
  return builtin === undefined ? type.object : { kind: 'external', path: `builtins.${builtin.toLowerCase()}` };
}
