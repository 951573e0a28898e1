/** `re.sub` and friends on known texts, for table names made from class names. */
import type { Anchor } from '../declarations/anchor';
import { call } from './calls';
import { argumentsOf, listOf, NONE, stringOf, type CallArguments } from './constants';
import type { Machine } from './machine';
import type { SymbolicCall, Value } from './values';

/** Longer subjects and patterns are not tried, so that no pattern can run away. */
const MAX_SUBJECT = 200;
const MAX_PATTERN = 200;

/** A function of the module `re`; undefined for what is not modelled. */
export function callPatternFunction(machine: Machine, name: string, args: CallArguments, anchor: Anchor): Value | undefined {
  const [pattern, ...rest] = args.positional;
  if (pattern?.value.kind !== 'string' || args.hasUnknown || args.keywords.size > 0) return undefined;
  return apply(machine, name, pattern.value.value, rest.map(({ value }) => value), anchor);
}

/** A method of `re.compile(pattern)`. */
export function callPatternMethod(machine: Machine, compiled: SymbolicCall, name: string, args: CallArguments, anchor: Anchor): Value | undefined {
  const [pattern, flags] = compiled.args;
  if (pattern?.value.kind !== 'string' || flags !== undefined || args.hasUnknown || args.keywords.size > 0) return undefined;
  return apply(machine, name, pattern.value.value, args.positional.map(({ value }) => value), anchor);
}

function apply(machine: Machine, name: string, pattern: string, values: readonly Value[], anchor: Anchor): Value | undefined {
  const expression = patternOf(pattern);
  if (expression === undefined) return undefined;
  if (name === 'sub') return substitute(machine, expression, values, anchor);
  const [subject, further] = values;
  if (subject?.kind !== 'string' || subject.value.length > MAX_SUBJECT || further !== undefined) return undefined;
  switch (name) {
    case 'findall':
      return findAll(expression, subject.value);
    case 'split':
      return listOf(subject.value.split(expression).map((part) => (part === undefined ? NONE : stringOf(part))));
    case 'match':
    case 'search':
    case 'fullmatch':
      return test(name, expression, subject.value) ? undefined : NONE;
    default:
      return undefined;
  }
}

function test(name: 'match' | 'search' | 'fullmatch', expression: RegExp, subject: string): boolean {
  const found = [...subject.matchAll(expression)];
  if (name === 'search') return found.length > 0;
  const [first] = found;
  return first?.index === 0 && (name === 'match' || first[0].length === subject.length);
}

function findAll(expression: RegExp, subject: string): Value | undefined {
  const matches = [...subject.matchAll(expression)];
  if (matches.some((match) => match.length > 2)) return undefined;
  return listOf(matches.map((match) => stringOf(match[1] ?? match[0])));
}

/** `sub(replacement, subject)`; the replacement may be a function of the match. */
function substitute(machine: Machine, expression: RegExp, [replacement, subject, count]: readonly Value[], anchor: Anchor): Value | undefined {
  if (replacement === undefined || subject?.kind !== 'string' || subject.value.length > MAX_SUBJECT) return undefined;
  if (count !== undefined && (count.kind !== 'number' || count.value !== 0)) return undefined;
  if (replacement.kind === 'string') {
    const text = replacement.value;
    return stringOf(subject.value.replace(expression, (...groups: readonly unknown[]) => expand(text, groups)));
  }
  if (replacement.kind !== 'function') return undefined;
  let isKnown = true;
  const text = subject.value.replace(expression, (...groups: readonly unknown[]) => {
    const result = call(machine, replacement, argumentsOf([matchObject(machine, groups, anchor)], anchor), anchor);
    if (result.kind !== 'string') isKnown = false;
    return result.kind === 'string' ? result.value : '';
  });
  return isKnown ? stringOf(text) : undefined;
}

/** A match: a partial `dict.get` of its groups stands for `match.group`. */
function matchObject(machine: Machine, groups: readonly unknown[], anchor: Anchor): Value {
  const texts = groups.slice(0, groups.findIndex((group) => typeof group === 'number'));
  const entries = texts.map((text, index) => ({ key: { kind: 'number' as const, value: index, isInteger: true }, value: typeof text === 'string' ? stringOf(text) : NONE }));
  const match = machine.symbolicCall(machine.external('re.Match'), argumentsOf([], anchor), anchor);
  const group: Value = { kind: 'attribute', object: { kind: 'dict', entries: [...entries] }, name: 'get', anchor };
  match.assigned.set('group', { value: group, anchor });
  return match;
}

/** `\1`, `\g<1>`, `\g<name>` and escapes of a replacement text. */
function expand(replacement: string, groups: readonly unknown[]): string {
  const named = groups.at(-1);
  return replacement.replace(/\\(?:g<([^>]+)>|(\d{1,2})|(.))/g, (_all, name: string | undefined, number: string | undefined, other: string | undefined) => {
    const reference = name ?? number;
    if (reference === undefined) return other === 'n' ? '\n' : (other ?? '');
    const group = /^\d+$/.test(reference) ? groups[Number(reference)] : typeof named === 'object' ? (named as Readonly<Record<string, unknown>> | null)?.[reference] : undefined;
    return typeof group === 'string' ? group : '';
  });
}

/** The pattern as a JavaScript one; undefined for syntax that differs, and for a repetition of a repetition, which can take exponential time. */
/** A pattern of Python's `re` as one of ours, for all matches; undefined where the two languages differ or it is too long. */
export function patternOf(pattern: string, flags = ''): RegExp | undefined {
  if (pattern.length > MAX_PATTERN || /\(\?[aiLmsux#(]|\\[AZ]|[+*}?]\)[+*{]/.test(pattern)) return undefined;
  try {
    return new RegExp(pattern.replaceAll('(?P<', '(?<').replace(/\(\?P=(\w+)\)/g, '\\k<$1>'), `gu${flags}`);
  } catch {
    // Not a pattern in both languages: what it gives is not known.
    return undefined;
  }
}

