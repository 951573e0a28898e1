/** Declarative mapping of one class, step by step (`orm/decl_base.py: _DeclarativeMapperConfig.__init__`). */
import { truthOf } from '../../evaluate/operators';
import type { ClassValue } from '../../evaluate/values';
import { constructMapper, registerMapper, startMapper, type MutableMapper } from '../createMapper';
import { importFault } from '../importFaults';
import { libraryName } from '../externals';
import type { Mapper, Registry } from '../mapper';
import { classText } from '../../evaluate/pythonText';
import { columnsOf } from '../schema/schema';
import type { Column } from '../schema/schema';
import type { DeclarativeBase, MappingState } from '../state';
import { NONE } from '../values';
import { assignedToGeneratedBase, classStateOf, directiveValue, findAttribute } from './classAttributes';
import { inheritedMapper, reportInScan, type ClassScan, type PropertySource } from './classScan';
import { isDecoratedDataclass, isPlainDataclass, isSqlAlchemyDataclass, setupDataclass } from './dataclassMapping';
import { collectDescriptors } from './descriptors';
import { extractAttributes } from './extractAttributes';
import { namedArgumentsOf, readMapperArguments, type MapperArguments } from './mapperArguments';
import { opennessOf } from './openness';
import { scanAttributes } from './scanAttributes';
import { findInherits, metadataFor, setupInheritingColumns, setupTable } from './setupTable';

export interface MapClassOptions {
  readonly registry: Registry;
  readonly base?: DeclarativeBase;
  /** Why what the class inherits is not known. */
  readonly openReason?: string;
  /** Adds attributes before the scan: SQLModel's fields. */
  readonly prepare?: (scan: ClassScan) => void;
}

/** Maps the class; undefined where it was mapped before. */
export function mapClass(state: MappingState, cls: ClassValue, options: MapClassOptions): Mapper | undefined {
  if (isAlreadyMapped(state, cls)) return undefined;
  const scan = startScan(state, cls, options);
  classStateOf(state, cls).isInstrumented = true;
  options.prepare?.(scan);
  scanAttributes(scan);
  setupDataclass(scan);
  const early = startEarly(scan);
  findInherits(scan);
  extractAttributes(scan);
  setupTable(scan);
  setupInheritingColumns(scan);
  completeMapper(scan, early);
  return early;
}

function isAlreadyMapped(state: MappingState, cls: ClassValue): boolean {
  if (state.classStates.get(cls)?.isInstrumented !== true) return false;
  const isNew = state.version === '2.1';
  state.report(
    importFault({
      id: 'E-ALREADY-MAPPED',
      exceptionClass: isNew ? 'InvalidRequestError' : 'ArgumentError',
      message: isNew ? `Class ${classText(cls)} already has been instrumented declaratively` : `Class '${classText(cls)}' already has a primary mapper defined. `,
      anchor: cls.nameAnchor,
      cls,
    }),
  );
  return true;
}

function startScan(state: MappingState, cls: ClassValue, options: MapClassOptions): ClassScan {
  const isDataclass = state.version !== '1.4' && isSqlAlchemyDataclass(state, cls);
  const allow = findAttribute(state, cls, '__allow_unmapped__');
  const allowing = allow?.kind === 'binding' ? allow.binding : assignedToGeneratedBase(cls, '__allow_unmapped__');
  const allowed = allowing !== undefined && truthOf(allowing.value) !== false;
  return {
    state,
    cls,
    registry: options.registry,
    base: options.base,
    dict: state.namespaceOf(cls),
    collected: new Map(),
    annotations: new Map(),
    columnCopies: new Map(),
    declaredColumns: [],
    columnOrdering: new Map(),
    properties: new Map(),
    allowUnmapped: allowed || isDataclass || options.base?.kind === 'sqlmodel',
    isDataclass,
    isDataclassBefore: isPlainDataclass(cls),
    hasTableFunction: false,
    isSingle: false,
    openReason: options.openReason ?? opennessOf(cls),
  };
}

/** The mapper's object, registered by its name; its table and properties follow. */
function startEarly(scan: ClassScan): MutableMapper {
  const { state, cls, registry } = scan;
  const mapper = startMapper(state, { cls, registry, isDataclass: scan.isDataclass || isDecoratedDataclass(cls), openReason: scan.openReason, fault: scan.fault });
  const problem = registerMapper(state, mapper);
  if (problem !== undefined) reportInScan(scan, problem);
  state.mappersByClass.set(cls, mapper);
  return mapper;
}

function completeMapper(scan: ClassScan, mapper: MutableMapper): void {
  const { state, cls } = scan;
  const parent = inheritedMapper(scan);
  const args = prepareArguments(scan, parent);
  const localTable = scan.localTable ?? undefined;
  mapper.inherits = parent;
  const table = localTable ?? parent?.localTable;
  if (table !== undefined) {
    mapper.localTable = table;
    mapper.persistSelectable = table;
  }
  mapper.metadata = metadataFor(scan);
  mapper.importFault ??= scan.fault;
  mapper.openReason ??= scan.openReason ?? parent?.openReason;
  constructMapper(state, mapper, { args, localTable, columnCopies: scan.columnCopies, dataclassFields: dataclassFields(scan) });
  collectDescriptors(state, cls, mapper);
}

function dataclassFields(scan: ClassScan): ReadonlySet<string> {
  if (!scan.isDataclass && !scan.isDataclassBefore) return new Set();
  return new Set([...scan.annotations.keys(), ...scan.cls.mro.flatMap((each) => [...each.annotations.keys()])]);
}

/** `_prepare_mapper_arguments`. */
function prepareArguments(scan: ClassScan, parent: Mapper | undefined): MapperArguments {
  const { state, cls } = scan;
  const stated = scan.mapperArgs === undefined ? undefined : directiveValue(state, cls, '__mapper_args__');
  const named = namedArgumentsOf(stated?.value ?? NONE, stated?.anchor ?? cls.nameAnchor);
  const given = readMapperArguments(state, cls, named.args, stated?.anchor ?? cls.nameAnchor, named.openReason);
  checkInherits(scan, given);
  const properties = new Map<string, PropertySource>([...scan.properties, ...given.properties]);
  if (parent !== undefined && !given.isConcrete) combineWithParent(properties, parent);
  return {
    ...given,
    properties,
    defaultExcluded: parent === undefined || given.isConcrete ? undefined : unmappedByParent(scan, parent),
    origins: scan.collected,
    declaredColumns: scan.declaredColumns,
  };
}

function checkInherits(scan: ClassScan, given: MapperArguments): void {
  const { inherits } = given;
  if (inherits === undefined) return;
  const { value } = inherits;
  const cls = value.kind === 'class' ? value : scan.state.mapperByCall(value)?.cls;
  if (cls === undefined || cls === scan.inherits) return;
  reportInScan(scan, {
    id: 'E-INHERITS-ARG',
    exceptionClass: 'InvalidRequestError',
    message: `mapper inherits argument given for non-inheriting class ${value.kind === 'class' ? classText(cls) : (libraryName(value) ?? classText(cls))}`,
    anchor: inherits.anchor,
  });
}

/** Columns of the parent's table that belong to siblings. */
function unmappedByParent(scan: ClassScan, parent: Mapper): readonly (string | Column)[] {
  const parentState = scan.state.mapperStates.get(parent);
  const declared = new Set(scan.declaredColumns.map((column) => column.key));
  const unmapped = columnsOf(parent.localTable)
    .filter((column) => parentState?.columnToProperty.has(column) !== true)
    .map((column) => column.key);
  return [...unmapped, ...(parentState?.excludeProperties ?? [])].filter((each) => typeof each !== 'string' || !declared.has(each));
}

/** A column under another name than its own joins the parent's columns of that attribute. */
function combineWithParent(properties: Map<string, PropertySource>, parent: Mapper): void {
  for (const [key, source] of properties) {
    if (source.content.kind !== 'columns' || source.content.columns.length !== 1) continue;
    const inherited = parent.properties.get(key);
    if (inherited?.kind !== 'columnProperty') continue;
    properties.set(key, { ...source, content: { kind: 'columns', columns: [...source.content.columns, ...inherited.columns] } });
  }
}

