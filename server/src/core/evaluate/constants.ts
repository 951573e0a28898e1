import type { Anchor } from '../declarations/anchor';
import type { Argument, BooleanValue, DictEntry, DictValue, DynamicValue, EllipsisValue, NoneValue, NumberValue, SequenceValue, StringValue, Value } from './values';

export const NONE: NoneValue = { kind: 'none' };
export const ELLIPSIS: EllipsisValue = { kind: 'ellipsis' };
export const TRUE: BooleanValue = { kind: 'boolean', value: true };
export const FALSE: BooleanValue = { kind: 'boolean', value: false };

export function booleanOf(value: boolean): BooleanValue {
  return value ? TRUE : FALSE;
}

export function stringOf(value: string): StringValue {
  return { kind: 'string', value };
}

export function integerOf(value: number): NumberValue {
  return { kind: 'number', value, isInteger: true };
}

export function floatOf(value: number): NumberValue {
  return { kind: 'number', value, isInteger: false };
}

export function listOf(items: Value[], isOpen?: boolean): SequenceValue {
  return isOpen === true ? { kind: 'list', items, isOpen } : { kind: 'list', items };
}

export function tupleOf(items: Value[]): SequenceValue {
  return { kind: 'tuple', items };
}

export function dictOf(entries: DictEntry[], isOpen?: boolean): DictValue {
  return isOpen === true ? { kind: 'dict', entries, isOpen } : { kind: 'dict', entries };
}

/** `reason` completes "not known: …" in plain words. */
export function dynamic(reason: string, anchor?: Anchor): DynamicValue {
  return anchor === undefined ? { kind: 'dynamic', reason } : { kind: 'dynamic', reason, anchor };
}

/** What a call passes. */
export interface CallArguments {
  readonly positional: readonly Argument[];
  readonly keywords: ReadonlyMap<string, Argument>;
  /** `*args` or `**kwargs` of unknown content are passed as well. */
  readonly hasUnknown: boolean;
}

export const NO_KEYWORDS: ReadonlyMap<string, never> = new Map<string, never>();

export function argumentsOf(values: readonly Value[], anchor: Anchor): CallArguments {
  return { positional: values.map((value) => ({ value, anchor })), keywords: NO_KEYWORDS, hasUnknown: false };
}

export type CallableSymbol = Extract<Value, { kind: 'call' | 'attribute' | 'subscript' | 'operation' }>;

/** Whether a value stands for an object whose behaviour a library decides. */
export function isSymbolic(value: Value): value is CallableSymbol {
  return value.kind === 'call' || value.kind === 'attribute' || value.kind === 'subscript' || value.kind === 'operation';
}
