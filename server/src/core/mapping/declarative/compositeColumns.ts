/** The columns of `composite(...)` (`orm/descriptor_props.py: CompositeProperty`). */
import type { AnnotationBinding, Argument, ClassValue, SymbolicCall, Value } from '../../evaluate/values';
import { isCallOf } from '../externals';
import { importFault } from '../importFaults';
import type { Mapper } from '../mapper';
import { describe, reprOf } from '../pythonText';
import { columnOfCall } from '../schema/createTable';
import type { Column } from '../schema/schema';
import type { MappingState } from '../state';
import { keyword } from '../values';
import { extractMapped, type CollectedAnnotation } from './annotations';
import { leaveOpen, reportInScan, type ClassScan, type PropertyContent } from './classScan';
import { mappedColumnOf, nameColumn, requireAnnotation, scanMappedColumn } from './mappedColumn';
import { deOptionalized, destringified } from './typeForms';

export function extractComposite(scan: ClassScan, name: string, call: SymbolicCall): PropertyContent {
  const stated = call.args[0]?.value ?? keyword(call, '_class_or_attr')?.value;
  const isClassStated = stated !== undefined && (scan.state.version === '1.4' || isCompositeClass(scan, stated));
  const attributes = isClassStated ? call.args.slice(1) : call.args;
  const cls = isClassStated && stated.kind === 'class' ? stated : annotatedClass(scan, name, call, isClassStated);
  const fields = cls === undefined ? [] : fieldsOf(cls);
  const columns: Column[] = [];
  attributes.forEach((attribute, index) => {
    const column = columnOfAttribute(scan, attribute.value, fields[index], cls);
    if (column !== undefined) columns.push(column);
  });
  return { kind: 'composite', columns, call };
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
    if (field !== undefined) {
      nameColumn(mapped.column, field.name);
      const annotation = field.annotation === undefined || cls === undefined ? undefined : fieldAnnotation(scan, field.name, field.annotation, cls);
      if (annotation !== undefined) scanMappedColumn(scan, field.name, mapped, annotation);
    }
    return mapped.column;
  }
  if (isCallOf(value, 'Column')) return columnOfCall(scan.state, value);
  const column = scan.state.columnOf(value);
  if (column?.kind === 'found') return scan.columnCopies.get(column.value) ?? column.value;
  if (value.kind === 'dynamic') leaveOpen(scan, value.reason);
  return undefined;
}

function fieldAnnotation(scan: ClassScan, name: string, annotation: AnnotationBinding, cls: ClassValue): CollectedAnnotation | undefined {
  const answer = extractMapped(scan.state, name, annotation, cls, cls, false);
  return answer.kind === 'annotation' ? answer.value : undefined;
}


/** `CompositeProperty.props`: every argument is a column or the name of an attribute. Checked when mappers are configured. */
export function checkComposites(state: MappingState): void {
  for (const mapper of state.mappers) {
    for (const property of mapper.properties.values()) {
      if (property.kind !== 'composite' || property.parent !== mapper || property.call === undefined) continue;
      const bad = property.call.args.find(({ value }, index) => !(index === 0 && (value.kind === 'class' || value.kind === 'function')) && isNoAttribute(value));
      if (bad !== undefined && mapper.importFault === undefined) reportBadAttribute(state, mapper, bad);
    }
  }
}

function isNoAttribute(value: Value): boolean {
  return ['number', 'boolean', 'none', 'bytes', 'list', 'tuple', 'dict', 'set'].includes(value.kind);
}

function reportBadAttribute(state: MappingState, mapper: Mapper, bad: Argument): void {
  const fault = importFault({
    id: 'E-COMPOSITE-ATTR',
    exceptionClass: 'ArgumentError',
    message: `Composite expects Column objects or mapped attributes/attribute names as arguments, got: ${reprOf(bad.value) ?? describe(bad.value)}`,
    anchor: bad.anchor,
    cls: mapper.cls,
  });
  state.report({ ...fault, phase: 'configure', mapper });
}
