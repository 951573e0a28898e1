/** Class statements that make a declarative base or inherit from one (`orm/decl_api.py: _setup_declarative_base`, `DeclarativeMeta`). */
import type { Anchor } from '../../declarations/anchor';
import type { Binding, ClassValue, Value } from '../../evaluate/values';
import { libraryName } from '../externals';
import { reportImport } from '../importFaults';
import type { Registry } from '../mapper';
import { createMetaData } from '../schema/createTable';
import type { DeclarativeBase, MappingState } from '../state';
import { isNone } from '../values';
import { basesOf, mroOf } from './classAttributes';
import { baseOfClass, createRegistry, isDirectBaseOf, metadataOfValue, registryOfValue, typeAnnotationMapOf } from './registries';

/** `class Base(DeclarativeBase)`: makes its registry. Gives whether the class is such a base. */
export function setupDeclarativeBase(state: MappingState, cls: ClassValue): boolean {
  const name = ['DeclarativeBase', 'DeclarativeBaseNoMeta'].find((each) => isDirectBaseOf(cls, each));
  if (name === undefined) return false;
  checkNotDeclarative(state, cls, name);
  const registry = registryFor(state, cls);
  state.bases.set(cls, baseOver(registry, name === 'DeclarativeBase', isDirectBaseOf(cls, 'MappedAsDataclass')));
  return true;
}

function baseOver(registry: Registry, interceptsAttributes: boolean, isDataclass: boolean): DeclarativeBase {
  return { registry, interceptsAttributes, classes: [], kind: 'declarative', isDataclass };
}

function checkNotDeclarative(state: MappingState, cls: ClassValue, name: string): void {
  const namespace = state.namespaceOf(cls);
  const table = namespace.get('__table__');
  const tableName = namespace.get('__tablename__');
  const hasTable = table !== undefined && table.value.kind === 'call' && state.selectableOf(table.value)?.kind === 'found';
  if (!hasTable && tableName?.value.kind !== 'string') return;
  reportImport(state, {
    id: 'E-BASE-DIRECT',
    exceptionClass: 'InvalidRequestError',
    message: `Cannot use '${name}' directly as a declarative base class. Create a Base by creating a subclass of it.`,
    anchor: cls.baseAnchors[0] ?? cls.nameAnchor,
    cls,
  });
}

/** `registry`, `metadata` and `type_annotation_map` of the class; from 2.1 on also of its mixins. */
function registryFor(state: MappingState, cls: ClassValue): Registry {
  const attribute = (name: string): Binding | undefined => {
    const holders = state.version === '2.1' ? mroOf(state, cls) : [cls];
    return holders.map((holder) => state.namespaceOf(holder).get(name)).find((binding) => binding !== undefined && !isNone(binding.value));
  };
  const stated = attribute('registry');
  const typeMap = attribute('type_annotation_map');
  if (stated !== undefined) {
    const registry = registryOfValue(state, stated.value);
    if (registry !== undefined) {
      if (typeMap !== undefined) reportTypeMap(state, cls, typeMap.anchor);
      return registry;
    }
    if (stated.value.kind !== 'dynamic' && stated.value.kind !== 'call' && stated.value.kind !== 'attribute') reportRegistryType(state, cls, stated.anchor);
  }
  const metadata = attribute('metadata');
  const known = metadata === undefined ? createMetaData(undefined) : metadataOfValue(state, metadata.value);
  const registry = createRegistry(state, known ?? openMetadata(), cls.serial, typeAnnotationMapOf(typeMap?.value));
  if (typeMap !== undefined && (typeMap.value.kind !== 'dict' || typeMap.value.isOpen === true)) registry.typeAnnotationMapOpen = 'the type_annotation_map is known at run time only';
  return registry;
}

function openMetadata(): ReturnType<typeof createMetaData> {
  const metadata = createMetaData(undefined);
  metadata.openReason = 'the MetaData is made elsewhere';
  return metadata;
}

function reportTypeMap(state: MappingState, cls: ClassValue, anchor: Anchor): void {
  reportImport(state, {
    id: 'E-BASE-TAM',
    exceptionClass: 'InvalidRequestError',
    message:
      "Declarative base class has both a 'registry' attribute and a type_annotation_map entry.  Per-base type_annotation_maps are not supported.  Please apply the " +
      'type_annotation_map to this registry directly.',
    anchor,
    cls,
  });
}

function reportRegistryType(state: MappingState, cls: ClassValue, anchor: Anchor): void {
  reportImport(state, {
    id: 'E-BASE-REGTYPE',
    exceptionClass: 'InvalidRequestError',
    message: "Declarative base class has a 'registry' attribute that is not an instance of sqlalchemy.orm.registry()",
    anchor,
    cls,
  });
}

// ---------------------------------------------------------------- metaclass

/** `class Base(metaclass=DeclarativeMeta)`: a base by its `registry` attribute. Gives whether the class uses the metaclass itself. */
export function setupMetaclassBase(state: MappingState, cls: ClassValue): boolean {
  const metaclass = cls.keywords.get('metaclass');
  if (metaclass === undefined || !isDeclarativeMeta(metaclass) || baseOfClass(state, cls) !== undefined) return false;
  const own = state.namespaceOf(cls).get('registry');
  const registry = own === undefined ? undefined : registryOfValue(state, own.value);
  if (registry !== undefined) {
    state.bases.set(cls, baseOver(registry, true, false));
    return true;
  }
  if (own !== undefined && ['dynamic', 'call', 'attribute', 'subscript'].includes(own.value.kind)) {
    state.bases.set(cls, baseOver(createRegistry(state, openMetadata(), cls.serial), true, false));
    return true;
  }
  if (cls.dynamicBase === undefined) {
    reportImport(state, {
      id: 'E-BASE-NOREG',
      exceptionClass: 'InvalidRequestError',
      message: "Declarative base class has no 'registry' attribute, or registry is not a sqlalchemy.orm.registry() object",
      anchor: cls.nameAnchor,
      cls,
    });
  }
  return true;
}

function isDeclarativeMeta(value: Value): boolean {
  if (value.kind === 'class') return value.externalBases.some((path) => path.endsWith('.DeclarativeMeta'));
  const name = libraryName(value);
  return name === 'DeclarativeMeta';
}

// ---------------------------------------------------------------- bases that are not read

/** Packages whose classes never are declarative bases. */
const HARMLESS = /^(builtins|typing|typing_extensions|abc|enum|collections|dataclasses|sqlalchemy|pydantic|functools|contextlib|threading|json|datetime|uuid|string|types|io|os|logging)\./;

/**
 * The base of a class whose base is not read, where the class looks mapped: it names its table. What such a base contributes is not known, so nothing that is
 * missing is blamed.
 */
export function unknownBaseOf(state: MappingState, cls: ClassValue): DeclarativeBase | undefined {
  const namespace = state.namespaceOf(cls);
  const namesTable = namespace.has('__tablename__') || namespace.has('__table__');
  if (!namesTable && !cls.mro.slice(1).some((each) => state.mappersByClass.has(each))) return undefined;
  const unread = unreadBase(cls);
  if (unread === undefined) return undefined;
  const known = state.bases.get(UNREAD);
  const reason = `the base class \`${unread}\`, which is not read`;
  if (known !== undefined) return { ...known, openReason: reason };
  const metadata = createMetaData(undefined);
  metadata.openReason = reason;
  const registry = createRegistry(state, metadata, cls.serial);
  registry.openReason = reason;
  registry.typeAnnotationMapOpen = reason;
  const base: DeclarativeBase = { registry, interceptsAttributes: true, classes: [], kind: 'unknown', openReason: reason, isDataclass: false };
  state.bases.set(UNREAD, base);
  return base;
}

/** All bases that are not read count as one, so that classes find each other. */
const UNREAD = 'a base that is not read';

function unreadBase(cls: ClassValue): string | undefined {
  for (const each of cls.mro) {
    for (const given of each.bases) {
      const base = given.kind === 'subscript' ? given.object : given;
      if (base.kind === 'external' && !HARMLESS.test(base.path)) return base.path;
      if (base.kind === 'dynamic') return base.reason;
      if (base.kind === 'call' || base.kind === 'attribute') return libraryName(base.kind === 'call' ? base.callee : base) ?? 'made at run time';
    }
  }
  return cls.dynamicBase?.reason;
}

/** Whether the class, or one it inherits from outside of its base, waits for the database or for configure time. */
export function isDirectSubclassOf(state: MappingState, cls: ClassValue, name: string): boolean {
  return isDirectBaseOf(cls, name) || basesOf(state, cls).some((base) => !state.isInheritable(base) && state.namespaceOf(base).has('__abstract__') && isDirectBaseOf(base, name));
}
