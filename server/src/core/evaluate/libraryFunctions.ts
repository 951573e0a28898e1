/** Functions of Python itself that are carried out on known values. All others stay symbolic. */
import type { Anchor } from '../declarations/anchor';
import { deleteAttribute, setAttribute } from './assignments';
import { getAttribute, hasAttribute, knowsAllNames, typeNameOf } from './attributes';
import { call, callLibraryInit, newObject } from './calls';
import { argumentsOf, booleanOf, dictOf, dynamic, floatOf, integerOf, isSymbolic, listOf, NONE, stringOf, tupleOf, type CallArguments } from './constants';
import { callDataMethod, hasDataMethod, updateDict } from './dataMethods';
import { distinctValues } from './distinctValues';
import { formatField } from './formatting';
import { reprOf, strOf } from './pythonText';
import { isInstance, isSubclass } from './instanceChecks';
import { itemsOf } from './iteration';
import { MAX_ITEMS, type Machine } from './machine';
import { binary, orderOf, truthOf } from './operators';
import { ALL_NAMES, classObject, readFrom } from './objects';
import { callPatternFunction } from './regularExpressions';
import { sortItems } from './sorting';
import type { SequenceValue, Value } from './values';

/** undefined where the function is not modelled, or its arguments do not tell its result: the call is then symbolic. */
export function callLibraryFunction(machine: Machine, path: string, args: CallArguments, anchor: Anchor): Value | undefined {
  if (path.startsWith('builtins.')) return callBuiltin(machine, path.slice('builtins.'.length), args, anchor);
  if (path.startsWith('re.')) return callPatternFunction(machine, path.slice('re.'.length), args, anchor);
  const [first, second] = args.positional.map(({ value }) => value);
  switch (path) {
    case 'collections.OrderedDict':
      return makeDict(machine, args, anchor);
    case 'collections.defaultdict':
      return makeDict(machine, { ...args, positional: args.positional.slice(1) }, anchor);
    case 'itertools.chain':
      return chain(args.positional.map(({ value }) => value));
    case 'itertools.chain.from_iterable': {
      const iterables = first === undefined ? undefined : itemsOf(first);
      return iterables === undefined || iterables.isOpen ? undefined : chain(iterables.values);
    }
    case 'functools.reduce':
      return reduce(machine, args, anchor);
    case 'copy.copy':
    case 'copy.deepcopy':
      return first === undefined ? undefined : copyOf(first);
    case 'importlib.import_module':
      return first?.kind === 'string' && !first.value.startsWith('.') && second === undefined ? machine.loader.importByText(first.value) : undefined;
    case 'sys.intern':
    case 'typing.cast':
    case 'typing.assert_type':
      return path === 'typing.cast' ? second : first;
    default:
      return machine.answerLibraryCall?.(path, args.positional.map(({ value }) => value)) ?? callUnbound(machine, path, args, anchor);
  }
}

/** `Column.__init__(self, ...)` of a library's class. */
function callUnbound(machine: Machine, path: string, args: CallArguments, anchor: Anchor): Value | undefined {
  const [self, ...rest] = args.positional;
  if (self === undefined) return undefined;
  const isProjectObject = self.value.kind === 'class' || (self.value.kind === 'call' && self.value.callee.kind === 'class');
  if (path.endsWith('.__init__') && isProjectObject) return callLibraryInit(machine, self.value, { ...args, positional: rest });
  return path.endsWith('.__new__') && self.value.kind === 'class' ? newObject(machine, args, anchor) : undefined;
}

function callBuiltin(machine: Machine, name: string, args: CallArguments, anchor: Anchor): Value | undefined {
  const values = args.positional.map(({ value }) => value);
  const [first, second, third] = values;
  const undecided = first?.kind === 'dynamic' ? first : undefined;
  switch (name) {
    case 'len': {
      const items = first === undefined ? undefined : itemsOf(first);
      return items === undefined || items.isOpen ? undecided : integerOf(items.values.length);
    }
    case 'str':
    case 'repr': {
      if (first === undefined) return stringOf('');
      const text = name === 'str' ? strOf(first) : reprOf(first);
      return text === undefined ? (undecided ?? instanceText(machine, first, name, anchor)) : stringOf(text);
    }
    case 'format': {
      const text = first === undefined ? undefined : formatField(first, undefined, second?.kind === 'string' ? second.value : '');
      return text === undefined ? undecided : stringOf(text);
    }
    case 'int':
      return first === undefined ? integerOf(0) : (toInteger(first) ?? undecided);
    case 'float':
      return first?.kind === 'number' ? floatOf(first.value) : undecided;
    case 'bool': {
      const truth = first === undefined ? false : truthOf(first);
      return truth === undefined ? undecided : booleanOf(truth);
    }
    case 'abs':
      return first?.kind === 'number' ? { ...first, value: Math.abs(first.value) } : undecided;
    case 'chr':
      return first?.kind === 'number' && first.value >= 0 && first.value <= 0x10ffff ? stringOf(String.fromCodePoint(first.value)) : undecided;
    case 'ord':
      return first?.kind === 'string' ? integerOf(first.value.codePointAt(0) ?? 0) : undecided;
    case 'dict':
      return makeDict(machine, args, anchor);
    case 'list':
    case 'tuple':
    case 'set':
    case 'frozenset':
      return makeSequence(name === 'frozenset' ? 'set' : name, first, args.hasUnknown);
    case 'iter':
      return second === undefined && first !== undefined ? makeSequence('list', first, false) : undecided;
    case 'next':
      return next(first, second, undecided);
    case 'range':
      return range(values);
    case 'enumerate':
      return enumerate(first, second ?? args.keywords.get('start')?.value);
    case 'zip':
      return args.hasUnknown ? listOf([], true) : zip(values);
    case 'reversed': {
      const items = first === undefined ? undefined : itemsOf(first);
      return items === undefined ? undecided : listOf([...items.values].reverse(), items.isOpen);
    }
    case 'sorted': {
      const items = first === undefined ? undefined : itemsOf(first);
      const sorted = items === undefined || items.isOpen ? undefined : sortItems(machine, items.values, args, anchor);
      return sorted === undefined ? listOf([...(items?.values ?? [])], true) : listOf(sorted);
    }
    case 'map':
      return mapItems(machine, first, values.slice(1), anchor);
    case 'filter':
      return filterItems(machine, first, second, anchor);
    case 'min':
    case 'max':
      return extreme(machine, name, args, anchor) ?? undecided;
    case 'sum': {
      const items = first === undefined ? undefined : itemsOf(first);
      if (items === undefined || items.isOpen) return undecided;
      return items.values.reduce((total, item) => binary(machine, '+', total, item, anchor), second ?? integerOf(0));
    }
    case 'any':
    case 'all':
      return anyOrAll(name, first) ?? undecided;
    case 'print':
    case 'setattr':
      if (name === 'setattr') callSetattr(machine, args, anchor);
      return NONE;
    case 'delattr':
      if (first !== undefined && second?.kind === 'string') deleteAttribute(machine, first, second.value, anchor);
      return NONE;
    case 'getattr':
      return callGetattr(machine, first, second, third, anchor);
    case 'hasattr': {
      const has = first === undefined || second?.kind !== 'string' ? undefined : hasAttribute(machine, first, second.value, anchor);
      return has === undefined ? dynamic('whether an attribute exists', anchor) : booleanOf(has);
    }
    case 'callable':
      return first?.kind === 'function' || first?.kind === 'class' || first?.kind === 'boundMethod' ? booleanOf(true) : first === undefined || isSymbolic(first) ? undefined : undecided;
    case 'isinstance':
    case 'issubclass': {
      const holds = first === undefined || second === undefined ? undefined : name === 'isinstance' ? isInstance(first, second) : isSubclass(first, second);
      return holds === undefined ? dynamic(`the result of \`${name}()\``, anchor) : booleanOf(holds);
    }
    case 'type':
      return second === undefined && first !== undefined ? typeOf(machine, first) : undefined;
    case 'vars':
      return first === undefined ? undefined : getAttribute(machine, first, '__dict__', anchor);
    case 'dir':
      if (first?.kind === 'class') for (const one of classObject(first).lookupOrder) readFrom(one, ALL_NAMES, 'whole');
      return first?.kind === 'class' ? listOf([...new Set(classObject(first).lookupOrder.flatMap(({ namespace }) => [...namespace.keys()]))].sort().map(stringOf), !knowsAllNames(classObject(first))) : undecided;
    case '__import__':
      return first?.kind === 'string' ? machine.loader.importByText(first.value) : undecided;
    default:
      return callDataMethodUnbound(machine, name, args, anchor) ?? callUnbound(machine, `builtins.${name}`, args, anchor);
  }
}

/** `str.lower(text)`, `dict.fromkeys(names)`. */
function callDataMethodUnbound(machine: Machine, name: string, args: CallArguments, anchor: Anchor): Value | undefined {
  const [type, method] = name.split('.');
  const [self, ...rest] = args.positional;
  if (method === undefined || self === undefined) return undefined;
  if (type === 'dict' && method === 'fromkeys') {
    const keys = itemsOf(self.value);
    return dictOf((keys?.values ?? []).map((key) => ({ key, value: rest[0]?.value ?? NONE })), keys?.isOpen ?? true);
  }
  if (typeNameOf(self.value) !== type || !hasDataMethod(self.value, method)) return undefined;
  return callDataMethod(machine, self.value, method, { ...args, positional: rest }, anchor);
}

function instanceText(machine: Machine, value: Value, name: 'str' | 'repr', anchor: Anchor): Value | undefined {
  if (value.kind !== 'call' || value.callee.kind !== 'class') return undefined;
  const method = getAttribute(machine, value, `__${name}__`, anchor);
  return method?.kind === 'boundMethod' ? call(machine, method, argumentsOf([], anchor), anchor) : undefined;
}

function toInteger(value: Value): Value | undefined {
  if (value.kind === 'number') return integerOf(Math.trunc(value.value));
  if (value.kind === 'boolean') return integerOf(value.value ? 1 : 0);
  return value.kind === 'string' && /^\s*[+-]?\d{1,15}\s*$/.test(value.value) ? integerOf(Number(value.value)) : undefined;
}

function makeDict(machine: Machine, args: CallArguments, anchor: Anchor): Value {
  const dict = dictOf([]);
  updateDict(machine, dict, args, anchor);
  return dict;
}

function makeSequence(kind: SequenceValue['kind'], source: Value | undefined, hasUnknown: boolean): Value {
  const items = source === undefined ? undefined : itemsOf(source);
  const isOpen = hasUnknown || (source !== undefined && (items === undefined || items.isOpen));
  const given = items?.values ?? [];
  const values = kind === 'set' ? distinctValues(given) : [...given];
  return isOpen ? { kind, items: values, isOpen } : { kind, items: values };
}

function next(source: Value | undefined, fallback: Value | undefined, undecided: Value | undefined): Value | undefined {
  const items = source === undefined ? undefined : itemsOf(source);
  const [value] = items?.values ?? [];
  if (value !== undefined) return value;
  return items === undefined || items.isOpen ? undecided : (fallback ?? undecided);
}

function range(values: readonly Value[]): Value {
  const numbers = values.map((value) => (value.kind === 'number' ? value.value : Number.NaN));
  const [start, end, step] = numbers.length <= 1 ? [0, numbers[0] ?? 0, 1] : [numbers[0] ?? 0, numbers[1] ?? 0, numbers[2] ?? 1];
  if (![start, end, step].every(Number.isInteger) || step === 0 || Math.abs((end - start) / step) > MAX_ITEMS) return listOf([], true);
  const items: Value[] = [];
  for (let value = start; step > 0 ? value < end : value > end; value += step) items.push(integerOf(value));
  return listOf(items);
}

function enumerate(source: Value | undefined, start: Value | undefined): Value {
  const items = source === undefined ? undefined : itemsOf(source);
  const from = start?.kind === 'number' ? start.value : 0;
  return listOf((items?.values ?? []).map((item, index) => tupleOf([integerOf(from + index), item])), items === undefined || items.isOpen);
}

function zip(sources: readonly Value[]): Value {
  const lists = sources.map(itemsOf);
  const lengths = lists.map((list) => (list === undefined ? 0 : list.values.length));
  const length = lengths.length === 0 ? 0 : Math.min(...lengths);
  const rows: Value[] = [];
  for (let index = 0; index < length; index++) rows.push(tupleOf(lists.flatMap((list) => list?.values[index] ?? [])));
  return listOf(rows, lists.some((list) => list === undefined || list.isOpen));
}

function chain(sources: readonly Value[]): Value {
  const lists = sources.map(itemsOf);
  return listOf(lists.flatMap((list) => list?.values ?? []), lists.some((list) => list === undefined || list.isOpen));
}

function mapItems(machine: Machine, fn: Value | undefined, sources: readonly Value[], anchor: Anchor): Value | undefined {
  if (fn === undefined) return undefined;
  const rows = zip(sources);
  if (rows.kind !== 'list') return undefined;
  const results: Value[] = [];
  for (const row of rows.items) {
    if (!machine.step()) return listOf(results, true);
    results.push(call(machine, fn, argumentsOf(row.kind === 'tuple' ? row.items : [], anchor), anchor));
  }
  return listOf(results, rows.isOpen);
}

function filterItems(machine: Machine, fn: Value | undefined, source: Value | undefined, anchor: Anchor): Value | undefined {
  const items = source === undefined ? undefined : itemsOf(source);
  if (fn === undefined || items === undefined) return listOf([], true);
  let { isOpen } = items;
  const kept: Value[] = [];
  for (const item of items.values) {
    if (!machine.step()) return listOf(kept, true);
    const truth = truthOf(fn.kind === 'none' ? item : call(machine, fn, argumentsOf([item], anchor), anchor));
    if (truth === true) kept.push(item);
    if (truth === undefined) isOpen = true;
  }
  return listOf(kept, isOpen);
}

function extreme(machine: Machine, name: 'min' | 'max', args: CallArguments, anchor: Anchor): Value | undefined {
  const [first, ...more] = args.positional.map(({ value }) => value);
  const items = first === undefined ? undefined : more.length > 0 ? { values: [first, ...more], isOpen: false } : itemsOf(first);
  if (items === undefined || items.isOpen) return undefined;
  const key = args.keywords.get('key')?.value;
  const keyOf = (value: Value): Value => (key === undefined ? value : call(machine, key, argumentsOf([value], anchor), anchor));
  let best = items.values[0] ?? args.keywords.get('default')?.value;
  for (const item of items.values.slice(1)) {
    const order: number | undefined = best === undefined ? undefined : orderOf(keyOf(item), keyOf(best));
    if (order === undefined) return undefined;
    if (name === 'min' ? order < 0 : order > 0) best = item;
  }
  return best;
}

function anyOrAll(name: 'any' | 'all', source: Value | undefined): Value | undefined {
  const items = source === undefined ? undefined : itemsOf(source);
  if (items === undefined) return undefined;
  const decisive = name === 'any';
  const truths = items.values.map(truthOf);
  if (truths.includes(decisive)) return booleanOf(decisive);
  return items.isOpen || truths.includes(undefined) ? dynamic(`the result of \`${name}()\``) : booleanOf(!decisive);
}

function reduce(machine: Machine, args: CallArguments, anchor: Anchor): Value | undefined {
  const [fn, source, start] = args.positional.map(({ value }) => value);
  const items = source === undefined ? undefined : itemsOf(source);
  if (fn === undefined || items === undefined || items.isOpen) return undefined;
  const all = start === undefined ? items.values : [start, ...items.values];
  const [first, ...rest] = all;
  if (first === undefined) return undefined;
  return rest.reduce((left, right) => call(machine, fn, argumentsOf([left, right], anchor), anchor), first);
}

function copyOf(value: Value): Value | undefined {
  switch (value.kind) {
    case 'list':
    case 'tuple':
    case 'set':
      return { ...value, items: [...value.items] };
    case 'dict':
      return { ...value, entries: value.entries.map((entry) => ({ ...entry })) };
    default:
      return isSymbolic(value) ? undefined : value;
  }
}

function callSetattr(machine: Machine, args: CallArguments, anchor: Anchor): void {
  const [object, name, value] = args.positional;
  if (object === undefined || name === undefined || value === undefined) return;
  if (name.value.kind === 'string') setAttribute(machine, object.value, name.value.value, value.value, anchor, value.anchor);
  else if (object.value.kind === 'class') classObject(object.value).openReason ??= 'attributes are set on it by names that only run time knows';
}

function callGetattr(machine: Machine, object: Value | undefined, name: Value | undefined, fallback: Value | undefined, anchor: Anchor): Value | undefined {
  if (object === undefined || name === undefined) return undefined;
  if (object.kind === 'dynamic') return object;
  if (name.kind !== 'string') return name.kind === 'dynamic' ? name : dynamic('an attribute whose name only run time knows', anchor);
  if (fallback !== undefined && hasAttribute(machine, object, name.value, anchor) === false) return fallback;
  const value = getAttribute(machine, object, name.value, anchor);
  return value ?? fallback ?? machine.certainError('AttributeError', `the attribute \`${name.value}\`, which does not exist`, anchor);
}

/** `type(value)`. */
function typeOf(machine: Machine, value: Value): Value | undefined {
  switch (value.kind) {
    case 'class':
      return classObject(value).metaclass ?? machine.external('builtins.type');
    case 'call':
      return value.callee.kind === 'class' ? value.callee : undefined;
    case 'function':
      return machine.external('types.FunctionType');
    case 'boundMethod':
      return machine.external('types.MethodType');
    case 'module':
      return machine.external('types.ModuleType');
    case 'attribute':
      return undefined;
    case 'external':
    case 'subscript':
    case 'operation':
      return undefined;
    case 'dynamic':
      return value;
    default:
      return machine.external(`builtins.${typeNameOf(value)}`);
  }
}
