/** `mapped_column()`: its column, and what the annotation adds to it (`orm/properties.py: MappedColumn`). */
import type { Anchor } from '../../declarations/anchor';
import type { SymbolicCall, Value } from '../../evaluate/values';
import { isCallOf } from '../externals';
import { copyColumn, createColumn, detailsOf, mergeColumn, setDetails } from '../schema/createColumn';
import type { Column } from '../schema/schema';
import { NULL_TYPE } from '../schema/sqlTypes';
import { objectOf } from '../sql/coerce';
import { typeTextOf } from '../sql/typeText';
import type { MappedColumn, MappingState } from '../state';
import { flagOf, isNone, keyword } from '../values';
import type { CollectedAnnotation } from './annotations';
import { inheritedMapper, leaveOpen, reportInScan, type ClassScan } from './classScan';
import { isSqlType, resolvePythonType, type TypeResolution } from './columnTypes';
import { dataclassArgumentsOf } from './dataclassArguments';
import { aliasedType, deOptionalized, destringified, includesNone, isAnnotated, isLiteral, isUnion, newTypeSupertype, typeArguments, typeText } from './typeForms';

/** Keywords that `mapped_column()` takes besides those of Column. */
const OWN_KEYWORDS = new Set([
  'init', 'repr', 'default_factory', 'compare', 'kw_only', 'hash', 'dataclass_metadata', 'deferred', 'deferred_group', 'deferred_raiseload', 'use_existing_column',
  'active_history', 'sort_order',
]);

const DATACLASS_KEYWORDS = ['init', 'repr', 'default_factory', 'compare', 'kw_only', 'hash', 'dataclass_metadata'];

export function mappedColumnOf(state: MappingState, call: SymbolicCall): MappedColumn {
  const known = state.mappedColumnsByCall.get(call);
  if (known !== undefined) return known;
  const column = createColumn(state, call, OWN_KEYWORDS);
  const sortOrder = keyword(call, 'sort_order')?.value;
  const nullable = keyword(call, 'nullable');
  const mapped: MappedColumn = {
    kind: 'mappedColumn',
    column,
    call,
    hasNullable: nullable !== undefined && !isNone(nullable.value),
    useExistingColumn: flagOf(keyword(call, 'use_existing_column')),
    sortOrder: sortOrder?.kind === 'number' ? sortOrder.value : 0,
    isExplicitProperty: ['deferred', 'deferred_group', 'deferred_raiseload', 'active_history'].some((name) => flagOf(keyword(call, name))),
    hasInsertDefault: keyword(call, 'insert_default') !== undefined,
    isUnmapped: isCallOf(call, 'unmapped_column'),
    dataclassArguments: dataclassArgumentsOf(call, DATACLASS_KEYWORDS),
    anchor: call.anchor,
  };
  state.mappedColumnsByCall.set(call, mapped);
  return mapped;
}

/** The empty `mapped_column()` that an annotation alone makes. */
export function blankMappedColumn(state: MappingState, anchor: Anchor): MappedColumn {
  const column: Column = {
    kind: 'column',
    name: '',
    key: '',
    type: NULL_TYPE,
    nullable: true,
    primaryKey: false,
    unique: false,
    index: false,
    foreignKeys: [],
    hasDefault: false,
    creationOrder: state.nextOrder(),
    anchor,
  };
  return {
    kind: 'mappedColumn', column, hasNullable: false, useExistingColumn: false, sortOrder: 0, isExplicitProperty: false, hasInsertDefault: false,
    isUnmapped: false, dataclassArguments: [], anchor,
  };
}

export function copyMappedColumn(mapped: MappedColumn, creationOrder: number): MappedColumn {
  return { ...mapped, column: copyColumn(mapped.column, creationOrder) };
}

/** `MappedColumn.declarative_scan`. */
export function scanMappedColumn(scan: ClassScan, key: string, mapped: MappedColumn, annotation: CollectedAnnotation | undefined): void {
  mapped.column = existingColumn(scan, key, mapped, mapped.column);
  nameColumn(mapped.column, key);
  if (annotation === undefined) {
    if (mapped.column.type.name === 'NullType' && mapped.column.foreignKeys.length === 0 && mapped.column.dynamic === undefined) requireAnnotation(scan, key, 'MappedColumn', mapped.anchor);
    return;
  }
  initForAnnotation(scan, key, mapped, annotation.inner, annotation);
}

export function nameColumn(column: Column, key: string): void {
  if (column.dynamic !== undefined && column.name === '') return;
  if (column.key === '') column.key = key;
  if (column.name === '') column.name = key;
}

/** `use_existing_column`: the superclass's column of that name, on a single-table subclass. */
function existingColumn(scan: ClassScan, key: string, mapped: MappedColumn, column: Column): Column {
  if (!mapped.useExistingColumn || !scan.isSingle) return column;
  const parent = inheritedMapper(scan);
  if (parent?.localTable.kind !== 'table') return column;
  return parent.localTable.columns.get(column.name === '' ? key : column.name) ?? column;
}

/** `_raise_for_required`. */
export function requireAnnotation(scan: ClassScan, key: string, construct: string, anchor: Anchor): void {
  reportInScan(scan, {
    id: 'E-ANN-REQUIRED',
    exceptionClass: 'ArgumentError',
    message: `Python typing annotation is required for attribute "${scan.cls.name}.${key}" when primary argument(s) for "${construct}" construct are None or not present`,
    anchor,
  });
}

/** `_init_column_for_annotation`. */
function initForAnnotation(scan: ClassScan, key: string, mapped: MappedColumn, inner: Value, annotation: CollectedAnnotation): void {
  const { state, cls } = scan;
  const anchor = annotation.annotation.expressionAnchor;
  const evaluated = destringified(state, inner, annotation.originatingClass.module, cls, anchor);
  if (evaluated.kind === 'nameError') {
    reportUnresolvedTypes(scan, annotation, evaluated.text);
    return;
  }
  const argument = evaluated.value;
  const nullable = includesNone(argument);
  if (!mapped.hasNullable) mapped.column.nullable = nullable;
  const types = typesToTry(argument, nullable);
  if (types.annotated !== undefined) mergeAnnotated(scan, key, mapped, types.metadata);
  if (mapped.column.type.name === 'NullType' && mapped.column.foreignKeys.length === 0) resolveType(scan, mapped, argument, types, annotation);
}

function reportUnresolvedTypes(scan: ClassScan, annotation: CollectedAnnotation, name: string): void {
  reportInScan(scan, {
    id: 'E-ANN-TYPES',
    exceptionClass: 'MappedAnnotationError',
    message: `Could not resolve all types within mapped annotation: "${rawAnnotationText(scan, annotation)}".  Ensure all types are written correctly and are imported within the module in use.`,
    anchor: annotation.annotation.expressionAnchor,
    data: { name },
  });
}

/** `str()` of the annotation as it stands in `__annotations__`. */
export function rawAnnotationText(scan: ClassScan, annotation: CollectedAnnotation): string {
  const { annotation: binding } = annotation;
  if (binding.isDeferred) return binding.text;
  if (binding.expression.kind === 'String') return binding.expression.value;
  return typeText(scan.state.program.evaluateAnnotation(binding));
}

interface TypesToTry {
  /** A `type X = …` alias, as given. */
  readonly alias?: Value;
  readonly type: Value;
  readonly annotated?: Value;
  /** The first argument of `Annotated`. */
  readonly annotatedType?: Value;
  readonly metadata: readonly Value[];
}

function typesToTry(argument: Value, nullable: boolean): TypesToTry {
  const given = deOptionalized(argument);
  const aliased = aliasedType(given);
  const type = aliased === undefined ? given : deOptionalized(aliased);
  const alias = aliased === undefined ? undefined : given;
  if (!isAnnotated(type)) return { alias, type, metadata: [] };
  const [first, ...metadata] = typeArguments(type);
  const annotatedType = first === undefined ? undefined : nullable ? deOptionalized(first) : first;
  return { alias, type, annotated: type, annotatedType, metadata };
}

/** The `mapped_column()` inside `Annotated` supplies what the attribute's own does not state. */
function mergeAnnotated(scan: ClassScan, key: string, mapped: MappedColumn, metadata: readonly Value[]): void {
  const { state } = scan;
  const call = metadata.find((value): value is SymbolicCall => isCallOf(value, 'mapped_column', 'MappedColumn'));
  if (call === undefined) return;
  const source = mappedColumnOf(state, call);
  mapped.column = existingColumn(scan, key, source, mapped.column);
  const details = detailsOf(mapped.column);
  setDetails(mapped.column, { ...details, hasNullable: details.hasNullable || mapped.hasNullable });
  mergeColumn(source.column, mapped.column);
  nameColumn(mapped.column, key);
  if (source.isExplicitProperty) mapped.isExplicitProperty = true;
  if (source.sortOrder !== 0 && mapped.sortOrder === 0) mapped.sortOrder = source.sortOrder;
  if (source.column.name !== '' || source.column.key !== '') {
    reportInScan(scan, {
      id: 'W-ANNOTATED-NAME',
      exceptionClass: 'SADeprecationWarning',
      message: "Can't use the 'key' or 'name' arguments in Annotated with mapped_column(); this will be ignored",
      anchor: mapped.anchor,
      related: [{ anchor: source.anchor, message: 'the name is stated here' }],
    });
  }
  for (const argument of source.dataclassArguments) reportAnnotatedDataclass(scan, mapped, argument);
}

function reportAnnotatedDataclass(scan: ClassScan, mapped: MappedColumn, argument: string): void {
  reportInScan(scan, {
    id: 'W-ANNOTATED-DC',
    exceptionClass: 'SADeprecationWarning',
    message: `Argument '${argument}' is a dataclass argument and cannot be specified within a mapped_column() bundled inside of an Annotated object`,
    anchor: mapped.anchor,
  });
}

function resolveType(scan: ClassScan, mapped: MappedColumn, argument: Value, types: TypesToTry, annotation: CollectedAnnotation): void {
  const { registry, state } = scan;
  const candidates = [types.alias, types.type, types.annotatedType].filter((type) => type !== undefined);
  let answer: TypeResolution = { kind: 'unresolved' };
  for (const candidate of candidates) {
    answer = resolvePythonType(registry, candidate, state.version);
    if (answer.kind !== 'unresolved') break;
  }
  if (answer.kind === 'type') mapped.column.type = answer.type;
  else if (answer.kind === 'dynamic') mapped.column.type = { name: '?', text: annotation.annotation.text };
  else if (argument.kind === 'dynamic') leaveOpen(scan, argument.reason);
  else reportNoType(scan, mapped.column.key, types, candidates, annotation);
}

function reportNoType(scan: ClassScan, key: string, types: TypesToTry, checks: readonly Value[], annotation: CollectedAnnotation): void {
  const [first = types.type] = checks;
  reportInScan(scan, {
    id: 'E-ANN-NOTYPE',
    exceptionClass: 'MappedAnnotationError',
    message: noTypeMessage(scan, key, types.type, first, checks),
    anchor: annotation.annotation.expressionAnchor,
    data: { type: typeText(first) },
  });
}

function noTypeMessage(scan: ClassScan, key: string, type: Value, first: Value, checks: readonly Value[]): string {
  if (isSqlType(type, scan.state.version)) {
    return `The type provided inside the '${key}' attribute Mapped annotation is the SQLAlchemy type ${sqlTypeName(scan, type)}. Expected a Python type instead`;
  }
  if (!isType(first)) {
    return `The object provided inside the '${key}' attribute Mapped annotation is not a Python type, it's the object ${typeText(first)}. Expected a Python type.`;
  }
  const texts = checks.map(typeText);
  const detail =
    checks.length === 1
      ? 'the type object is not resolvable by the registry'
      : checks.length === 2
        ? `neither '${texts[0] ?? ''}' nor '${texts[1] ?? ''}' are resolvable by the registry`
        : `none of ${texts.map((text) => `'${text}'`).join(', ')} are resolvable by the registry`;
  return `Could not locate SQLAlchemy Core type when resolving for Python type indicated by '${typeText(first)}' inside the Mapped[] annotation for the '${key}' attribute; ${detail}`;
}

/** An instance of a type prints as its SQL. */
function sqlTypeName(scan: ClassScan, type: Value): string {
  const text = type.kind === 'call' ? typeTextOf(objectOf(type, scan.state)) : undefined;
  return text ?? typeText(type);
}

/** `is_a_type`. */
function isType(value: Value): boolean {
  if (value.kind === 'class' || value.kind === 'external' || value.kind === 'subscript' || value.kind === 'none') return true;
  return isUnion(value) || isLiteral(value) || newTypeSupertype(value) !== undefined || aliasedType(value) !== undefined;
}
