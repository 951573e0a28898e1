/** `object.name`, by Python's lookup. */
import type { Anchor } from '../declarations/anchor';
import { isKnownByName } from '../workspace/canonicalPath';
import { lacksDirective } from './bareBases';
import { call } from './calls';
import { argumentsOf, dictOf, dynamic, FALSE, isSymbolic, NONE, stringOf, TRUE, tupleOf } from './constants';
import { hasDataMethod } from './dataMethods';
import { moduleAttribute } from './moduleAttributes';
import type { Module } from './environment';
import { enumClassOf, isEnumClass, memberValueOf } from './enums';
import type { Machine } from './machine';
import { type ClassObject, classObject, findInClass, functionObject, type FunctionObject, readFrom } from './objects';
import type { Binding, BoundMethodValue, FunctionValue, SymbolicAttribute, SymbolicCall, Value } from './values';

/** undefined where Python is certain to raise `AttributeError`. */
export function getAttribute(machine: Machine, object: Value, name: string, anchor: Anchor): Value | undefined {
  switch (object.kind) {
    case 'module':
      return moduleAttribute(machine, object as Module, name, anchor);
    case 'class':
      return classAttribute(machine, classObject(object), name, anchor);
    case 'external':
      if (name === '__name__' || name === '__qualname__') return stringOf(object.path.slice(object.path.lastIndexOf('.') + 1));
      return libraryConstant(machine, `${object.path}.${name}`) ?? machine.external(`${object.path}.${name}`);
    case 'call':
      return callAttribute(machine, object, name, anchor);
    case 'attribute':
      return enumMemberAttribute(object, name) ?? machine.libraryAttribute?.(object, name) ?? symbolicAttribute(object, name, anchor);
    case 'subscript':
      // A parametrised generic class has the attributes of the class.
      return object.object.kind === 'class' ? getAttribute(machine, object.object, name, anchor) : symbolicAttribute(object, name, anchor);
    case 'operation':
      return symbolicAttribute(object, name, anchor);
    case 'function':
      return functionAttribute(functionObject(object), name, anchor);
    case 'boundMethod':
      if (name === '__self__') return object.self;
      if (name === '__func__') return object.fn;
      return functionAttribute(functionObject(object.fn), name, anchor);
    case 'dynamic':
      return object;
    default:
      return dataAttribute(machine, object, name, anchor);
  }
}

export function symbolicAttribute(object: Value, name: string, anchor: Anchor): SymbolicAttribute {
  return { kind: 'attribute', object, name, anchor };
}

export function bindMethod(fn: FunctionValue, self: Value): BoundMethodValue {
  return { kind: 'boundMethod', fn, self };
}

/** Library objects that are plain constants for every project. */
export function libraryConstant(machine: Machine, path: string): Value | undefined {
  switch (path) {
    case 'typing.TYPE_CHECKING':
    case 'typing_extensions.TYPE_CHECKING':
    case 'six.PY2':
      return FALSE;
    case 'six.PY3':
      return TRUE;
    case 'sys.version_info':
      return machine.versionInfo;
    case 'sqlalchemy.__version__':
      return stringOf(machine.config.packages?.versionOf('sqlalchemy') ?? `${machine.config.sqlalchemy}.0`);
    default:
      return undefined;
  }
}

const PLAIN_DATA_NAMES: ReadonlyMap<string, number> = new Map([
  ['major', 0],
  ['minor', 1],
  ['micro', 2],
]);

function dataAttribute(machine: Machine, object: Value, name: string, anchor: Anchor): Value | undefined {
  if (object === machine.versionInfo) {
    const index = PLAIN_DATA_NAMES.get(name);
    if (index !== undefined) return machine.versionInfo.items[index];
  }
  if (name === '__class__') return machine.external(`builtins.${typeNameOf(object)}`);
  return hasDataMethod(object, name) || name.startsWith('__') ? symbolicAttribute(object, name, anchor) : undefined;
}

/** `type(value).__name__` of plain data. */
export function typeNameOf(value: Value): string {
  switch (value.kind) {
    case 'none':
      return 'NoneType';
    case 'string':
      return 'str';
    case 'boolean':
      return 'bool';
    case 'number':
      return value.isInteger ? 'int' : 'float';
    default:
      return value.kind;
  }
}

// ---------------------------------------------------------------- functions

function functionAttribute(fn: FunctionObject, name: string, anchor: Anchor): Value {
  switch (name) {
    case '__name__':
      return stringOf(fn.name);
    case '__qualname__':
      return stringOf(fn.qualifiedName);
    case '__module__':
      return stringOf(fn.module.name);
    default:
      return fn.attributes?.get(name)?.value ?? symbolicAttribute(fn, name, anchor);
  }
}

// ---------------------------------------------------------------- classes

/** `Cls.name`: plain Python values as they are; what a library instruments, or what only a library can have put there, is symbolic. */
export function classAttribute(machine: Machine, cls: ClassObject, name: string, anchor: Anchor): Value {
  return knownClassAttribute(machine, cls, name, anchor) ?? metaclassAttribute(machine, cls, name, anchor) ?? symbolicAttribute(cls, name, anchor);
}

/** undefined where no namespace, no rule of Python and no annotation knows the name. */
export function knownClassAttribute(machine: Machine, cls: ClassObject, name: string, anchor: Anchor): Value | undefined {
  if (isEnumClass(cls)) {
    const member = symbolicAttribute(cls, name, anchor);
    if (enumClassOf(member) !== undefined) return member;
  }
  const binding = findInClass(cls, name, 'instrumented');
  if (binding !== undefined) return boundToClass(machine, binding.value, cls, name, anchor);
  const own = classOwnAttribute(machine, cls, name, anchor);
  if (own !== undefined) return own;
  if (cls.dynamicBase !== undefined || cls.openReason !== undefined) return undefined;
  return cls.lookupOrder.some(({ annotations }) => annotations.has(name)) ? symbolicAttribute(cls, name, anchor) : undefined;
}

/** The descriptor protocol for access on the class (`object.__get__(None, cls)`). */
function boundToClass(machine: Machine, value: Value, cls: ClassObject, name: string, anchor: Anchor): Value {
  if (!isSymbolic(value)) return value;
  if (value.kind !== 'call') return symbolicAttribute(cls, name, anchor);
  const wrapped = value.args[0]?.value;
  if (value.callee.kind === 'external') {
    if (value.callee.path === 'builtins.staticmethod' && wrapped !== undefined) return wrapped;
    if (value.callee.path === 'builtins.classmethod' && wrapped?.kind === 'function') return bindMethod(wrapped, cls);
  }
  if (isDeclaredAttribute(value) && wrapped !== undefined) {
    const callIt = (): Value => call(machine, wrapped, argumentsOf([cls], anchor), anchor);
    // Columns and relationships are replaced by mapped attributes; what else it gives stays as it is (`orm/decl_api.py: _declared_attr_common.__get__`).
    const given = isKnownDunder(name) ? callIt() : machine.onTrial(callIt);
    if (given !== undefined && (isKnownDunder(name) || isScalar(given))) return given;
  }
  const got = projectDescriptor(machine, value, NONE, cls, anchor);
  if (got !== undefined) return got;
  return value.callee.kind === 'class' && classObject(value.callee).isPlain ? value : symbolicAttribute(cls, name, anchor);
}

function isScalar(value: Value): boolean {
  return value.kind === 'string' || value.kind === 'number' || value.kind === 'boolean' || value.kind === 'none';
}

/** Whether access on the class gives what a library puts there, whatever the value is exactly. */
export function isInstrumented(value: Value, name: string): boolean {
  if (!isSymbolic(value)) return false;
  if (value.kind !== 'call') return true;
  if (value.callee.kind !== 'external' || value.callee.path === 'builtins.staticmethod' || value.callee.path === 'builtins.classmethod') return false;
  return !(name.startsWith('__') && isDeclaredAttribute(value));
}

/** `declared_attr`, `declared_attr.cascading`, `declared_attr.directive` around a function. */
function isDeclaredAttribute(value: SymbolicCall): boolean {
  return value.callee.kind === 'external' && value.callee.path.startsWith('sqlalchemy.orm.declared_attr');
}

/** The result of `__get__` where the value is an instance of a project class that defines it. */
function projectDescriptor(machine: Machine, value: SymbolicCall, instance: Value, owner: Value, anchor: Anchor): Value | undefined {
  if (value.callee.kind !== 'class') return undefined;
  const get = findInClass(classObject(value.callee), '__get__')?.value;
  return get?.kind === 'function' ? call(machine, bindMethod(get, value), argumentsOf([instance, owner], anchor), anchor) : undefined;
}

function classOwnAttribute(machine: Machine, cls: ClassObject, name: string, anchor: Anchor): Value | undefined {
  switch (name) {
    case '__name__':
      return stringOf(cls.name);
    case '__qualname__':
      return stringOf(cls.qualifiedName);
    case '__module__':
      return stringOf(cls.module.name);
    case '__doc__':
      return cls.docstring === undefined ? NONE : stringOf(cls.docstring);
    case '__mro__':
      return tupleOf([...cls.mro, ...cls.externalBases.map((path) => machine.external(path)), machine.external('builtins.object')]);
    case '__bases__':
      return tupleOf(cls.bases.length === 0 ? [machine.external('builtins.object')] : [...cls.bases]);
    case '__base__':
      return cls.bases[0] ?? machine.external('builtins.object');
    case '__dict__':
      return dictOf([...cls.namespace].map(([key, { value }]) => ({ key: stringOf(key), value })), cls.openReason !== undefined);
    case '__annotations__':
      return dictOf([...cls.annotations.values()].map(({ name: key, text }) => ({ key: stringOf(key), value: stringOf(text) })));
    case '__class__':
      return cls.metaclass ?? machine.external('builtins.type');
    case '__members__':
      return undefined;
    case '__subclasses__':
      return dynamic('the subclasses that exist at that moment', anchor);
    default:
      return undefined;
  }
}

function metaclassAttribute(machine: Machine, cls: ClassObject, name: string, anchor: Anchor): Value | undefined {
  if (cls.metaclass?.kind !== 'class') return undefined;
  const value = findInClass(classObject(cls.metaclass), name)?.value;
  if (value === undefined) return undefined;
  if (value.kind === 'function') return bindMethod(value, cls);
  return isSymbolic(value) ? propertyOrSymbolic(machine, value, cls, name, anchor) : value;
}

function propertyOrSymbolic(machine: Machine, value: Value, self: Value, name: string, anchor: Anchor): Value {
  if (value.kind === 'call' && value.callee.kind === 'external' && isPropertyPath(value.callee.path)) {
    const getter = value.args[0]?.value;
    if (getter !== undefined) return call(machine, getter, argumentsOf([self], anchor), anchor);
  }
  return symbolicAttribute(self, name, anchor);
}

function isPropertyPath(path: string): boolean {
  return path === 'builtins.property' || path.endsWith('.cached_property') || path === 'sqlalchemy.util.memoized_property';
}

/** Names that SQLAlchemy's bases give to classes, so that a class may have them though no namespace holds them. */
const NAMES_OF_LIBRARIES: ReadonlySet<string> = new Set(['__table__', '__mapper__', 'metadata', 'registry', 'query', 'query_class', 'model_fields', '__fields__', 'c']);

/** `hasattr`: undefined where a library or run time decides. */
export function hasAttribute(machine: Machine, object: Value, name: string, anchor: Anchor): boolean | undefined {
  if (object.kind === 'class') {
    const cls = classObject(object);
    if (findInClass(cls, name, 'instrumented') !== undefined || (isKnownDunder(name) && classOwnAttribute(machine, cls, name, anchor) !== undefined)) return true;
    if (metaclassAttribute(machine, cls, name, anchor) !== undefined) return true;
    if (cls.lookupOrder.some(({ annotations }) => annotations.has(name))) return cls.isPlain ? undefined : true;
    if (NAMES_OF_LIBRARIES.has(name) && !cls.isPlain) return undefined;
    return knowsAllNames(cls) ? false : undefined;
  }
  if (object.kind === 'dynamic') return undefined;
  if (object.kind === 'external' && lacksDirective(object.path, name)) return false;
  const value = getAttribute(machine, object, name, anchor);
  if (value === undefined) return false;
  return value.kind === 'dynamic' || (isSymbolic(value) && isSymbolic(object) && !isInstanceAttribute(object, name)) ? undefined : true;
}

function isKnownDunder(name: string): boolean {
  return name.startsWith('__') && name.endsWith('__');
}

function isInstanceAttribute(object: Value, name: string): boolean {
  return object.kind === 'call' && (object.assigned.has(name) || (object.callee.kind === 'class' && findInClass(classObject(object.callee), name) !== undefined));
}

/** Whether the namespaces hold all names but those of Python itself and of libraries that are known by name. */
export function knowsAllNames(cls: ClassObject): boolean {
  return cls.dynamicBase === undefined && cls.openReason === undefined && cls.externalBases.every(isKnownByName);
}

// ---------------------------------------------------------------- instances and other calls

function callAttribute(machine: Machine, object: SymbolicCall, name: string, anchor: Anchor): Value | undefined {
  const assigned = object.assigned.get(name);
  if (assigned !== undefined) return assigned.value;
  if (object.callee.kind === 'class') return instanceAttribute(machine, object, classObject(object.callee), name, anchor);
  if (object.callee.kind === 'external') {
    if (object.callee.path === 'builtins.super') return superAttribute(machine, object, name, anchor);
    if (object.callee.path === 'functools.partial') {
      if (name === 'func') return object.args[0]?.value;
    }
    if (object.callee.path === 'builtins.property' && name === 'fget') return object.args[0]?.value;
    if (name === '__name__' && isBaseFunction(object.callee.path)) return object.keywords.get('name')?.value ?? stringOf('Base');
  }
  return symbolicAttribute(object, name, anchor);
}

/** The class that `declarative_base()` makes is called `Base`, unless `name=` says otherwise. */
function isBaseFunction(path: string): boolean {
  return path.startsWith('sqlalchemy.') && (path.endsWith('.declarative_base') || path.endsWith('.automap_base'));
}

function instanceAttribute(machine: Machine, object: SymbolicCall, cls: ClassObject, name: string, anchor: Anchor): Value | undefined {
  if (name === '__class__') return cls;
  if (name === '__dict__') return dictOf([...object.assigned].map(([key, { value }]) => ({ key: stringOf(key), value })), !cls.isPlain);
  const binding = findInClass(cls, name);
  if (binding !== undefined) return boundToInstance(machine, binding, object, cls, name, anchor);
  if (name === 'fget' && cls.externalBases.includes('builtins.property')) return object.args[0]?.value;
  const getAttr = findInClass(cls, '__getattr__')?.value;
  if (getAttr?.kind === 'function') return call(machine, bindMethod(getAttr, object), argumentsOf([stringOf(name)], anchor), anchor);
  if (cls.dynamicBase !== undefined) return dynamic(`the value of \`${cls.name}().${name}\`, since a base of \`${cls.name}\` is not known`, anchor);
  const isComplete = cls.isPlain && cls.openReason === undefined && !machine.uninitialised.has(object) && getAttr === undefined;
  const isCertain = isComplete && findInClass(cls, '__getattribute__') === undefined && !cls.lookupOrder.some(({ annotations }) => annotations.has(name));
  return isCertain && !name.startsWith('__') ? undefined : symbolicAttribute(object, name, anchor);
}

function boundToInstance(machine: Machine, binding: Binding, object: SymbolicCall, cls: ClassObject, name: string, anchor: Anchor): Value {
  const { value } = binding;
  if (value.kind === 'function') return bindMethod(value, object);
  if (!isSymbolic(value)) return isReadFromEnvironment(cls) ? dynamic(`the value of \`${cls.name}.${name}\`, which settings at run time can change`, anchor) : value;
  if (value.kind === 'call' && value.callee.kind === 'external') {
    const wrapped = value.args[0]?.value;
    if (value.callee.path === 'builtins.staticmethod' && wrapped !== undefined) return wrapped;
    if (value.callee.path === 'builtins.classmethod' && wrapped?.kind === 'function') return bindMethod(wrapped, cls);
    if (isPropertyPath(value.callee.path)) return propertyOrSymbolic(machine, value, object, name, anchor);
  }
  if (value.kind === 'call') {
    const got = projectDescriptor(machine, value, object, cls, anchor);
    if (got !== undefined) return got;
  }
  return cls.isPlain ? value : symbolicAttribute(object, name, anchor);
}

/** Settings classes fill their fields from environment variables. */
function isReadFromEnvironment(cls: ClassObject): boolean {
  return cls.externalBases.some((path) => path.endsWith('.BaseSettings'));
}

/** `super().name`: the next definition behind the class that `super` stands in. */
function superAttribute(machine: Machine, object: SymbolicCall, name: string, anchor: Anchor): Value {
  const [start, self] = object.args.map(({ value }) => value);
  if (start?.kind !== 'class' || self === undefined) return symbolicAttribute(object, name, anchor);
  const own = self.kind === 'class' ? classObject(self) : self.kind === 'call' && self.callee.kind === 'class' ? classObject(self.callee) : undefined;
  const order = own?.lookupOrder ?? [];
  // In a method of a metaclass the instance is a class, and the order is that of the metaclass.
  const inOrder = order.includes(classObject(start)) ? order : own?.metaclass?.kind === 'class' ? classObject(own.metaclass).lookupOrder : classObject(start).lookupOrder;
  for (const one of inOrder.slice(inOrder.indexOf(classObject(start)) + 1)) {
    readFrom(one, name, 'whole');
    const value = one.namespace.get(name)?.value;
    if (value === undefined) continue;
    if (value.kind === 'function') return name === '__new__' ? value : bindMethod(value, self);
    if (value.kind !== 'call') return value;
    const wrapped = value.args[0]?.value;
    if (value.callee.kind === 'external' && wrapped !== undefined) {
      if (value.callee.path === 'builtins.staticmethod') return wrapped;
      if (value.callee.path === 'builtins.classmethod' && wrapped.kind === 'function') return bindMethod(wrapped, own ?? self);
      if (isDeclaredAttribute(value) || isPropertyPath(value.callee.path)) return call(machine, wrapped, argumentsOf([self], anchor), anchor);
    }
    return value;
  }
  return symbolicAttribute(object, name, anchor);
}

function enumMemberAttribute(member: SymbolicAttribute, name: string): Value | undefined {
  const cls = enumClassOf(member);
  if (cls === undefined) return undefined;
  if (name === 'value' || name === '_value_') return memberValueOf(cls, member.name);
  return name === 'name' || name === '_name_' ? stringOf(member.name) : undefined;
}

