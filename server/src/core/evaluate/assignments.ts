/** Binding, storing and deleting: `a, *b = value`, `object.name = value`, `object[index] = value`. */
import type { Anchor } from '../declarations/anchor';
import type { Expression } from '../python/syntax';
import { call } from './calls';
import { argumentsOf, dynamic, listOf } from './constants';
import { evaluate } from './expressions';
import type { Environment, Module } from './environment';
import { itemsOf } from './iteration';
import type { Machine } from './machine';
import { bindMethod } from './attributes';
import { classObject, findInClass, functionObject } from './objects';
import { deleteItem, storeItem } from './subscripts';
import type { Binding, Value } from './values';

export function bindTarget(machine: Machine, environment: Environment, target: Expression, value: Value, valueAnchor: Anchor): void {
  switch (target.kind) {
    case 'Name':
      environment.bind(target.name, value, environment.anchorOf(target), valueAnchor);
      return;
    case 'Tuple':
    case 'List':
      unpack(machine, environment, target.elements, value, valueAnchor);
      return;
    case 'Starred':
      bindTarget(machine, environment, target.value, value, valueAnchor);
      return;
    case 'Attribute':
      setAttribute(machine, evaluate(machine, environment, target.value), environment.attributeName(target.attribute.name), value, environment.anchorOf(target), valueAnchor);
      return;
    case 'Subscript':
      storeItem(machine, evaluate(machine, environment, target.value), evaluate(machine, environment, target.index), value, valueAnchor);
      return;
    default:
      return;
  }
}

function unpack(machine: Machine, environment: Environment, targets: readonly Expression[], value: Value, valueAnchor: Anchor): void {
  const items = itemsOf(value);
  const known = items === undefined || items.isOpen ? undefined : items.values;
  const star = targets.findIndex(({ kind }) => kind === 'Starred');
  const behind = targets.length - 1 - star;
  targets.forEach((target, index) => {
    let item: Value | undefined;
    if (known === undefined) item = undefined;
    else if (index === star) item = listOf(known.slice(star, Math.max(star, known.length - behind)));
    else item = star >= 0 && index > star ? known[known.length - (targets.length - index)] : known[index];
    bindTarget(machine, environment, target, item ?? (value.kind === 'dynamic' ? value : dynamic('a part of a value that only run time knows')), valueAnchor);
  });
}

/** `object.name = value`; libraries hear of it. */
export function setAttribute(machine: Machine, object: Value, name: string, value: Value, anchor: Anchor, valueAnchor?: Anchor): void {
  if (name === '') return;
  machine.noteEffect(object);
  const binding = { value, anchor, valueAnchor };
  switch (object.kind) {
    case 'class': {
      const cls = classObject(object);
      const previous = cls.namespace.get(name);
      // What replaces something on a branch that may not be taken is one of two values; what comes to it is there, as classes of all branches are.
      const replaces = machine.branches !== undefined && (previous !== undefined || (name.startsWith('__') && name.endsWith('__')));
      const given = replaces ? dynamic(`the value of \`${name}\`, which depends on a condition that only run time knows`, anchor) : value;
      cls.namespace.set(name, { ...binding, value: given });
      if (cls.isAnnounced) machine.emit({ kind: 'setAttribute', target: object, name, value: given, anchor, valueAnchor, previous });
      return;
    }
    case 'module':
      (object as Module).setBinding(name, binding);
      return;
    case 'function':
      (functionObject(object).attributes ??= new Map()).set(name, binding);
      return;
    case 'call': {
      if (setProperty(machine, object, name, value, anchor)) return;
      object.assigned.set(name, binding);
      machine.emit({ kind: 'setAttribute', target: object, name, value, anchor, valueAnchor });
      return;
    }
    case 'attribute':
    case 'subscript':
    case 'operation':
    case 'external':
      machine.emit({ kind: 'setAttribute', target: object, name, value, anchor, valueAnchor });
      return;
    default:
      return;
  }
}

/** Calls the `__set__` of a descriptor that the project wrote. */
function setProperty(machine: Machine, object: Extract<Value, { kind: 'call' }>, name: string, value: Value, anchor: Anchor): boolean {
  if (object.callee.kind !== 'class') return false;
  const descriptor = findInClass(classObject(object.callee), name)?.value;
  if (descriptor?.kind !== 'call' || descriptor.callee.kind !== 'class') return false;
  const set = findInClass(classObject(descriptor.callee), '__set__')?.value;
  if (set?.kind !== 'function') return false;
  call(machine, bindMethod(set, descriptor), argumentsOf([object, value], anchor), anchor);
  return true;
}

export function deleteTarget(machine: Machine, environment: Environment, target: Expression): void {
  switch (target.kind) {
    case 'Name':
      environment.unbind(target.name);
      return;
    case 'Tuple':
    case 'List':
      for (const element of target.elements) deleteTarget(machine, environment, element);
      return;
    case 'Attribute':
      deleteAttribute(machine, evaluate(machine, environment, target.value), environment.attributeName(target.attribute.name), environment.anchorOf(target));
      return;
    case 'Subscript':
      deleteItem(machine, evaluate(machine, environment, target.value), evaluate(machine, environment, target.index));
      return;
    default:
      return;
  }
}

/** `del object.name`. */
export function deleteAttribute(machine: Machine, object: Value, name: string, anchor: Anchor): void {
  machine.noteEffect(object);
  let previous: Binding | undefined;
  if (object.kind === 'class') {
    const cls = classObject(object);
    previous = cls.namespace.get(name);
    cls.namespace.delete(name);
    if (!cls.isAnnounced) return;
  } else if (object.kind === 'module') {
    (object as Module).setBinding(name, undefined);
    return;
  } else if (object.kind === 'call') {
    object.assigned.delete(name);
  }
  machine.emit({ kind: 'deleteAttribute', target: object, name, anchor, previous });
}

