import { areEqual } from './operators';
import type { Value } from './values';

/** The items without those that certainly equal an earlier one: what a Python set keeps. Linear in texts and numbers. */
export function distinctValues(items: Iterable<Value>): Value[] {
  const kept: Value[] = [];
  const plain = new Set<string | number>();
  const others: Value[] = [];
  for (const item of items) {
    const key = plainKeyOf(item);
    if (key === undefined ? others.some((known) => areEqual(known, item) === true) : plain.has(key)) continue;
    if (key === undefined) others.push(item);
    else plain.add(key);
    kept.push(item);
  }
  return kept;
}

/** Equal exactly where Python says so; undefined for what has to be compared one by one and equals no text and no number. */
function plainKeyOf(value: Value): string | number | undefined {
  if (value.kind === 'string') return value.value;
  return value.kind === 'number' || value.kind === 'boolean' ? Number(value.value) : undefined;
}
