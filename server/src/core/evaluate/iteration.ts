import type { Anchor } from '../declarations/anchor';
import { dynamic, stringOf, tupleOf } from './constants';
import { isEnumClass, memberNamesOf, memberOf } from './enums';
import { MAX_ITEMS } from './machine';
import { classObject } from './objects';
import type { Value } from './values';

/** What iterating gives, as far as it is known. */
export interface KnownItems {
  readonly values: readonly Value[];
  /** More, unknown items may follow. */
  readonly isOpen: boolean;
}

/** The items of a sequence, the keys of a dict, the characters of a text, the members of an enum; undefined where nothing is known. */
export function itemsOf(value: Value): KnownItems | undefined {
  switch (value.kind) {
    case 'list':
    case 'tuple':
    case 'set':
      return { values: value.items, isOpen: value.isOpen === true };
    case 'dict':
      return { values: value.entries.map(({ key }) => key), isOpen: value.isOpen === true };
    case 'string':
      return value.value.length > MAX_ITEMS ? undefined : { values: Array.from(value.value, stringOf), isOpen: false };
    case 'class': {
      const cls = classObject(value);
      return isEnumClass(cls) ? { values: memberNamesOf(cls).map((name) => memberOf(cls, name)), isOpen: false } : undefined;
    }
    default:
      return undefined;
  }
}

/**
 * What stands for every item where only a library knows them and what is done to one is done to all: a table of `metadata.sorted_tables` or of
 * `metadata.tables.values()`. A subscript whose index is not known.
 */
export function anyItemOf(iterable: Value, anchor: Anchor): Value | undefined {
  const isTables =
    (iterable.kind === 'attribute' && iterable.name === 'sorted_tables') ||
    (iterable.kind === 'call' && iterable.callee.kind === 'attribute' && iterable.callee.name === 'values' && iterable.callee.object.kind === 'attribute' && iterable.callee.object.name === 'tables');
  return isTables ? { kind: 'subscript', object: iterable, index: dynamic('each of the tables', anchor), isSlice: false, anchor } : undefined;
}

/** `(key, value)` pairs of a mapping, or of an iterable of pairs; undefined where not known. */
export function pairsOf(value: Value): readonly (readonly [Value, Value])[] | undefined {
  if (value.kind === 'dict') return value.isOpen === true ? undefined : value.entries.map((entry) => [entry.key, entry.value] as const);
  const items = itemsOf(value);
  if (items === undefined || items.isOpen) return undefined;
  const pairs: (readonly [Value, Value])[] = [];
  for (const item of items.values) {
    const [key, second, ...rest] = itemsOf(item)?.values ?? [];
    if (key === undefined || second === undefined || rest.length > 0) return undefined;
    pairs.push([key, second]);
  }
  return pairs;
}

export function pairOf(first: Value, second: Value): Value {
  return tupleOf([first, second]);
}
