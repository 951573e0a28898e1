/** Calls of every kind of value. */
import type { Anchor } from '../declarations/anchor';
import { bindMethod } from './attributes';
import { callScopeFunction } from './scopeFunctions';
import { announce } from './classes';
import { argumentsOf, dynamic, NONE, type CallArguments } from './constants';
import { callDataMethod } from './dataMethods';
import { passThrough } from './decorators';
import type { Environment } from './environment';
import { callFunction } from './functions';
import { instantiate, newInstance } from './instances';
import { callLibraryFunction } from './libraryFunctions';
import type { Machine } from './machine';
import { classObject, findInClass } from './objects';
import { callPatternMethod } from './regularExpressions';
import type { SymbolicAttribute, SymbolicCall, Value } from './values';

/** A call written in code: some builtins look at the names around them. */
export function callWithScope(machine: Machine, environment: Environment, callee: Value, args: CallArguments, anchor: Anchor): Value {
  if (callee.kind === 'external') {
    const value = callScopeFunction(machine, environment, callee.path, args, anchor);
    if (value !== undefined) return value;
  }
  return call(machine, callee, args, anchor);
}

export function call(machine: Machine, callee: Value, args: CallArguments, anchor: Anchor): Value {
  switch (callee.kind) {
    case 'function':
      return callFunction(machine, callee, args, anchor);
    case 'boundMethod':
      return callFunction(machine, callee.fn, withFirst(callee.self, args, anchor), anchor);
    case 'class':
      return instantiate(machine, classObject(callee), args, anchor);
    case 'external':
      return passThrough(callee, args.positional) ?? callLibraryFunction(machine, callee.path, args, anchor) ?? machine.symbolicCall(callee, args, anchor);
    case 'call':
      return callCallResult(machine, callee, args, anchor) ?? machine.symbolicCall(callee, args, anchor);
    case 'attribute':
      return callMethod(machine, callee, args, anchor) ?? machine.symbolicCall(callee, args, anchor);
    case 'subscript':
      // `Base[int](...)` makes an instance of `Base`.
      return callee.object.kind === 'class' ? instantiate(machine, classObject(callee.object), args, anchor) : machine.symbolicCall(callee, args, anchor);
    case 'operation':
      return machine.symbolicCall(callee, args, anchor);
    case 'dynamic':
      return callee;
    default:
      return dynamic('the result of calling something that cannot be called', anchor);
  }
}

function withFirst(first: Value, args: CallArguments, anchor: Anchor): CallArguments {
  return { ...args, positional: [{ value: first, anchor }, ...args.positional] };
}

/** A call of what a call gave: partial functions, decorators with options, instances with `__call__`, wrapped functions. */
function callCallResult(machine: Machine, callee: SymbolicCall, args: CallArguments, anchor: Anchor): Value | undefined {
  const passed = passThrough(callee, args.positional);
  if (passed !== undefined) return passed;
  const origin = callee.callee;
  if (origin.kind === 'class') {
    const method = findInClass(classObject(origin), '__call__')?.value;
    return method?.kind === 'function' ? call(machine, bindMethod(method, callee), args, anchor) : undefined;
  }
  if (origin.kind !== 'external') return undefined;
  const [wrapped, ...rest] = callee.args;
  if (wrapped === undefined) return undefined;
  switch (origin.path) {
    case 'functools.partial':
      return call(
        machine,
        wrapped.value,
        {
          positional: [...rest, ...args.positional],
          keywords: new Map([...callee.keywords, ...args.keywords]),
          hasUnknown: callee.hasUnknownArguments || args.hasUnknown,
        },
        anchor,
      );
    case 'builtins.staticmethod':
    case 'builtins.classmethod':
      return call(machine, wrapped.value, args, anchor);
    default:
      return undefined;
  }
}

/** `object.method(...)` where the object is plain data, `super()`, a compiled pattern or a property. */
function callMethod(machine: Machine, callee: SymbolicAttribute, args: CallArguments, anchor: Anchor): Value | undefined {
  const { object, name } = callee;
  if (name === '__get__') return callGet(object, args);
  if (object.kind !== 'call') return callDataMethod(machine, object, name, args, anchor) ?? callUnboundMethod(machine, callee, args);
  if (object.callee.kind !== 'external') return undefined;
  switch (object.callee.path) {
    case 'builtins.super':
      return callSuper(machine, object, name, args, anchor);
    case 're.compile':
      return callPatternMethod(machine, object, name, args, anchor);
    case 'builtins.property':
      return name === 'setter' || name === 'deleter' || name === 'getter' ? object : undefined;
    default:
      return undefined;
  }
}

/** `function.__get__(instance, owner)`, also of `staticmethod` and `classmethod` objects. */
function callGet(object: Value, args: CallArguments): Value | undefined {
  const [instance, owner] = args.positional.map(({ value }) => value);
  if (object.kind === 'function') return instance === undefined || instance.kind === 'none' ? object : bindMethod(object, instance);
  const wrapped = object.kind === 'call' ? object.args[0]?.value : undefined;
  if (object.kind !== 'call' || object.callee.kind !== 'external' || wrapped === undefined) return undefined;
  if (object.callee.path === 'builtins.staticmethod') return wrapped;
  return object.callee.path === 'builtins.classmethod' && wrapped.kind === 'function' && owner !== undefined ? bindMethod(wrapped, owner) : undefined;
}

/** `Base.__init__(self, ...)` and `Base.__init_subclass__()` where no project class defines them. */
function callUnboundMethod(machine: Machine, { object, name }: SymbolicAttribute, args: CallArguments): Value | undefined {
  const [first, ...rest] = args.positional;
  if (object.kind !== 'class' || name !== '__init__' || first?.value.kind !== 'call') return undefined;
  return callLibraryInit(machine, first.value, { ...args, positional: rest });
}

/** A method of a library's base, or of `object` or `type`, reached through `super()`. */
function callSuper(machine: Machine, superCall: SymbolicCall, name: string, args: CallArguments, anchor: Anchor): Value | undefined {
  const self = superCall.args[1]?.value;
  switch (name) {
    case '__init__':
      return self === undefined ? NONE : callLibraryInit(machine, self, args);
    case '__new__':
      return newObject(machine, args, anchor);
    case '__init_subclass__':
      if (self?.kind === 'class' && classObject(self).externalBases.some((path) => MAPS_IN_INIT_SUBCLASS.has(path))) announce(machine, classObject(self));
      return NONE;
    case '__setattr__': {
      const [key, value] = args.positional;
      if (self?.kind === 'call' && key?.value.kind === 'string' && value !== undefined) self.assigned.set(key.value.value, { value: value.value, anchor: value.anchor });
      return NONE;
    }
    default:
      return undefined;
  }
}

/** Bases that look at a class when their `__init_subclass__` runs, not when the class is finished (`orm/decl_api.py: DeclarativeBase`). */
const MAPS_IN_INIT_SUBCLASS: ReadonlySet<string> = new Set(['sqlalchemy.orm.DeclarativeBase', 'sqlalchemy.orm.DeclarativeBaseNoMeta']);

/** The `__init__` of a library's class takes the arguments; that of a library's metaclass sees the class. */
export function callLibraryInit(machine: Machine, self: Value, args: CallArguments): Value {
  if (self.kind === 'class') announce(machine, classObject(self));
  else if (self.kind === 'call') self.forwarded = { args: args.positional, keywords: args.keywords, hasUnknownArguments: args.hasUnknown };
  return NONE;
}

/** `object.__new__(cls)` and `type.__new__(metaclass, name, bases, namespace)`. */
export function newObject(machine: Machine, args: CallArguments, anchor: Anchor): Value {
  const [cls, name, bases, namespace] = args.positional.map(({ value }) => value);
  if (cls?.kind !== 'class') return dynamic('an object made by `__new__`', anchor);
  if (machine.pendingClass !== undefined && name?.kind === 'string' && bases !== undefined && namespace?.kind === 'dict') {
    const build = machine.pendingClass;
    machine.pendingClass = undefined;
    return build(name.value, bases.kind === 'tuple' || bases.kind === 'list' ? bases.items : [bases], namespace);
  }
  return newInstance(machine, classObject(cls), argumentsOf([], anchor), anchor);
}

