import type { Anchor } from '../declarations/anchor';
import { call } from './calls';
import { argumentsOf, type CallArguments } from './constants';
import type { Machine } from './machine';
import { orderOf, truthOf } from './operators';
import type { Value } from './values';

/** The items in the order of `sorted(items, key=..., reverse=...)`; undefined where two of them cannot be compared. */
export function sortItems(machine: Machine, items: readonly Value[], args: CallArguments, anchor: Anchor): Value[] | undefined {
  const key = args.keywords.get('key')?.value;
  const keyed = items.map((value) => ({ value, key: key === undefined || key.kind === 'none' ? value : call(machine, key, argumentsOf([value], anchor), anchor) }));
  const first = keyed[0];
  if (first !== undefined && keyed.some((one) => orderOf(first.key, one.key) === undefined)) return undefined;
  const reversed = args.keywords.get('reverse');
  const direction = reversed !== undefined && truthOf(reversed.value) === true ? -1 : 1;
  keyed.sort((a, b) => direction * (orderOf(a.key, b.key) ?? 0));
  return keyed.map(({ value }) => value);
}
