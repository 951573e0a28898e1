import type { Anchor } from '../declarations/anchor';
import { call } from './calls';
import { argumentsOf, dynamic, isSymbolic, stringOf } from './constants';
import { findEntry, putEntry } from './dicts';
import { isEnumClass, memberNamesOf, memberOf, memberValueOf } from './enums';
import type { Machine } from './machine';
import { bindMethod, getAttribute } from './attributes';
import { classObject, findInClass } from './objects';
import { areEqual } from './operators';
import type { SequenceValue, Value } from './values';

/** `object[index]`. Types stay symbolic: `List["B"]`, `Base[int]`. */
export function subscript(machine: Machine, object: Value, index: Value, anchor: Anchor): Value {
  switch (object.kind) {
    case 'list':
    case 'tuple':
    case 'set':
      return itemAt(machine, object, index, anchor);
    case 'string':
      return characterAt(object.value, index, anchor);
    case 'dict': {
      const entry = findEntry(object, index);
      if (entry === 'unknown') return dynamic('the value of a key that only run time knows', anchor);
      return entry?.value ?? machine.certainError('KeyError', 'the value of a key that is not in the dict', anchor);
    }
    case 'class': {
      const cls = classObject(object);
      if (isEnumClass(cls) && index.kind === 'string' && memberNamesOf(cls).includes(index.value)) return memberOf(cls, index.value);
      return { kind: 'subscript', object, index, isSlice: false, anchor };
    }
    case 'external':
      if (object.path === 'sys.modules' && index.kind === 'string') {
        const module = machine.loader.moduleNamed(index.value);
        if (module !== undefined) return module;
      }
      return { kind: 'subscript', object, index, isSlice: false, anchor };
    case 'call': {
      const getItem = object.callee.kind === 'class' ? findInClass(classObject(object.callee), '__getitem__')?.value : undefined;
      if (getItem?.kind === 'function') return call(machine, bindMethod(getItem, object), argumentsOf([index], anchor), anchor);
      if (object.callee.kind === 'external' && object.callee.path === 'builtins.super') {
        const method = getAttribute(machine, object, '__getitem__', anchor);
        if (method !== undefined) return call(machine, method, argumentsOf([index], anchor), anchor);
      }
      return { kind: 'subscript', object, index, isSlice: false, anchor };
    }
    case 'dynamic':
      return object;
    default:
      if (isSymbolic(object)) return { kind: 'subscript', object, index, isSlice: false, anchor };
      return dynamic('an item of something that has none', anchor);
  }
}

/** `object[lower:upper:step]`; a part left out is `none`. */
export function slice(object: Value, parts: readonly [Value, Value, Value], anchor: Anchor): Value {
  if (object.kind === 'dynamic') return object;
  if (object.kind === 'string' || object.kind === 'list' || object.kind === 'tuple') {
    const characters = object.kind === 'string' ? Array.from(object.value) : [];
    const picked = pick(object.kind === 'string' ? characters.length : object.items.length, parts);
    if (picked === undefined || (object.kind !== 'string' && object.isOpen === true)) return dynamic('a part of a sequence that only run time knows', anchor);
    if (object.kind === 'string') return stringOf(picked.map((index) => characters[index]).join(''));
    return { kind: object.kind, items: picked.flatMap((index) => object.items[index] ?? []) };
  }
  return { kind: 'subscript', object, index: { kind: 'tuple', items: [...parts] }, isSlice: true, anchor };
}

/** `slice.indices(length)`. */
function pick(length: number, [lower, upper, stepValue]: readonly [Value, Value, Value]): readonly number[] | undefined {
  const known = (value: Value): boolean => value.kind === 'none' || value.kind === 'number';
  if (!known(lower) || !known(upper) || !known(stepValue)) return undefined;
  const step = stepValue.kind === 'number' ? Math.trunc(stepValue.value) : 1;
  if (step === 0) return undefined;
  const lowest = step > 0 ? 0 : -1;
  const highest = step > 0 ? length : length - 1;
  const bound = (value: Value, otherwise: number): number =>
    value.kind === 'number' ? Math.min(highest, Math.max(lowest, value.value < 0 ? value.value + length : value.value)) : otherwise;
  const picked: number[] = [];
  const end = bound(upper, step > 0 ? highest : lowest);
  for (let index = bound(lower, step > 0 ? lowest : highest); step > 0 ? index < end : index > end; index += step) picked.push(index);
  return picked;
}

function itemAt(machine: Machine, sequence: SequenceValue, index: Value, anchor: Anchor): Value {
  if (index.kind !== 'number' || sequence.isOpen === true) return dynamic('an item that only run time knows', anchor);
  const item = sequence.items[index.value < 0 ? index.value + sequence.items.length : index.value];
  return item ?? machine.certainError('IndexError', 'an item behind the end of a sequence', anchor);
}

function characterAt(text: string, index: Value, anchor: Anchor): Value {
  if (index.kind !== 'number') return dynamic('a character that only run time knows', anchor);
  const characters = Array.from(text);
  const character = characters[index.value < 0 ? index.value + characters.length : index.value];
  return character === undefined ? dynamic('a character behind the end of a text', anchor) : stringOf(character);
}

/** `object[index] = value`. */
export function storeItem(machine: Machine, object: Value, index: Value, value: Value, anchor: Anchor): void {
  machine.noteEffect(object);
  if (object.kind === 'dict') {
    // On a branch that may not be taken: the entry may be there.
    if (machine.branches !== undefined && findEntry(object, index) === undefined) object.isOpen = true;
    putEntry(object, index, value, anchor);
    if (index.kind === 'string') machine.scopeDicts.get(object)?.bind(index.value, value, anchor, anchor);
  } else if (object.kind === 'list' && index.kind === 'number') {
    const at = index.value < 0 ? index.value + object.items.length : index.value;
    if (at >= 0 && at < object.items.length) object.items[at] = value;
  } else if (object.kind === 'list') {
    object.isOpen = true;
  } else if (object.kind === 'call') {
    const setItem = getAttribute(machine, object, '__setitem__', anchor);
    if (setItem?.kind === 'boundMethod') call(machine, setItem, argumentsOf([index, value], anchor), anchor);
  }
}

/** `del object[index]`. */
export function deleteItem(machine: Machine, object: Value, index: Value): void {
  machine.noteEffect(object);
  if (object.kind === 'dict') {
    const entry = findEntry(object, index);
    if (entry === 'unknown') object.isOpen = true;
    else if (entry !== undefined) object.entries.splice(object.entries.indexOf(entry), 1);
  } else if (object.kind === 'list') {
    if (index.kind === 'number') object.items.splice(index.value, 1);
    else object.isOpen = true;
  }
}

/** The enum member that was given a value: `Status("active")`. */
export function memberByValue(cls: ReturnType<typeof classObject>, value: Value): Value | undefined {
  const name = memberNamesOf(cls).find((candidate) => {
    const known = memberValueOf(cls, candidate);
    return known !== undefined && areEqual(known, value) === true;
  });
  return name === undefined ? undefined : memberOf(cls, name);
}

