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
import { describe, reprOf } from './pythonText';
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
    polymorphicMap: parentState?.polymorphicMap ?? new Map(),
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
    message: `Invalid setting for with_polymorphic: ${textOf(given)}`,
    anchor: given.anchor,
  });
}

function textOf(given: PlacedDirective): string {
  return reprOf(given.value) ?? describe(given.value);
}
