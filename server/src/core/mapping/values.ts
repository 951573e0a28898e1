/** Small questions about Python values that many mapping steps ask. */
import { truthOf } from '../evaluate/operators';
import type { Argument, BranchMark, SymbolicCall, Value } from '../evaluate/values';
import { reprOf } from '../evaluate/pythonText';

export const NONE: Value = { kind: 'none' };

export function isNone(value: Value | undefined): boolean {
  return value === undefined || value.kind === 'none';
}

/** A boolean argument: absent or unknown counts as `otherwise`. */
export function flagOf(argument: Argument | undefined, otherwise = false): boolean {
  return argument === undefined ? otherwise : (truthOf(argument.value) ?? otherwise);
}

export function keyword(call: SymbolicCall, name: string): Argument | undefined {
  return call.keywords.get(name);
}

/** An argument that may be given by position or name. */
export function argumentAt(call: SymbolicCall, position: number, name: string): Argument | undefined {
  return call.keywords.get(name) ?? call.args[position];
}

export function stringOf(argument: Argument | undefined): string | undefined {
  return argument?.value.kind === 'string' ? argument.value.value : undefined;
}

/** Whether only run time knows the value itself. */
export function isUnknown(value: Value): boolean {
  return value.kind === 'dynamic' || value.kind === 'operation' || value.kind === 'subscript' || value.kind === 'attribute';
}

export function reasonOf(value: Value, what: string): string {
  return value.kind === 'dynamic' ? value.reason : `${what}, which only run time knows`;
}

/** Items of a list, tuple or set; a single value counts as a list of one (`util.to_list`). */
export function itemsOf(value: Value): readonly Value[] {
  return value.kind === 'list' || value.kind === 'tuple' || value.kind === 'set' ? value.items : [value];
}

/** A key by which two Python values are equal as dictionary keys; undefined where that is not known. */
export function equalityKey(value: Value): string | undefined {
  switch (value.kind) {
    case 'string':
    case 'bytes':
    case 'none':
    case 'boolean':
    case 'number':
      return `${value.kind === 'boolean' || value.kind === 'number' ? 'number' : value.kind}:${value.kind === 'boolean' ? Number(value.value) : reprOf(value)}`;
    case 'attribute':
      // members of an enumeration
      return value.object.kind === 'class' ? `member:${value.object.module.name}.${value.object.qualifiedName}.${value.name}` : undefined;
    default:
      return undefined;
  }
}

/** Whether two things stand in different alternatives of one decision, so that at most one of them exists at run time. */
export function areAlternatives(one: readonly BranchMark[] | undefined, other: readonly BranchMark[] | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return one.some((mark) => other.some(({ decision, alternative }) => mark.decision === decision && mark.alternative !== alternative));
}

/** The value of a `**kwargs`-like dict by string key. */
export function dictGet(value: Value, key: string): Value | undefined {
  if (value.kind !== 'dict') return undefined;
  for (let index = value.entries.length - 1; index >= 0; index -= 1) {
    const entry = value.entries[index];
    if (entry?.key.kind === 'string' && entry.key.value === key) return entry.value;
  }
  return undefined;
}
