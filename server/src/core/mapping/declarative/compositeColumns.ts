/** The columns of `composite(...)` (`orm/descriptor_props.py: CompositeProperty`). */
import type { Anchor } from '../../declarations/anchor';
import type { AnnotationBinding, Argument, ClassValue, SymbolicCall, Value } from '../../evaluate/values';
import { isCallOf } from '../externals';
import { importFault } from '../importFaults';
import type { Mapper } from '../mapper';
import { describe } from '../pythonText';
import { reprOf } from '../../evaluate/pythonText';
import { messages } from '../relationship/messages';
import { columnOfCall } from '../schema/createTable';
import type { Column } from '../schema/schema';
import type { MappedColumn, MappingState } from '../state';
import { keyword } from '../values';
import { extractMapped, type CollectedAnnotation } from './annotations';
import { leaveOpen, reportInScan, type ClassScan, type PropertyContent } from './classScan';
import { isPlainDataclass } from './dataclassMapping';
import { blankMappedColumn, mappedColumnOf, nameColumn, requireAnnotation, scanMappedColumn } from './mappedColumn';
import { deOptionalized, destringified } from './typeForms';

export function extractComposite(scan: ClassScan, name: string, call: SymbolicCall): PropertyContent {
  const stated = call.args[0]?.value ?? keyword(call, '_class_or_attr')?.value;
  const isClassStated = stated !== undefined && (scan.state.version === '1.4' || isCompositeClass(scan, stated));
  const attributes = isClassStated ? call.args.slice(1) : call.args;
  const cls = isClassStated && stated.kind === 'class' ? stated : annotatedClass(scan, name, call, isClassStated);
  const fields = cls === undefined ? [] : fieldsOf(cls);
  const columns: Column[] = [];
  const isOfDataclass = cls !== undefined && isPlainDataclass(cls);
  if (cls !== undefined && !isOfDataclass && scan.state.version !== '1.4') checkNames(scan, attributes);
  attributes.forEach((attribute, index) => {
    const column = columnOfAttribute(scan, attribute.value, fields[index], cls);
    if (column === undefined) return;
    if (scan.state.version === '1.4') nameColumn(column, name);
    else if (isOfDataclass && fields[index] !== undefined) nameColumn(column, fields[index].name);
    columns.push(column);
  });
  if (isOfDataclass && scan.state.version !== '1.4' && !call.hasUnknownArguments) {
    const extra = attributes[fields.length];
    if (extra !== undefined) reportTooMany(scan, cls, { given: attributes.length, known: fields.length, anchor: extra.anchor });
    for (const field of fields.slice(attributes.length)) columns.push(columnOfField(scan, blankMappedColumn(scan.state, call.anchor), field, cls));
  }
  return { kind: 'composite', columns, call };
}

/** Without the fields of a dataclass nothing says what a column is called. */
function checkNames(scan: ClassScan, attributes: readonly Argument[]): void {
  const unnamed = attributes.find(({ value }) => isUnnamedColumn(scan, value));
  if (unnamed === undefined) return;
  const message = 'Composite class column arguments must be named unless a dataclass is used';
  reportInScan(scan, { id: 'E-COMPOSITE-NAME', exceptionClass: 'ArgumentError', message, anchor: unnamed.anchor });
}

function isUnnamedColumn({ state }: ClassScan, value: Value): boolean {
  const column = isCallOf(value, 'mapped_column') ? mappedColumnOf(state, value).column : isCallOf(value, 'Column') ? columnOfCall(state, value) : undefined;
  return column?.name === '' && column.dynamic === undefined;
}

function reportTooMany(scan: ClassScan, cls: ClassValue, { given, known, anchor }: { readonly given: number; readonly known: number; readonly anchor: Anchor }): void {
  const message = `number of composite attributes ${given} exceeds that of the number of attributes in class ${cls.name} ${known}`;
  reportInScan(scan, { id: 'E-COMPOSITE-COUNT', exceptionClass: 'ArgumentError', message, anchor });
}

function isCompositeClass(scan: ClassScan, value: Value): boolean {
  if (value.kind === 'class') return scan.state.mappersByClass.get(value) === undefined;
  return value.kind === 'function' || value.kind === 'external' || value.kind === 'dynamic';
}

function annotatedClass(scan: ClassScan, name: string, call: SymbolicCall, isClassStated: boolean): ClassValue | undefined {
  const annotation = scan.annotations.get(name);
  if (annotation === undefined) {
    if (!isClassStated && scan.state.version !== '1.4') requireAnnotation(scan, name, 'Composite', call.anchor);
    return undefined;
  }
  const type = deOptionalized(annotation.inner);
  const module = annotation.originatingClass.module;
  const evaluated = destringified(scan.state, type, module, scan.cls, annotation.annotation.expressionAnchor);
  if (evaluated.kind === 'nameError') {
    reportForwardReference(scan, annotation, type);
    return undefined;
  }
  return evaluated.value.kind === 'class' ? evaluated.value : undefined;
}

function reportForwardReference(scan: ClassScan, annotation: CollectedAnnotation, type: Value): void {
  const text = type.kind === 'string' ? type.value : describe(type);
  reportInScan(scan, {
    id: 'E-COMPOSITE-FORWARD',
    exceptionClass: 'ArgumentError',
    message: `Can't use forward ref ${reprOf(type) ?? text} for composite class argument; set up the type as Mapped[${text}]`,
    anchor: annotation.annotation.expressionAnchor,
  });
}

interface CompositeField {
  readonly name: string;
  readonly annotation?: AnnotationBinding;
}

/** Fields of a dataclass in order, base classes first; parameters of `__init__` otherwise. */
function fieldsOf(cls: ClassValue): readonly CompositeField[] {
  const init = cls.mro.map((each) => each.namespace.get('__init__')?.value).find((value) => value !== undefined);
  if (init?.kind === 'function' && init.node.kind === 'FunctionDef') return init.node.parameters.slice(1).map((parameter) => ({ name: parameter.name.name }));
  const fields = new Map<string, CompositeField>();
  for (const each of [...cls.mro].reverse()) for (const [name, annotation] of each.annotations) fields.set(name, { name, annotation });
  return [...fields.values()];
}

function columnOfAttribute(scan: ClassScan, value: Value, field: CompositeField | undefined, cls: ClassValue | undefined): Column | undefined {
  if (value.kind === 'string') return undefined;
  if (isCallOf(value, 'mapped_column')) {
    const mapped = mappedColumnOf(scan.state, value);
    return field === undefined ? mapped.column : columnOfField(scan, mapped, field, cls);
  }
  if (isCallOf(value, 'Column')) return columnOfCall(scan.state, value);
  const column = scan.state.columnOf(value);
  if (column?.kind === 'found') return scan.columnCopies.get(column.value) ?? column.value;
  if (value.kind === 'dynamic') leaveOpen(scan, value.reason);
  return undefined;
}

/** `MappedColumn.declarative_scan_for_composite`: the field says what the column does not. */
function columnOfField(scan: ClassScan, mapped: MappedColumn, field: CompositeField, cls: ClassValue | undefined): Column {
  nameColumn(mapped.column, field.name);
  const annotation = field.annotation === undefined || cls === undefined ? undefined : fieldAnnotation(scan, field.name, field.annotation, cls);
  if (annotation !== undefined) scanMappedColumn(scan, field.name, mapped, annotation);
  return mapped.column;
}

function fieldAnnotation(scan: ClassScan, name: string, annotation: AnnotationBinding, cls: ClassValue): CollectedAnnotation | undefined {
  const answer = extractMapped(scan.state, name, annotation, cls, cls, false);
  return answer.kind === 'annotation' ? answer.value : undefined;
}


/** `CompositeProperty.props`: every argument is a column or the name of an attribute. Checked when mappers are configured. */
export function checkComposites(state: MappingState): void {
  for (const mapper of state.mappers) {
    if (mapper.importFault !== undefined) continue;
    for (const property of mapper.properties.values()) {
      if (property.kind === 'composite' && property.parent === mapper && property.call !== undefined) checkAttributes(state, mapper, property.call);
    }
  }
}

function checkAttributes(state: MappingState, mapper: Mapper, call: SymbolicCall): void {
  for (const [index, argument] of call.args.entries()) {
    const { value } = argument;
    if (index === 0 && (value.kind === 'class' || value.kind === 'function')) continue;
    if (value.kind === 'string' && !mapper.properties.has(value.value) && mapper.openReason === undefined) {
      report(state, mapper, argument, ['InvalidRequestError', messages.missingProperty(mapper, value.value, state.version)]);
    } else if (isNoAttribute(value)) {
      const got = reprOf(value) ?? describe(value);
      report(state, mapper, argument, ['ArgumentError', `Composite expects Column objects or mapped attributes/attribute names as arguments, got: ${got}`]);
    } else continue;
    return;
  }
}

function report(state: MappingState, mapper: Mapper, { anchor }: Argument, [exceptionClass, message]: readonly [string, string]): void {
  state.report({ ...importFault({ id: 'E-COMPOSITE-ATTR', exceptionClass, message, anchor, cls: mapper.cls }), phase: 'configure', mapper });
}

function isNoAttribute(value: Value): boolean {
  return ['number', 'boolean', 'none', 'bytes', 'list', 'tuple', 'dict', 'set'].includes(value.kind);
}
