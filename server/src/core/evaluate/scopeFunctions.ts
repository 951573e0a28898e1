/** Builtins that look at where they are called. */
import type { Anchor } from '../declarations/anchor';
import { classFromDict } from './classes';
import { dictOf, dynamic, stringOf, type CallArguments } from './constants';
import type { Environment } from './environment';
import { itemsOf } from './iteration';
import type { Machine } from './machine';
import type { DictValue, Value } from './values';

/** undefined for any other function. */
export function callScopeFunction(machine: Machine, environment: Environment, path: string, args: CallArguments, anchor: Anchor): Value | undefined {
  switch (path) {
    case 'builtins.super':
      return callSuperFunction(machine, environment, args, anchor);
    case 'builtins.locals':
      return scopeDict(machine, environment);
    case 'builtins.vars':
      return args.positional.length === 0 ? scopeDict(machine, environment) : undefined;
    case 'builtins.globals':
      return scopeDict(machine, environment.root());
    case 'builtins.exec':
    case 'builtins.eval':
      environment.module.openReason ??= 'the module runs code from a text';
      return dynamic(`the result of \`${path.slice('builtins.'.length)}()\``, anchor);
    case 'builtins.type':
      return callType(machine, environment, args, anchor);
    default:
      return undefined;
  }
}

/** `super()` knows the class from `__class__` and the object from the first argument of the function. */
function callSuperFunction(machine: Machine, environment: Environment, args: CallArguments, anchor: Anchor): Value {
  let { positional } = args;
  if (positional.length === 0) {
    const cls = environment.lookup('__class__');
    const self = environment.frame?.firstArgument;
    if (cls !== undefined && self !== undefined) positional = [cls, self].map((value) => ({ value, anchor }));
  }
  return { kind: 'call', callee: machine.external('builtins.super'), args: positional, keywords: args.keywords, hasUnknownArguments: false, anchor, serial: 0, assigned: new Map() };
}

/** The names of a scope as a dict; storing into it binds names. */
function scopeDict(machine: Machine, environment: Environment): DictValue {
  const bindings = environment.parent === undefined ? environment.module.namespace : environment.bindings;
  const dict = dictOf([...bindings].map(([name, { value }]) => ({ key: stringOf(name), value })));
  machine.scopeDicts.set(dict, environment);
  return dict;
}

/** `type(name, bases, namespace)` makes a class in the module that calls it. */
function callType(machine: Machine, environment: Environment, args: CallArguments, anchor: Anchor): Value | undefined {
  const [name, bases, namespace] = args.positional;
  if (name === undefined || bases === undefined || namespace === undefined) return undefined;
  if (name.value.kind !== 'string') {
    const reason = 'a class whose name only run time knows';
    machine.emit({ kind: 'unnamedClass', bases: itemsOf(bases.value)?.values ?? [], reason });
    return name.value.kind === 'dynamic' ? name.value : dynamic(reason, anchor);
  }
  const dict: DictValue = namespace.value.kind === 'dict' ? namespace.value : dictOf([], true);
  const parts = { name: name.value.value, bases: bases.value, namespace: dict, keywords: args.keywords, anchor, nameAnchor: name.anchor };
  return classFromDict(machine, environment.module, parts);
}
