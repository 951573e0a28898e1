import { classObject, type ClassObject } from './objects';
import type { SymbolicAttribute, Value } from './values';

const ENUM_BASES: ReadonlySet<string> = new Set(['enum.Enum', 'enum.IntEnum', 'enum.StrEnum', 'enum.Flag', 'enum.IntFlag', 'enum.ReprEnum']);

const PRINTED_AS_VALUE: ReadonlySet<string> = new Set(['enum.IntEnum', 'enum.IntFlag', 'enum.ReprEnum']);

export function isEnumClass(cls: ClassObject): boolean {
  return cls.externalBases.some((path) => ENUM_BASES.has(path) || path.endsWith('.StrEnum'));
}

function isTextEnum(cls: ClassObject): boolean {
  return cls.externalBases.some((path) => path.endsWith('.StrEnum'));
}

/** `str()` of a member is that of its value (`Lib/enum.py: ReprEnum`, since Python 3.11). */
export function printsAsValue(cls: ClassObject): boolean {
  return isTextEnum(cls) || cls.externalBases.some((path) => PRINTED_AS_VALUE.has(path));
}

/** The enum class when the value is a member of one: `Status.ACTIVE`. */
export function enumClassOf(value: Value): ClassObject | undefined {
  if (value.kind !== 'attribute' || value.object.kind !== 'class') return undefined;
  const cls = classObject(value.object);
  return isEnumClass(cls) && isMember(cls, value.name) ? cls : undefined;
}

/** Names of the members, in order of definition. */
export function memberNamesOf(cls: ClassObject): readonly string[] {
  const names: string[] = [];
  for (const one of [...cls.mro].reverse()) for (const name of one.namespace.keys()) if (isMember(one, name)) names.push(name);
  return names;
}

/** What a member was assigned in the class body: for `A = "a"`, `"a"`. */
export function memberValueOf(cls: ClassObject, name: string): Value | undefined {
  for (const one of cls.mro) {
    const binding = one.namespace.get(name);
    if (binding !== undefined) return autoValueOf(cls, name, binding.value) ?? binding.value;
  }
  return undefined;
}

export function memberOf(cls: ClassObject, name: string): SymbolicAttribute {
  return { kind: 'attribute', object: cls, name, anchor: cls.namespace.get(name)?.anchor ?? cls.nameAnchor };
}

/** `auto()` gives the lower-cased name in a `StrEnum` and the number of the member elsewhere (`enum.py: _generate_next_value_`). */
function autoValueOf(cls: ClassObject, name: string, value: Value): Value | undefined {
  if (value.kind !== 'call' || value.callee.kind !== 'external' || value.callee.path !== 'enum.auto') return undefined;
  if (cls.mro.some(({ namespace }) => namespace.has('_generate_next_value_'))) return { kind: 'dynamic', reason: `the value of \`${cls.name}.${name}\`` };
  if (isTextEnum(cls)) return { kind: 'string', value: name.toLowerCase() };
  return { kind: 'number', value: memberNamesOf(cls).indexOf(name) + 1, isInteger: true };
}

/** Whether a name of an enum class body is a member: no dunder or `_sunder_`, no method, no descriptor (`enum.py: _EnumDict`). */
function isMember(cls: ClassObject, name: string): boolean {
  if (name.startsWith('_') && name.endsWith('_')) return false;
  for (const one of cls.mro) {
    const value = one.namespace.get(name)?.value;
    if (value === undefined) continue;
    if (value.kind === 'function' || value.kind === 'boundMethod') return false;
    return value.kind !== 'call' || value.callee.kind !== 'external' || !DESCRIPTORS.has(value.callee.path);
  }
  return false;
}

const DESCRIPTORS: ReadonlySet<string> = new Set([
  'builtins.property',
  'builtins.classmethod',
  'builtins.staticmethod',
  'enum.property',
  'enum.nonmember',
  'types.DynamicClassAttribute',
  'functools.cached_property',
]);

