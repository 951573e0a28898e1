/** Registries, MetaData and declarative bases, in every way a program makes them (`orm/decl_api.py`). */
import { truthOf } from '../../evaluate/operators';
import type { ClassValue, SymbolicCall, Value } from '../../evaluate/values';
import { calleeName, isCallOf, isFlaskExtension, libraryName, methodOf } from '../externals';
import { reportImport } from '../importFaults';
import type { Registry } from '../mapper';
import type { MetaData } from '../schema/schema';
import { createMetaData } from '../schema/createTable';
import type { DeclarativeBase, FlaskExtension, MappingState } from '../state';
import { argumentAt, isNone, itemsOf, keyword, stringOf } from '../values';

export function createRegistry(state: MappingState, metadata: MetaData, serial: number, typeAnnotationMap: Registry['typeAnnotationMap'] = []): Registry {
  const registry: Registry = { kind: 'registry', metadata, classesByName: new Map(), mappers: [], typeAnnotationMap, serial };
  state.registries.push(registry);
  return registry;
}

// ---------------------------------------------------------------- MetaData

export function metadataOfCall(state: MappingState, call: SymbolicCall): MetaData {
  let metadata = state.metadataByCall.get(call);
  if (metadata === undefined) {
    metadata = createMetaData(stringOf(keyword(call, 'schema') ?? call.args[0]));
    state.metadataByCall.set(call, metadata);
  }
  return metadata;
}

/** The MetaData a value stands for; undefined where it is none or only run time knows. */
export function metadataOfValue(state: MappingState, value: Value): MetaData | undefined {
  if (isCallOf(value, 'MetaData')) return metadataOfCall(state, value);
  if (value.kind === 'subscript') return bindMetadata(state, value.object, value.index);
  if (value.kind !== 'attribute') return undefined;
  if (value.name === 'metadata') return metadataOwnedBy(state, value.object);
  return undefined;
}

function metadataOwnedBy(state: MappingState, owner: Value): MetaData | undefined {
  if (owner.kind === 'class') return metadataOfClass(state, owner);
  if (isFlaskExtension(owner)) return flaskMetadata(flaskExtensionOf(state, owner), undefined);
  const registry = registryOfValue(state, owner);
  if (registry !== undefined) return registry.metadata;
  const base = baseOfValue(state, owner);
  if (base !== undefined) return base.registry.metadata;
  const table = state.selectableOf(owner);
  return table?.kind === 'found' && table.value.kind === 'table' ? table.value.metadata : undefined;
}

/** `db.metadatas["other"]`. */
function bindMetadata(state: MappingState, object: Value, index: Value): MetaData | undefined {
  if (object.kind !== 'attribute' || object.name !== 'metadatas' || !isFlaskExtension(object.object)) return undefined;
  return flaskMetadata(flaskExtensionOf(state, object.object), index.kind === 'string' ? index.value : undefined);
}

/** `cls.metadata`: what the class or its nearest base has. */
export function metadataOfClass(state: MappingState, cls: ClassValue): MetaData | undefined {
  for (const each of cls.mro) {
    const set = state.classStates.get(each)?.metadata;
    if (set !== undefined) return set;
    const binding = state.namespaceOf(each).get('metadata');
    const own = binding === undefined ? undefined : metadataOfValue(state, binding.value);
    if (own !== undefined) return own;
    const base = state.bases.get(each);
    if (base !== undefined) return base.registry.metadata;
    for (const value of each.bases) {
      const generated = value.kind === 'class' ? undefined : baseOfValue(state, value);
      if (generated !== undefined) return generated.registry.metadata;
    }
  }
  return undefined;
}

// ---------------------------------------------------------------- registries

export function registryOfCall(state: MappingState, call: SymbolicCall): Registry {
  let registry = state.registriesByCall.get(call);
  if (registry === undefined) {
    registry = createRegistry(state, metadataArgument(state, call), call.serial, typeAnnotationMapOf(keyword(call, 'type_annotation_map')?.value));
    shareClasses(registry, keyword(call, 'class_registry')?.value);
    state.registriesByCall.set(call, registry);
  }
  return registry;
}

function metadataArgument(state: MappingState, call: SymbolicCall): MetaData {
  const argument = keyword(call, 'metadata');
  if (argument === undefined || isNone(argument.value)) return createMetaData(undefined);
  const known = metadataOfValue(state, argument.value);
  if (known !== undefined) return known;
  const open = createMetaData(undefined);
  open.openReason = 'the MetaData is made elsewhere';
  return open;
}

/** Registries that were given one `class_registry=` dict share their class names. */
const sharedNames = new WeakMap<object, Registry['classesByName']>();

function shareClasses(registry: Registry, names: Value | undefined): void {
  if (names === undefined || names.kind === 'none') return;
  const shared = sharedNames.get(names);
  if (shared === undefined) sharedNames.set(names, registry.classesByName);
  else Object.assign(registry, { classesByName: shared });
}

export function typeAnnotationMapOf(value: Value | undefined): Registry['typeAnnotationMap'] {
  return value?.kind === 'dict' ? value.entries.map((entry) => ({ key: entry.key, type: entry.value })) : [];
}

/** The registry a value stands for: `registry()`, `Base.registry`, `Base._sa_registry`, `db.Model.registry`. */
export function registryOfValue(state: MappingState, value: Value): Registry | undefined {
  if (isCallOf(value, 'registry')) return registryOfCall(state, value);
  if (value.kind === 'attribute' && (value.name === 'registry' || value.name === '_sa_registry')) {
    if (value.object.kind === 'class') return registryOfClass(state, value.object);
    return baseOfValue(state, value.object)?.registry;
  }
  return undefined;
}

function registryOfClass(state: MappingState, cls: ClassValue): Registry | undefined {
  const base = baseOfClass(state, cls);
  if (base !== undefined) return base.registry;
  for (const each of cls.mro) {
    const binding = state.namespaceOf(each).get('registry');
    const own = binding === undefined ? undefined : registryOfValue(state, binding.value);
    if (own !== undefined) return own;
  }
  return undefined;
}

// ---------------------------------------------------------------- bases

const BASE_FUNCTIONS = ['declarative_base', 'automap_base'];

/** The declarative base that a value other than a class stands for: a call of `declarative_base()`, `registry.generate_base()`, `db.Model`, `SQLModel`. */
export function baseOfValue(state: MappingState, value: Value): DeclarativeBase | undefined {
  if (value.kind === 'external') return value.path === 'sqlmodel.SQLModel' ? sqlmodelBase(state) : state.bases.get(value.path);
  if (value.kind === 'attribute') {
    if (value.name === 'Model' && isFlaskExtension(value.object)) return flaskBase(state, value.object);
    return undefined;
  }
  if (value.kind !== 'call') return undefined;
  const known = state.bases.get(value);
  if (known !== undefined) return known;
  const base = generatedBase(state, value);
  if (base !== undefined) state.bases.set(value, base);
  return base;
}

function generatedBase(state: MappingState, call: SymbolicCall): DeclarativeBase | undefined {
  const name = calleeName(call);
  if (name !== undefined && BASE_FUNCTIONS.includes(name)) {
    if (name === 'automap_base') return automapBase(state, call);
    return functionBase(call, registryOfBaseCall(state, call));
  }
  const method = methodOf(call);
  if (method?.name === 'generate_base') {
    const registry = registryOfValue(state, method.object);
    return registry === undefined ? undefined : functionBase(call, registry);
  }
  return undefined;
}

function registryOfBaseCall(state: MappingState, call: SymbolicCall): Registry {
  const metadata = call.keywords.has('metadata') ? metadataArgument(state, call) : metadataOfBoundCall(state, call);
  const registry = createRegistry(state, metadata, call.serial, typeAnnotationMapOf(keyword(call, 'type_annotation_map')?.value));
  shareClasses(registry, keyword(call, 'class_registry')?.value);
  return registry;
}

/** In 1.4, `declarative_base(bind, metadata)` took them by position. */
function metadataOfBoundCall(state: MappingState, call: SymbolicCall): MetaData {
  for (const argument of call.args) {
    const metadata = metadataOfValue(state, argument.value);
    if (metadata !== undefined) return metadata;
  }
  return createMetaData(undefined);
}

function functionBase(call: SymbolicCall, registry: Registry): DeclarativeBase {
  return { registry, interceptsAttributes: true, classes: classesArgument(call), kind: 'declarative', isDataclass: false };
}

/** `declarative_base(cls=Model)` and `cls=(A, B)`. */
function classesArgument(call: SymbolicCall): readonly ClassValue[] {
  const argument = keyword(call, 'cls');
  if (argument === undefined) return [];
  return itemsOf(argument.value).filter((value): value is ClassValue => value.kind === 'class');
}

function automapBase(state: MappingState, call: SymbolicCall): DeclarativeBase {
  const given = argumentAt(call, 0, 'declarative_base')?.value;
  const inner = given === undefined ? undefined : given.kind === 'class' ? baseOfClass(state, given) : baseOfValue(state, given);
  const registry = inner?.registry ?? registryOfBaseCall(state, call);
  registry.metadata.openReason ??= 'tables are read from the database by automap';
  registry.openReason ??= 'automap makes classes of the tables it finds when the program runs';
  return { registry, interceptsAttributes: true, classes: given?.kind === 'class' ? [given] : [], kind: 'automap', openReason: 'automap adds attributes when the program runs', isDataclass: false };
}

/** Python classes that a base other than a class statement inherits from. */
export function generatedBaseClasses(state: MappingState, value: Value): readonly ClassValue[] {
  return value.kind === 'call' || value.kind === 'attribute' || value.kind === 'external' ? (baseOfValue(state, value)?.classes ?? []) : [];
}

/** The base a class belongs to: the nearest in its MRO, then the values its classes inherit from. */
export function baseOfClass(state: MappingState, cls: ClassValue): DeclarativeBase | undefined {
  for (const each of cls.mro) {
    const own = state.bases.get(each);
    if (own !== undefined) return own;
    for (const value of each.bases) {
      const generated = value.kind === 'class' ? undefined : baseOfValue(state, value.kind === 'subscript' ? value.object : value);
      if (generated !== undefined) return generated;
    }
  }
  return undefined;
}

export function isDirectBaseOf(cls: ClassValue, ...names: readonly string[]): boolean {
  return cls.bases.some((base) => {
    const name = libraryName(base);
    return name !== undefined && names.includes(name) && base.kind !== 'class';
  });
}

/** Whether a library class of these names is anywhere among the bases. */
export function inheritsLibrary(cls: ClassValue, ...names: readonly string[]): boolean {
  return cls.externalBases.some((path) => names.some((name) => path === name || path.endsWith(`.${name}`)));
}

// ---------------------------------------------------------------- SQLModel

function sqlmodelBase(state: MappingState): DeclarativeBase {
  const path = 'sqlmodel.SQLModel';
  let base = state.bases.get(path);
  if (base === undefined) {
    base = { registry: createRegistry(state, createMetaData(undefined), -1), interceptsAttributes: true, classes: [], kind: 'sqlmodel', isDataclass: false };
    state.bases.set(path, base);
  }
  return base;
}

// ---------------------------------------------------------------- Flask-SQLAlchemy

const flaskExtensions = new WeakMap<MappingState, Map<SymbolicCall, FlaskExtension>>();

export function flaskExtensionOf(state: MappingState, call: SymbolicCall): FlaskExtension {
  const known = flaskExtensions.get(state) ?? new Map<SymbolicCall, FlaskExtension>();
  flaskExtensions.set(state, known);
  let extension = known.get(call);
  if (extension === undefined) {
    extension = { call, metadatas: new Map(), disableAutonaming: disablesAutonaming(state, call), isLegacy: state.isLegacyFlask };
    const metadata = keyword(call, 'metadata');
    const given = metadata === undefined ? undefined : metadataOfValue(state, metadata.value);
    if (given !== undefined) extension.metadatas.set(undefined, given);
    known.set(call, extension);
  }
  return extension;
}

/** `disable_autonaming` came with Flask-SQLAlchemy 3.1, which needs SQLAlchemy 2.0. */
function disablesAutonaming(state: MappingState, call: SymbolicCall): boolean {
  const argument = keyword(call, 'disable_autonaming');
  if (argument === undefined) return false;
  if (state.version !== '1.4') return truthOf(argument.value) === true;
  const message = "SQLAlchemy.__init__() got an unexpected keyword argument 'disable_autonaming'";
  reportImport(state, { id: 'E-FLASK-KW', exceptionClass: 'TypeError', message, anchor: argument.anchor });
  return false;
}

/** One MetaData a bind key from version 3 on; `db.metadata` is the one without a key. */
export function flaskMetadata(extension: FlaskExtension, bindKey: string | undefined): MetaData {
  const key = extension.isLegacy ? undefined : bindKey;
  let metadata = extension.metadatas.get(key);
  if (metadata === undefined) {
    metadata = createMetaData(undefined);
    extension.metadatas.set(key, metadata);
  }
  return metadata;
}

function flaskBase(state: MappingState, call: SymbolicCall): DeclarativeBase {
  const known = state.bases.get(call);
  if (known !== undefined) return known;
  const extension = flaskExtensionOf(state, call);
  const model = keyword(call, 'model_class')?.value;
  const classes = model === undefined ? [] : itemsOf(model).filter((value): value is ClassValue => value.kind === 'class');
  const modelBase = classes.map((cls) => baseOfClass(state, cls)).find((base) => base !== undefined);
  const registry = modelBase?.registry ?? createRegistry(state, flaskMetadata(extension, undefined), call.serial);
  if (modelBase !== undefined) extension.metadatas.set(undefined, registry.metadata);
  extension.registry = registry;
  const base: DeclarativeBase = {
    registry,
    interceptsAttributes: !classes.some((cls) => inheritsLibrary(cls, 'DeclarativeBaseNoMeta')),
    classes,
    kind: 'flask',
    flask: extension,
    isDataclass: classes.some((cls) => inheritsLibrary(cls, 'MappedAsDataclass')),
  };
  state.bases.set(call, base);
  return base;
}
