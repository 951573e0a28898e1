import type { Raised } from './machine';
import { classObject } from './objects';
import type { Value } from './values';

/** What a `raise` statement sends on its way. */
export function exceptionOf(value: Value | undefined, reason: string): Raised {
  const type = value?.kind === 'call' ? value.callee : value;
  if (type?.kind === 'external') return { type: type.path, reason };
  return type?.kind === 'class' ? { type: classObject(type), reason } : { reason };
}

/** Whether `except types:` catches an exception. An exception of unknown type is caught by every handler. */
export function handlerMatches(types: Value, raised: Raised): boolean {
  if (types.kind === 'tuple') return types.items.some((type) => handlerMatches(type, raised));
  if (raised.type === undefined) return true;
  if (typeof raised.type !== 'string') {
    if (types.kind === 'class') return raised.type.mro.includes(classObject(types));
    const { externalBases } = raised.type;
    return types.kind !== 'external' || externalBases.some((path) => isSubclass(path, types.path));
  }
  return types.kind === 'external' ? isSubclass(raised.type, types.path) : types.kind !== 'class';
}

/** The parents of the exceptions that the evaluator itself raises. */
const PARENTS: Readonly<Record<string, string>> = {
  'builtins.ModuleNotFoundError': 'builtins.ImportError',
  'builtins.KeyError': 'builtins.LookupError',
  'builtins.IndexError': 'builtins.LookupError',
  'builtins.NotImplementedError': 'builtins.RuntimeError',
  'builtins.UnboundLocalError': 'builtins.NameError',
};

function isSubclass(path: string, ancestor: string): boolean {
  if (ancestor === 'builtins.Exception' || ancestor === 'builtins.BaseException') return true;
  for (let current: string | undefined = path; current !== undefined; current = PARENTS[current]) if (current === ancestor) return true;
  return false;
}
