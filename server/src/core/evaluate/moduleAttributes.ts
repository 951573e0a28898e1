import type { Anchor } from '../declarations/anchor';
import { call } from './calls';
import { argumentsOf, dictOf, dynamic, stringOf } from './constants';
import type { Module } from './environment';
import type { Machine } from './machine';
import type { Value } from './values';

/** `module.name`; undefined where Python is certain to raise `AttributeError`. */
export function moduleAttribute(machine: Machine, module: Module, name: string, anchor: Anchor): Value | undefined {
  machine.noteRead(module.startedAt);
  const own = module.namespace.get(name)?.value ?? module.lookupStar(name) ?? module.lookupSelf(name);
  if (own !== undefined) return own;
  const submodule = machine.loader.submodule(module, name);
  if (submodule !== undefined) return submodule;
  if (name === '__dict__') return dictOf([...module.namespace].map(([key, { value }]) => ({ key: stringOf(key), value })));
  const made = madeOnDemand(machine, module, name, anchor);
  if (made !== undefined) return made;
  if (module.state !== 'done') {
    machine.loader.noteUnbound();
    return dynamic(`the value of \`${module.name}.${name}\`, which is not bound yet while modules import each other`, anchor);
  }
  if (module.openReason !== undefined) return dynamic(`the value of \`${module.name}.${name}\`, since ${module.openReason}`, anchor);
  return module.facts === undefined ? machine.external(`${module.name}.${name}`) : undefined;
}

/** What the module's own `__getattr__` gives for a name that it does not bind (PEP 562). */
export function madeOnDemand(machine: Machine, module: Module, name: string, anchor: Anchor): Value | undefined {
  const fn = module.bindings.get('__getattr__')?.value;
  if (fn === undefined || name.startsWith('__')) return undefined;
  const attribute = `${module.name}.${name}`;
  if (fn.kind !== 'function' || machine.attributesBeingMade.has(attribute)) return dynamic(`\`${attribute}\`, which the module makes when asked for it`, anchor);
  machine.attributesBeingMade.add(attribute);
  const value = call(machine, fn, argumentsOf([stringOf(name)], anchor), anchor);
  machine.attributesBeingMade.delete(attribute);
  return value;
}
