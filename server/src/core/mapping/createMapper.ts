/**
 * `Mapper(...)` in SQLAlchemy's order: inheritance, instrumentation, properties, polymorphic setter, primary key
 * (`orm/mapper.py: Mapper.__init__`).
 */
import type { ClassValue } from '../evaluate/values';
import { configureProperties } from './configureProperties';
import { addClass } from './declarative/classRegistry';
import { metadataOfClass } from './declarative/registries';
import type { MapperArguments } from './declarative/mapperArguments';
import type { PlacedDirective } from './declarative/classScan';
import type { Fault } from './faults';
import { configureInheritance } from './configureInheritance';
import { checkValidators } from './validators';
import { configurePolymorphic } from './configurePolymorphic';
import { configurePrimaryKey } from './configurePrimaryKey';
import { importFault, isWarningClass, type ImportProblem } from './importFaults';
import { entityOf } from './mapperText';
import type { Mapper, Registry } from './mapper';
import { describe } from './pythonText';
import { reprOf } from '../evaluate/pythonText';
import type { Column, MetaData, Selectable } from './schema/schema';
import type { MapperState, MappingState } from './state';

/** What `createMapper` works on. */
export interface MapperBuild {
  readonly state: MappingState;
  readonly mapper: MutableMapper;
  readonly mapperState: { -readonly [Key in keyof MapperState]: MapperState[Key] };
  readonly args: MapperArguments;
  /** Columns that the class itself declares; copies of mixin columns by original. */
  readonly columnCopies: ReadonlyMap<Column, Column>;
  /** Reports an error or warning unless the class has already failed. */
  readonly report: (problem: ImportProblem) => void;
}

/** A mapper while it is built. */
export type MutableMapper = { -readonly [Key in keyof Mapper]: Mapper[Key] };

export interface MapperInput {
  readonly cls: ClassValue;
  readonly registry: Registry;
  readonly inherits?: Mapper;
  /** undefined: the parent's, single-table inheritance. */
  readonly localTable?: Selectable;
  readonly isDataclass: boolean;
  readonly dataclassFields?: ReadonlySet<string>;
  readonly openReason?: string;
  /** An error found before; the mapper is then built as far as possible, in silence. */
  readonly fault?: Fault;
}

/** Registers the class and gives its mapper, still without properties. */
export function startMapper(state: MappingState, input: MapperInput): MutableMapper {
  const { cls, registry, inherits } = input;
  const localTable = input.localTable ?? inherits?.localTable ?? noTable(registry, cls);
  const mapper: MutableMapper = {
    kind: 'mapper',
    entity: entityOf(cls),
    name: cls.name,
    cls,
    registry,
    inherits,
    localTable,
    persistSelectable: localTable,
    primaryKey: [],
    properties: new Map(),
    subMappers: [],
    metadata: metadataOfClass(state, cls) ?? registry.metadata,
    isDataclass: input.isDataclass,
    openReason: input.openReason,
    order: state.mappers.length,
    importFault: input.fault,
    descriptors: new Map(),
  };
  return mapper;
}

function noTable(registry: Registry, cls: ClassValue): Selectable {
  const metadata: MetaData = registry.metadata;
  return {
    kind: 'table', name: 'None', key: `<no table of ${entityOf(cls)}>`, metadata, columns: new Map(), primaryKey: [], foreignKeyConstraints: [], uniqueKeys: [], indexes: [],
    anchor: cls.anchor, creationOrder: cls.serial, openReason: 'the class has no table',
  };
}

/** Adds the mapper to its registry under its name; gives the error that this raises. */
export function registerMapper(state: MappingState, mapper: MutableMapper): ImportProblem | undefined {
  const conflict = addClass(state, mapper.registry, mapper);
  if (conflict === undefined) return undefined;
  return {
    id: 'E-CLASS-MODULE',
    exceptionClass: 'InvalidRequestError',
    message: `name "${conflict}" matches both a class name and a module name`,
    anchor: mapper.cls.nameAnchor,
    cls: mapper.cls,
  };
}

export interface MapperConstruction {
  readonly args: MapperArguments;
  readonly localTable?: Selectable;
  readonly columnCopies: ReadonlyMap<Column, Column>;
  readonly dataclassFields?: ReadonlySet<string>;
}

/** `Mapper.__init__` for a registered class. */
export function constructMapper(state: MappingState, mapper: MutableMapper, construction: MapperConstruction): void {
  const { args } = construction;
  const parentState = mapper.inherits === undefined ? undefined : state.mapperStates.get(mapper.inherits);
  const isSingle = construction.localTable === undefined;
  const mapperState: MapperBuild['mapperState'] = {
    columnToProperty: new Map(),
    columnPrefix: args.columnPrefix,
    isConcrete: args.isConcrete,
    isSingle: isSingle && mapper.inherits !== undefined,
    isPolymorphicAbstract: args.polymorphicAbstract,
    equatedPairs: [],
    polymorphicMap: parentState?.polymorphicMap ?? new Map<string, Mapper>(),
    explicitPrimaryKey: args.primaryKey !== undefined,
    isConfigured: false,
    hasFailed: mapper.importFault !== undefined || mapper.inherits?.importFault !== undefined,
    dataclassFields: construction.dataclassFields ?? new Set(),
    propertyAnchors: new Map(),
  };
  state.mapperStates.set(mapper, mapperState);
  const build: MapperBuild = {
    state,
    mapper,
    mapperState,
    args,
    columnCopies: construction.columnCopies,
    report: (problem) => reportForMapper(state, mapper, mapperState, problem),
  };
  if (args.openReason !== undefined) mapper.openReason ??= args.openReason;
  checkKeywords(build);
  checkTable(build, isSingle);
  checkWithPolymorphic(build);
  configureInheritance(build);
  checkValidators(build);
  configureProperties(build);
  configurePolymorphic(build);
  configurePrimaryKey(build);
  finish(state, mapper);
}

function finish(state: MappingState, mapper: MutableMapper): void {
  state.mappers.push(mapper);
  mapper.registry.mappers.push(mapper);
}

function reportForMapper(state: MappingState, mapper: MutableMapper, mapperState: MapperBuild['mapperState'], problem: ImportProblem): void {
  if (mapperState.hasFailed) return;
  const fault = importFault({ cls: mapper.cls, ...problem });
  if (!isWarningClass(problem.exceptionClass)) {
    mapperState.hasFailed = true;
    mapper.importFault = fault;
  }
  state.report({ ...fault, mapper });
}

/** Keywords of `Mapper.__init__` in every version; later versions add and drop some. */
const MAPPER_KEYWORDS = new Set([
  'class_', 'local_table', 'properties', 'primary_key', 'inherits', 'inherit_condition', 'inherit_foreign_keys', 'always_refresh', 'version_id_col', 'version_id_generator',
  'polymorphic_on', '_polymorphic_map', 'polymorphic_identity', 'concrete', 'with_polymorphic', 'polymorphic_load', 'allow_partial_pks', 'batch', 'column_prefix',
  'include_properties', 'exclude_properties', 'passive_updates', 'passive_deletes', 'confirm_deleted_rows', 'eager_defaults', 'legacy_is_orphan', '_compiled_cache_size',
]);

function checkKeywords(build: MapperBuild): void {
  const { version } = build.state;
  for (const [name, given] of build.args.named) {
    const isKnown = MAPPER_KEYWORDS.has(name) || (name === 'polymorphic_abstract' && version !== '1.4') || (name === 'non_primary' && version !== '2.1');
    if (isKnown) continue;
    build.report({
      id: 'E-MAPPER-KW',
      exceptionClass: 'TypeError',
      message: `Mapper.__init__() got an unexpected keyword argument '${name}'`,
      anchor: given.anchor,
      data: { keyword: name, known: [...MAPPER_KEYWORDS] },
    });
  }
}

function checkTable(build: MapperBuild, hasNone: boolean): void {
  const { mapper, state } = build;
  if (!hasNone || mapper.inherits !== undefined || mapper.openReason !== undefined) return;
  build.report({
    id: 'E-NO-TABLE',
    exceptionClass: state.version === '1.4' ? 'AttributeError' : 'ArgumentError',
    message:
      state.version === '1.4' ? "'NoneType' object has no attribute 'description'" : `Mapper[${mapper.name}(None)] has None for a primary table argument and does not specify 'inherits'`,
    anchor: mapper.cls.nameAnchor,
  });
}

/** `_set_with_polymorphic`. */
function checkWithPolymorphic(build: MapperBuild): void {
  const given = build.args.withPolymorphic;
  if (given === undefined) return;
  const { value } = given;
  if (value.kind === 'list' || value.kind === 'tuple' || value.kind === 'dynamic' || value.kind === 'call' || value.kind === 'attribute') return;
  if (value.kind === 'string' && value.value === '*') return;
  build.report({
    id: 'E-WITH-POLY',
    exceptionClass: 'ArgumentError',
    message: build.state.version === '1.4' ? 'Invalid setting for with_polymorphic' : `Invalid setting for with_polymorphic: ${textOf(given)}`,
    anchor: given.anchor,
  });
}

function textOf(given: PlacedDirective): string {
  return reprOf(given.value) ?? describe(given.value);
}
