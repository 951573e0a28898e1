/** Objects of project classes: symbolic calls whose `assigned` holds what `__init__` set. */
import type { Anchor } from '../declarations/anchor';
import { bindMethod } from './attributes';
import type { CallArguments } from './constants';
import { isEnumClass } from './enums';
import { callFunction } from './functions';
import type { Machine } from './machine';
import { ALL_NAMES, classObject, findInClass, readFrom, type ClassObject } from './objects';
import { memberByValue } from './subscripts';
import type { Argument, SymbolicCall, Value } from './values';

export function instantiate(machine: Machine, cls: ClassObject, args: CallArguments, anchor: Anchor): Value {
  const [first] = args.positional;
  if (first !== undefined && isEnumClass(cls)) {
    const member = memberByValue(cls, first.value);
    if (member !== undefined) return member;
  }
  const made = callNew(machine, cls, args, anchor);
  if (made === undefined) return initialise(machine, cls, newInstance(machine, cls, args, anchor), args, anchor);
  const isInstance = made.kind === 'call' && made.callee.kind === 'class' && classObject(made.callee).mro.includes(cls);
  return isInstance ? initialise(machine, cls, made, args, anchor) : made;
}

export function newInstance(machine: Machine, cls: ClassObject, args: CallArguments, anchor: Anchor): SymbolicCall {
  return machine.symbolicCall(cls, args, anchor);
}

/** The result of the project's own `__new__`. */
function callNew(machine: Machine, cls: ClassObject, args: CallArguments, anchor: Anchor): Value | undefined {
  const value = findInClass(cls, '__new__')?.value;
  const fn = value?.kind === 'call' ? value.args[0]?.value : value;
  if (fn?.kind !== 'function') return undefined;
  return callFunction(machine, fn, { ...args, positional: [{ value: cls, anchor }, ...args.positional] }, anchor);
}

function initialise(machine: Machine, cls: ClassObject, instance: SymbolicCall, args: CallArguments, anchor: Anchor): SymbolicCall {
  const init = findInClass(cls, '__init__')?.value;
  if (init?.kind === 'function') {
    const method = bindMethod(init, instance);
    callFunction(machine, method.fn, { ...args, positional: [{ value: instance, anchor }, ...args.positional] }, anchor);
  } else if (hasFields(cls)) {
    assignFields(cls, instance, args);
  }
  return instance;
}

/** Classes whose `__init__` is made from their annotations. */
function hasFields(cls: ClassObject): boolean {
  if (cls.externalBases.some((path) => path === 'typing.NamedTuple' || path === 'pydantic.BaseModel')) return true;
  return cls.mro.some(({ decorators }) => decorators.some(({ value }) => isDataclassDecorator(value)));
}

function isDataclassDecorator(value: Value): boolean {
  const decorator = value.kind === 'call' ? value.callee : value;
  return decorator.kind === 'external' && (decorator.path.startsWith('dataclasses.') || decorator.path.startsWith('attr'));
}

function assignFields(cls: ClassObject, instance: SymbolicCall, args: CallArguments): void {
  for (const one of cls.mro) readFrom(one, ALL_NAMES, 'whole');
  const names = new Set([...cls.mro].reverse().flatMap(({ annotations }) => [...annotations.keys()]));
  let next = 0;
  for (const name of names) {
    const argument: Argument | undefined = args.positional[next++] ?? args.keywords.get(name);
    if (argument !== undefined) instance.assigned.set(name, { value: argument.value, anchor: argument.anchor, valueAnchor: argument.anchor });
  }
}
