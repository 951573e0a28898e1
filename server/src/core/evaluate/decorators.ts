import type { Anchor } from '../declarations/anchor';
import { call } from './calls';
import { argumentsOf } from './constants';
import type { Machine } from './machine';
import type { Value } from './values';

export interface Decorator {
  readonly value: Value;
  readonly anchor: Anchor;
}

/** A decorated function: decorators are calls, the one nearest to the `def` first. */
export function applyDecorators(machine: Machine, fn: Value, decorators: readonly Decorator[]): Value {
  return decorators.reduceRight((value, decorator) => call(machine, decorator.value, argumentsOf([value], decorator.anchor), decorator.anchor), fn);
}

/** Decorators of Python itself that give back the function they get, or one that returns the same. */
const PASS_THROUGH: ReadonlySet<string> = new Set([
  'abc.abstractmethod',
  'contextlib.contextmanager',
  'functools.cache',
  'functools.lru_cache',
  'functools.singledispatch',
  'functools.total_ordering',
  'typing.final',
  'typing.no_type_check',
  'typing.overload',
  'typing.override',
  'typing.runtime_checkable',
]);

/** Decorators that are called with options first: `@functools.wraps(fn)`. */
const PASS_THROUGH_WITH_OPTIONS: ReadonlySet<string> = new Set(['functools.lru_cache', 'functools.wraps', 'typing.deprecated', 'warnings.deprecated']);

/** The decorated object where the callee is a decorator that changes nothing we see; undefined for any other call. */
export function passThrough(callee: Value, args: readonly { readonly value: Value }[]): Value | undefined {
  const [only] = args;
  if (only === undefined || args.length !== 1) return undefined;
  if (callee.kind === 'external') return PASS_THROUGH.has(callee.path) && isDecorated(only.value) ? only.value : undefined;
  if (callee.kind !== 'call' || callee.callee.kind !== 'external') return undefined;
  return PASS_THROUGH_WITH_OPTIONS.has(callee.callee.path) ? only.value : undefined;
}

function isDecorated(value: Value): boolean {
  return value.kind === 'function' || value.kind === 'class' || value.kind === 'call';
}
