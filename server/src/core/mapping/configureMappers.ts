/**
 * The static `configure_mappers()`: replays what the program did with SQLAlchemy's rules, then configures relationships.
 */
import type { Binding, ClassValue, Program, ProgramEvent, SymbolicCall, Value } from '../evaluate/values';
import type { Fault } from './faults';
import { warnOfCombinedKeys } from './combinedKeys';
import { checkComposites } from './declarative/compositeColumns';
import { handleEvent } from './declarative/mapEvents';
import { mapDeferred } from './declarative/deferredMapping';
import { createRegistry } from './declarative/registries';
import { putProperty, buildFor } from './declarative/assignAttribute';
import { mroOf } from './declarative/classAttributes';
import { sqlalchemyName } from './externals';
import { columnOf, metadataOf, selectableOf } from './lookups';
import type { Mapper, MapperGraph, MapperProperty, Registry, SqlAlchemyVersion } from './mapper';
import { configureAddedRelationship, configureRelationships } from './relationship/configureRelationships';
import { createMetaData } from './schema/createTable';
import { propagateTypes } from './schema/propagateTypes';
import type { Table } from './schema/schema';
import type { MappingState } from './state';
import { WarningFilters } from './warningFilters';

export interface ConfigureOptions {
  /** Installed version of Flask-SQLAlchemy, where known. */
  readonly flaskSqlalchemy?: string;
}

export function configureMappers(program: Program, version: SqlAlchemyVersion, options: ConfigureOptions = {}): MapperGraph {
  const state = createState(program, version, options);
  program.answerLibraryCall = (path, args) => answerLibraryCall(state, path, args);
  for (const event of program.events) state.replay(event);
  state.configure();
  propagateTypes(state.tables, state.unbornTables);
  program.answerLibraryCall = undefined;
  return graphOf(state);
}

/** `has_inherited_table(cls)`: whether a class above has a table by now. */
function answerLibraryCall(state: MappingState, path: string, args: readonly Value[]): Value | undefined {
  const [cls] = args;
  if (sqlalchemyName(path) !== 'has_inherited_table' || cls?.kind !== 'class') return undefined;
  const hasTable = mroOf(state, cls).slice(1).some((each) => (state.classStates.get(each)?.table ?? null) !== null || state.namespaceOf(each).has('__table__'));
  return { kind: 'boolean', value: hasTable };
}

function createState(program: Program, version: SqlAlchemyVersion, options: ConfigureOptions): MappingState {
  const namespaces = initialNamespaces(program.events);
  const mappersByCall = new Map<SymbolicCall, Mapper>();
  const faults: Fault[] = [];
  const warningFilters = new WarningFilters();
  let serial = 0;
  let made = 0;
  let legacy: Registry | undefined;
  const state: MappingState = {
    program,
    version,
    isLegacyFlask: /^[12]\./.test(options.flaskSqlalchemy ?? ''),
    mappers: [],
    registries: [],
    tables: [],
    faults,
    columnsByCall: new Map(),
    mappedColumnsByCall: new Map(),
    foreignKeysByCall: new Map(),
    constraintsByCall: new Map(),
    waitingConstraints: new Set(),
    tablesByCall: new Map(),
    selectablesByCall: new Map(),
    metadataByCall: new Map(),
    registriesByCall: new Map(),
    bases: new Map(),
    mappersByClass: new Map(),
    classStates: new Map(),
    mapperStates: new Map(),
    deferredMappers: [],
    failedCalls: new Set(),
    unbornTables: new Set(),
    relationshipsByCall: new Map(),
    columnOf: (value) => columnOf(state, value),
    selectableOf: (value) => selectableOf(state, value),
    metadataOf: (value) => metadataOf(state, value),
    mapperOf: (cls) => state.mappersByClass.get(cls),
    propertyOf: (mapper, name) => mapper.properties.get(name),
    warningFilters,
    report: (fault) => {
      if (!warningFilters.silences(fault)) faults.push(fault);
    },
    addProperty: (mapper, property) => addProperty(state, mapper, property),
    namespaceOf: (cls) => namespaces.get(cls) ?? cls.namespace,
    setBinding: (cls, name, binding) => setBinding(namespaces, cls, name, binding),
    replay: (event) => {
      serial = serialOf(event) ?? serial;
      handleEvent(state, event);
    },
    nextOrder: () => {
      made += 1;
      return serial + made * 1e-7;
    },
    isInheritable: (cls) => state.mappersByClass.has(cls),
    mapperByCall: (value: Value) => (value.kind === 'call' ? mappersByCall.get(value) : undefined),
    rememberMapper: (call, mapper) => void mappersByCall.set(call, mapper),
    legacyRegistry: () => (legacy ??= createRegistry(state, createMetaData(undefined), 0)),
    configure: () => configure(state),
    configureAdded: (property) => {
      if (property.kind === 'relationship') configureAddedRelationship(state, property);
    },
  };
  return state;
}

function serialOf(event: ProgramEvent): number | undefined {
  if (event.kind === 'class') return event.cls.serial;
  return event.kind === 'call' ? event.call.serial : undefined;
}

/** Namespaces of classes that are changed after their statement, as they were when it ended. */
function initialNamespaces(events: readonly ProgramEvent[]): Map<ClassValue, Map<string, Binding>> {
  const namespaces = new Map<ClassValue, Map<string, Binding>>();
  for (let index = events.length - 1; index >= 0; index -= 1) {
    const event = events[index];
    if ((event?.kind !== 'setAttribute' && event?.kind !== 'deleteAttribute') || event.target.kind !== 'class') continue;
    const namespace = namespaces.get(event.target) ?? new Map(event.target.namespace);
    namespaces.set(event.target, namespace);
    if (event.previous === undefined) namespace.delete(event.name);
    else namespace.set(event.name, event.previous);
  }
  return namespaces;
}

function setBinding(namespaces: Map<ClassValue, Map<string, Binding>>, cls: ClassValue, name: string, binding: Binding | undefined): void {
  const namespace = namespaces.get(cls) ?? new Map(cls.namespace);
  namespaces.set(cls, namespace);
  if (binding === undefined) namespace.delete(name);
  else namespace.set(name, binding);
}

/** `configure_mappers()`, at the program's end or where it calls it. */
function configure(state: MappingState): void {
  mapDeferred(state);
  noteUnreadMetadata(state);
  propagateTypes(state.tables, state.unbornTables);
  checkComposites(state);
  warnOfCombinedKeys(state);
  configureRelationships(state);
  for (const mapperState of state.mapperStates.values()) mapperState.isConfigured = true;
}

/** Tables of classes whose base is not read may be part of any MetaData. */
function noteUnreadMetadata(state: MappingState): void {
  const unread = [...state.bases.values()].filter(({ kind }) => kind === 'unknown').map(({ registry }) => registry.metadata);
  if (unread.length > 0) for (const { metadata } of state.tables) metadata.unread = unread;
}

/** A property that another step makes: a backref's relationship. */
function addProperty(state: MappingState, mapper: Mapper, property: MapperProperty): void {
  putProperty(buildFor(state, mapper), property.key, property, property.nameAnchor);
}

function graphOf(state: MappingState): MapperGraph {
  const byTable = new Map<Table, Mapper[]>();
  for (const mapper of state.mappers) {
    if (mapper.localTable.kind !== 'table') continue;
    const mappers = byTable.get(mapper.localTable) ?? [];
    mappers.push(mapper);
    byTable.set(mapper.localTable, mappers);
  }
  return {
    sqlalchemy: state.version,
    registries: state.registries,
    mappers: state.mappers,
    tables: state.tables,
    faults: state.faults,
    mapperOf: (cls) => state.mappersByClass.get(cls),
    mappersOf: (table) => byTable.get(table) ?? [],
  };
}
