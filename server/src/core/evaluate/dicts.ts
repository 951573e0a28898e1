import type { Anchor } from '../declarations/anchor';
import { areEqual } from './operators';
import type { DictEntry, DictValue, Value } from './values';

/** The entry of a key; `unknown` where an unknown key or an open dict may hold it. */
export function findEntry(dict: DictValue, key: Value): DictEntry | 'unknown' | undefined {
  let isUnsure = dict.isOpen === true;
  for (const entry of dict.entries) {
    const equal = sameKey(entry.key, key);
    if (equal === true) return entry;
    if (equal === undefined) isUnsure = true;
  }
  return isUnsure ? 'unknown' : undefined;
}

/** Stores a value: an equal key keeps its place. */
export function putEntry(dict: DictValue, key: Value, value: Value, anchor?: Anchor): void {
  const index = dict.entries.findIndex((entry) => sameKey(entry.key, key) === true);
  const entry = anchor === undefined ? { key, value } : { key, value, anchor };
  if (index >= 0) dict.entries[index] = entry;
  else dict.entries.push(entry);
}

/** The value of a text key when it is known. */
export function valueOfKey(dict: DictValue, key: string): Value | undefined {
  return dict.entries.find((entry) => entry.key.kind === 'string' && entry.key.value === key)?.value;
}

/** Equality as hashing sees it: symbolic objects are equal to themselves only. */
function sameKey(left: Value, right: Value): boolean | undefined {
  if (left === right) return true;
  if (left.kind === 'string' && right.kind === 'string') return left.value === right.value;
  return areEqual(left, right);
}
