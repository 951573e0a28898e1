/** Classes that can hold related objects: from annotations and from `collection_class` (`orm/collections.py`, `collections.abc`). */
import type { ClassValue, Value } from '../../evaluate/values';
import type { MappingContext } from '../context';
import { libraryName } from '../externals';
import { classText } from '../../evaluate/pythonText';

export interface CollectionType {
  /** The class itself: `builtins.list` for `typing.List`. */
  readonly value: Value;
  /** `str()` of it: `<class 'collections.abc.Sequence'>`. */
  readonly classText: string;
  readonly isAbstract: boolean;
  readonly isMapping: boolean;
}

const TYPING_ALIASES: Readonly<Record<string, string>> = {
  List: 'builtins.list', Set: 'builtins.set', Dict: 'builtins.dict', FrozenSet: 'builtins.frozenset', Tuple: 'builtins.tuple',
  Deque: 'collections.deque', DefaultDict: 'collections.defaultdict', OrderedDict: 'collections.OrderedDict', Counter: 'collections.Counter', ChainMap: 'collections.ChainMap',
  Collection: 'collections.abc.Collection', Sequence: 'collections.abc.Sequence', MutableSequence: 'collections.abc.MutableSequence', AbstractSet: 'collections.abc.Set',
  MutableSet: 'collections.abc.MutableSet', Mapping: 'collections.abc.Mapping', MutableMapping: 'collections.abc.MutableMapping', KeysView: 'collections.abc.KeysView',
  ItemsView: 'collections.abc.ItemsView', ValuesView: 'collections.abc.ValuesView', ByteString: 'collections.abc.ByteString',
};

const CONCRETE: ReadonlySet<string> = new Set([
  'builtins.list', 'builtins.set', 'builtins.dict', 'builtins.frozenset', 'builtins.tuple', 'builtins.str', 'builtins.bytes', 'builtins.range',
  'collections.deque', 'collections.defaultdict', 'collections.OrderedDict', 'collections.Counter', 'collections.ChainMap', 'collections.UserList', 'collections.UserDict',
  'sqlalchemy.orm.collections.InstrumentedList', 'sqlalchemy.orm.collections.InstrumentedSet', 'sqlalchemy.orm.collections.InstrumentedDict',
  'sqlalchemy.orm.KeyFuncDict', 'sqlalchemy.orm.collections.KeyFuncDict', 'sqlalchemy.orm.MappedCollection', 'sqlalchemy.orm.collections.MappedCollection',
  'sqlalchemy.ext.orderinglist.OrderingList',
]);
const MAPPINGS: ReadonlySet<string> = new Set([
  'builtins.dict', 'collections.defaultdict', 'collections.OrderedDict', 'collections.Counter', 'collections.ChainMap', 'collections.UserDict', 'collections.abc.Mapping',
  'collections.abc.MutableMapping', 'sqlalchemy.orm.collections.InstrumentedDict', 'sqlalchemy.orm.KeyFuncDict', 'sqlalchemy.orm.collections.KeyFuncDict',
  'sqlalchemy.orm.MappedCollection', 'sqlalchemy.orm.collections.MappedCollection',
]);

/** The origin of a generic annotation where it is a Collection; undefined for all other classes. */
export function collectionOf(origin: Value): CollectionType | undefined {
  if (origin.kind === 'class') return ownCollection(origin);
  const path = realPath(origin);
  if (path === undefined) return undefined;
  const isAbstract = path.startsWith('collections.abc.');
  if (!isAbstract && !CONCRETE.has(path)) return undefined;
  if (isAbstract && !Object.values(TYPING_ALIASES).includes(path)) return undefined;
  const shown = path.startsWith('builtins.') ? path.slice('builtins.'.length) : path;
  return { value: { kind: 'external', path }, classText: `<class '${shown}'>`, isAbstract, isMapping: MAPPINGS.has(path) };
}

/** `typing.List` is `builtins.list`. */
function realPath(value: Value): string | undefined {
  const name = libraryName(value);
  if (value.kind !== 'external') return undefined;
  if (value.path.startsWith('typing.')) return TYPING_ALIASES[value.path.slice('typing.'.length)];
  return name?.startsWith('builtins.') === true ? name : value.path;
}

function ownCollection(cls: ClassValue): CollectionType | undefined {
  const bases = externalCollectionsOf(cls);
  if (bases.length === 0) return undefined;
  return { value: cls, classText: classText(cls), isAbstract: false, isMapping: bases.some((path) => MAPPINGS.has(path)) };
}

/** Canonical paths of the collections among a class's library bases. */
function externalCollectionsOf(cls: ClassValue): readonly string[] {
  return cls.externalBases.flatMap((path) => {
    const real = realPath({ kind: 'external', path }) ?? path;
    return CONCRETE.has(real) || real.startsWith('collections.abc.') ? [real] : [];
  });
}

export type CollectionRole = 'appender' | 'remover' | 'iterator';

export interface CollectionClass {
  /** `collection_class.__name__`. */
  readonly name: string;
  /** `__name__` of the class of a collection, for messages; undefined where it is not known. */
  readonly instanceName?: string;
  /** The first role that no method has; undefined where all are there or it is not known. */
  readonly missing?: CollectionRole;
  /** The first of its methods that would have to be replaced and cannot be: a class written in C. */
  readonly immutableMethod?: string;
  /** Before 2.0 a function that gives a plain list, set or dict breaks the instrumentation. */
  readonly isUninstrumentable?: boolean;
}

const IMMUTABLE: Readonly<Record<string, string>> = { 'collections.deque': 'append', 'collections.OrderedDict': '__setitem__', 'collections.defaultdict': '__setitem__' };
const INSTRUMENTED: Readonly<Record<string, string>> = { 'builtins.list': 'InstrumentedList', 'builtins.set': 'InstrumentedSet', 'builtins.dict': 'InstrumentedDict' };
/** Functions that make keyed collections; what they return is a class or function of this name. */
const KEYED: ReadonlySet<string> = new Set(['attribute_keyed_dict', 'column_keyed_dict', 'keyfunc_mapping', 'attribute_mapped_collection', 'column_mapped_collection', 'mapped_collection']);

/** A `collection_class` as SQLAlchemy would name and instrument it (`_prepare_instrumentation`); undefined where only run time knows. */
export function collectionClassOf(value: Value, context: MappingContext): CollectionClass | undefined {
  switch (value.kind) {
    case 'external': {
      const path = realPath(value) ?? value.path;
      const name = path.slice(path.lastIndexOf('.') + 1);
      return { name, instanceName: INSTRUMENTED[path] ?? name, missing: missingRoleOfLibraryClass(path), immutableMethod: IMMUTABLE[path] };
    }
    case 'class':
      return { name: value.name, instanceName: value.name, missing: missingRoleOfClass(value) };
    case 'function':
      return madeBy(value, context);
    case 'call':
      return callName(value, context);
    default:
      return undefined;
  }
}

const BUILT_IN: Readonly<Record<string, string>> = { list: 'builtins.list', set: 'builtins.set', dict: 'builtins.dict', tuple: 'builtins.tuple' };

/** A function that makes the collection: what it gives is looked at. */
function madeBy(fn: Extract<Value, { kind: 'function' }>, context: MappingContext): CollectionClass {
  const made = context.program.call(fn, []);
  const path = BUILT_IN[made.kind];
  const own = made.kind === 'call' && made.callee.kind === 'class' ? collectionClassOf(made.callee, context) : undefined;
  const collection = path === undefined ? own : collectionClassOf({ kind: 'external', path }, context);
  const isBroken = context.version === '1.4' && path !== undefined && path !== 'builtins.tuple';
  return { name: fn.name, instanceName: collection?.instanceName, missing: collection?.missing, isUninstrumentable: isBroken };
}

const KEYED_CLASS = '_MKeyfuncMapped';

function callName(call: Extract<Value, { kind: 'call' }>, context: MappingContext): CollectionClass | undefined {
  const name = libraryName(call.callee) ?? '';
  if (KEYED.has(name)) return { name: context.version === '1.4' ? '<lambda>' : KEYED_CLASS };
  return name === 'ordering_list' || name.endsWith('.ordering_list') ? { name: '<lambda>' } : undefined;
}

/** `builtins.dict` can be read but has no method to add an object. */
function missingRoleOfLibraryClass(path: string): CollectionRole | undefined {
  if (path === 'builtins.dict' || path === 'builtins.tuple' || path === 'builtins.frozenset' || path === 'builtins.str') return 'appender';
  return path === 'collections.Counter' ? 'appender' : undefined;
}

/** Decorators of `collection` mark methods; otherwise they are those of a list or set. */
function missingRoleOfClass(cls: ClassValue): CollectionRole | undefined {
  if (cls.dynamicBase !== undefined || cls.mro.some((each) => each.namespace.has('__emulates__'))) return undefined;
  const bases = externalCollectionsOf(cls);
  const others = cls.externalBases.filter((path) => path !== 'builtins.object' && !path.startsWith('typing.') && !path.startsWith('abc.'));
  if (bases.some((path) => !MAPPINGS.has(path) && missingRoleOfLibraryClass(path) === undefined)) return undefined;
  if (bases.some((path) => path.startsWith('sqlalchemy.'))) return undefined;
  if (others.length > bases.length) return undefined;
  const marked = new Set(cls.mro.flatMap((each) => [...each.namespace.values()].map((binding) => markOf(binding.value))));
  const has = (name: string): boolean => cls.mro.some((each) => each.namespace.has(name));
  const isMapping = bases.some((path) => MAPPINGS.has(path));
  const actsAsCollection = !isMapping && (has('append') || has('add'));
  if (!marked.has('appender') && !actsAsCollection) return 'appender';
  if (!marked.has('remover') && !(actsAsCollection && has('remove'))) return 'remover';
  return marked.has('iterator') || isMapping || (actsAsCollection && has('__iter__')) ? undefined : 'iterator';
}

/** The role that `@collection.appender` and the like give a method. */
function markOf(value: Value): string | undefined {
  if (value.kind !== 'call' || value.callee.kind === 'class') return undefined;
  return /(?:^|\.)(appender|remover|iterator)$/.exec(calleePath(value.callee))?.[1];
}

function calleePath(value: Value): string {
  if (value.kind === 'external') return value.path;
  return value.kind === 'attribute' ? `.${value.name}` : '';
}

/** The plain list, set or dict that a collection class acts as; undefined where it is one itself. */
export function plainCollectionOf(value: Value, context: MappingContext): Value | undefined {
  const plain = (name: string): Value => ({ kind: 'external', path: `builtins.${name}` });
  if (value.kind === 'class') {
    const bases = externalCollectionsOf(value);
    if (bases.some((path) => MAPPINGS.has(path))) return plain('dict');
    if (bases.includes('builtins.set')) return plain('set');
    return bases.includes('builtins.list') ? plain('list') : undefined;
  }
  return value.kind === 'call' && callName(value, context)?.name === KEYED_CLASS ? plain('dict') : undefined;
}
