/** Methods of Python's own data types on known values. */
import type { Anchor } from '../declarations/anchor';
import { booleanOf, dictOf, dynamic, integerOf, listOf, NONE, stringOf, tupleOf, type CallArguments } from './constants';
import { findEntry, putEntry } from './dicts';
import { distinctValues } from './distinctValues';
import { itemsOf, pairsOf } from './iteration';
import { MAX_ITEMS, type Machine } from './machine';
import { areEqual } from './operators';
import { sortItems } from './sorting';
import { callStringMethod } from './strings';
import type { DictValue, SequenceValue, Value } from './values';

const STRING_METHODS: ReadonlySet<string> = new Set(
  (
    'capitalize casefold center count encode endswith expandtabs find format format_map index isalnum isalpha isascii isdecimal isdigit isidentifier ' +
    'islower isnumeric isprintable isspace istitle isupper join ljust lower lstrip maketrans partition removeprefix removesuffix replace rfind ' +
    'rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title translate upper zfill'
  ).split(' '),
);
const LIST_METHODS: ReadonlySet<string> = new Set('append clear copy count extend index insert pop remove reverse sort'.split(' '));
const SET_METHODS: ReadonlySet<string> = new Set(
  'add clear copy difference discard intersection isdisjoint issubset issuperset pop remove symmetric_difference union update'.split(' '),
);
const DICT_METHODS: ReadonlySet<string> = new Set('clear copy fromkeys get items keys move_to_end pop popitem setdefault update values'.split(' '));

/** Whether plain data has a method of that name. */
export function hasDataMethod(value: Value, name: string): boolean {
  switch (value.kind) {
    case 'string':
      return STRING_METHODS.has(name);
    case 'list':
      return LIST_METHODS.has(name);
    case 'tuple':
      return name === 'count' || name === 'index';
    case 'set':
      return SET_METHODS.has(name);
    case 'dict':
      return DICT_METHODS.has(name);
    case 'bytes':
      return name === 'decode' || STRING_METHODS.has(name);
    case 'number':
    case 'boolean':
      return name === 'bit_length' || name === 'real' || name === 'imag' || name === 'is_integer';
    default:
      return false;
  }
}

/** undefined where the value is not plain data. What is not modelled is dynamic. */
export function callDataMethod(machine: Machine, object: Value, method: string, args: CallArguments, anchor: Anchor): Value | undefined {
  switch (object.kind) {
    case 'string':
      return callStringMethod(machine, object.value, method, args, anchor) ?? unknownResult(method, args, anchor);
    case 'list':
    case 'tuple':
    case 'set':
      return callSequenceMethod(machine, object, method, args, anchor) ?? unknownResult(method, args, anchor);
    case 'dict':
      return callDictMethod(machine, object, method, args, anchor) ?? unknownResult(method, args, anchor);
    case 'none':
    case 'bytes':
    case 'number':
    case 'boolean':
    case 'ellipsis':
      return unknownResult(method, args, anchor);
    default:
      return undefined;
  }
}

function unknownResult(method: string, args: CallArguments, anchor: Anchor): Value {
  return args.positional.find(({ value }) => value.kind === 'dynamic')?.value ?? dynamic(`the result of \`${method}()\``, anchor);
}

/** Methods of lists, sets and dicts that change them. */
const CHANGING_METHODS: ReadonlySet<string> = new Set(['append', 'add', 'extend', 'update', 'insert', 'pop', 'popitem', 'remove', 'discard', 'clear', 'reverse', 'sort', 'setdefault']);

function callSequenceMethod(machine: Machine, object: SequenceValue, method: string, args: CallArguments, anchor: Anchor): Value | undefined {
  if (CHANGING_METHODS.has(method)) machine.noteEffect(object);
  const [first, second] = args.positional.map(({ value }) => value);
  switch (method) {
    case 'append':
      if (first === undefined || object.items.length >= MAX_ITEMS) object.isOpen = true;
      else object.items.push(first);
      return NONE;
    case 'add':
      if (first !== undefined && !object.items.some((item) => areEqual(item, first) === true)) object.items.push(first);
      return NONE;
    case 'extend':
    case 'update': {
      for (const { value } of args.positional) extend(object, value);
      return NONE;
    }
    case 'insert':
      if (first?.kind === 'number' && second !== undefined) object.items.splice(first.value, 0, second);
      else object.isOpen = true;
      return NONE;
    case 'pop':
      return pop(machine, object, first, anchor);
    case 'remove':
    case 'discard': {
      const index = first === undefined ? -1 : object.items.findIndex((item) => areEqual(item, first) === true);
      if (index >= 0) object.items.splice(index, 1);
      return NONE;
    }
    case 'clear':
      object.items.length = 0;
      object.isOpen = false;
      return NONE;
    case 'reverse':
      object.items.reverse();
      return NONE;
    case 'sort': {
      const sorted = sortItems(machine, object.items, args, anchor);
      if (sorted !== undefined) object.items.splice(0, object.items.length, ...sorted);
      return NONE;
    }
    case 'copy':
      return { ...object, items: [...object.items] };
    case 'count':
      return first === undefined || object.isOpen === true ? undefined : integerOf(object.items.filter((item) => areEqual(item, first) === true).length);
    case 'index': {
      const index = first === undefined ? -1 : object.items.findIndex((item) => areEqual(item, first) === true);
      return index < 0 ? undefined : integerOf(index);
    }
    case 'union': {
      const result: SequenceValue = { ...object, items: [...object.items] };
      for (const { value } of args.positional) extend(result, value);
      return result;
    }
    case 'issubset':
    case 'issuperset': {
      const other = first === undefined ? undefined : itemsOf(first);
      if (other === undefined || other.isOpen || object.isOpen === true) return undefined;
      const [small, large] = method === 'issubset' ? [object.items, other.values] : [other.values, object.items];
      return booleanOf(small.every((item) => large.some((candidate) => areEqual(item, candidate) === true)));
    }
    default:
      return undefined;
  }
}

function extend(object: SequenceValue, iterable: Value): void {
  const more = itemsOf(iterable);
  if (more === undefined || more.isOpen) object.isOpen = true;
  const added = more?.values ?? [];
  const items = object.kind === 'set' ? distinctValues([...object.items, ...added]).slice(object.items.length) : [...added];
  for (const item of items) {
    if (object.items.length >= MAX_ITEMS) object.isOpen = true;
    else object.items.push(item);
  }
}

function pop(machine: Machine, object: SequenceValue, index: Value | undefined, anchor: Anchor): Value | undefined {
  if (object.isOpen === true || (index !== undefined && index.kind !== 'number')) return undefined;
  const at = index?.kind === 'number' ? (index.value < 0 ? index.value + object.items.length : index.value) : object.items.length - 1;
  return object.items.splice(at, 1)[0] ?? machine.certainError('IndexError', 'an item of an empty list', anchor);
}

function callDictMethod(machine: Machine, object: DictValue, method: string, args: CallArguments, anchor: Anchor): Value | undefined {
  if (CHANGING_METHODS.has(method)) machine.noteEffect(object);
  const [first, second] = args.positional.map(({ value }) => value);
  switch (method) {
    case 'get': {
      if (first === undefined) return undefined;
      const entry = findEntry(object, first);
      return entry === 'unknown' ? undefined : (entry?.value ?? second ?? NONE);
    }
    case 'items':
      return listOf(object.entries.map(({ key, value }) => tupleOf([key, value])), object.isOpen);
    case 'keys':
      return listOf(object.entries.map(({ key }) => key), object.isOpen);
    case 'values':
      return listOf(object.entries.map(({ value }) => value), object.isOpen);
    case 'copy':
      return dictOf(object.entries.map((entry) => ({ ...entry })), object.isOpen);
    case 'clear':
      object.entries.length = 0;
      object.isOpen = false;
      return NONE;
    case 'update':
      updateDict(machine, object, args, anchor);
      return NONE;
    case 'setdefault': {
      if (first === undefined) return undefined;
      const entry = findEntry(object, first);
      if (entry === 'unknown') return undefined;
      if (entry !== undefined) return entry.value;
      putEntry(object, first, second ?? NONE, anchor);
      return second ?? NONE;
    }
    case 'pop': {
      if (first === undefined) return undefined;
      const entry = findEntry(object, first);
      if (entry === 'unknown') return undefined;
      if (entry === undefined) return second ?? machine.certainError('KeyError', 'the value of a key that is not in the dict', anchor);
      object.entries.splice(object.entries.indexOf(entry), 1);
      return entry.value;
    }
    case 'popitem': {
      const entry = object.isOpen === true ? undefined : object.entries.pop();
      return entry === undefined ? undefined : tupleOf([entry.key, entry.value]);
    }
    case '__contains__':
      return undefined;
    default:
      return undefined;
  }
}

/** `dict.update(...)` and `dict(...)`: mappings, iterables of pairs and keywords. */
export function updateDict(machine: Machine, object: DictValue, args: CallArguments, anchor: Anchor): void {
  const scope = machine.scopeDicts.get(object);
  const put = (key: Value, value: Value, place: Anchor): void => {
    putEntry(object, key, value, place);
    if (key.kind === 'string') scope?.bind(key.value, value, place, place);
  };
  if (args.hasUnknown) object.isOpen = true;
  for (const { value: source } of args.positional) {
    if (source.kind === 'dict') {
      if (source.isOpen === true) object.isOpen = true;
      for (const entry of [...source.entries]) put(entry.key, entry.value, entry.anchor ?? anchor);
      continue;
    }
    const pairs = pairsOf(source);
    if (pairs === undefined) object.isOpen = true;
    for (const [key, value] of pairs ?? []) put(key, value, anchor);
  }
  for (const [name, argument] of args.keywords) put(stringOf(name), argument.value, argument.anchor);
}

