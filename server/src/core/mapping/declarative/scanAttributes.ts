/**
 * Collects what may be mapped from a class, its mixins and abstract bases, in SQLAlchemy's order
 * (`orm/decl_base.py: _DeclarativeMapperConfig._scan_attributes`, `_produce_column_copies`, `_collect_annotation`).
 */
import type { Anchor } from '../../declarations/anchor';
import type { AnnotationBinding, Binding, ClassValue, SymbolicCall, Value } from '../../evaluate/values';
import { isCallOf, libraryName } from '../externals';
import { classText } from '../pythonText';
import { copyColumn } from '../schema/createColumn';
import { columnOfCall } from '../schema/createTable';
import type { Column } from '../schema/schema';
import type { MappedColumn } from '../state';
import { dictGet, truthOf } from '../values';
import { destringified, isLiteral, typeArguments } from './typeForms';
import { extractMapped, isMappedAnnotation, type CollectedAnnotation } from './annotations';
import { attributeKindOf, isMappedAttributeKind, isMapperPropertyKind, type AttributeKind } from './attributeKinds';
import { checkNoCascade, classStateOf, declaredAttributeOf, directiveValue, evaluateDeclared, findAttribute, mroOf, type HeldAttribute } from './classAttributes';
import { leaveOpen, reportInScan, type ClassScan, type CollectedContent } from './classScan';
import { blankMappedColumn, copyMappedColumn, mappedColumnOf } from './mappedColumn';

export const DIRECTIVES = new Set(['__table__', '__mapper_args__', '__tablename__', '__table_args__']);

/** One name of a class body: its value, its annotation, or both. */
interface LocalAttribute {
  readonly name: string;
  readonly binding?: Binding;
  readonly annotation?: AnnotationBinding;
}

interface ScannedBase {
  readonly base: ClassValue;
  readonly isMapped: boolean;
  readonly attributes: readonly LocalAttribute[];
  readonly columns: ReadonlyMap<string, { readonly content: CollectedContent; readonly nameAnchor: Anchor }>;
}

export function scanAttributes(scan: ClassScan): void {
  const { state, cls } = scan;
  const bases: ScannedBase[] = mroOf(state, cls).map((base) => {
    const isMapped = base !== cls && state.isInheritable(base);
    const attributes = localAttributes(scan, base);
    const columns = base === cls || isMapped ? new Map<string, never>() : copyColumns(scan, base, attributes);
    return { base, isMapped, attributes, columns };
  });
  let inheritsTableArgs = false;
  for (const { base, isMapped, attributes, columns } of bases) {
    for (const [name, copy] of columns) scan.collected.set(name, { ...copy, declaredOn: base });
    for (const attribute of attributes) {
      if (DIRECTIVES.has(attribute.name)) {
        if (scanDirective(scan, base, isMapped, attribute)) inheritsTableArgs = true;
      } else if (isMapped) warnDeclaredOnMapped(scan, base, attribute);
      else if (base === cls) scanOwn(scan, attribute);
      else scanMixin(scan, base, attribute);
    }
  }
  if (inheritsTableArgs && (scan.tableName === undefined || truthOf(scan.tableName.value) === false)) scan.tableArgs = undefined;
}

// ---------------------------------------------------------------- names of a class

/** Values and annotations merged in their order (`_cls_attr_resolver`, `merge_lists_w_ordering`). */
function localAttributes(scan: ClassScan, base: ClassValue): readonly LocalAttribute[] {
  const { state } = scan;
  const namespace = base === scan.cls ? scan.dict : state.namespaceOf(base);
  const usesAnnotations = state.version !== '1.4';
  const names = usesAnnotations ? mergedNames([...namespace.keys()], [...base.annotations.keys()]) : [...namespace.keys()];
  const attributes = names
    .map((name) => ({ name: mangled(base, name), binding: namespace.get(name), annotation: usesAnnotations ? base.annotations.get(name) : undefined }))
    .filter(({ name }) => !/^(?:_sa_|__)/.test(name) || DIRECTIVES.has(name));
  const fieldKey = scan.isDataclassBefore && !scan.isDataclass ? directiveValue(state, base, '__sa_dataclass_metadata_key__')?.value : undefined;
  if (fieldKey?.kind === 'string') return attributes.map((attribute) => fromDataclassField(attribute, fieldKey.value));
  const generated = namespace.has('__tablename__') ? undefined : state.classStates.get(base)?.attributes.get('__tablename__');
  if (generated?.kind !== 'value') return attributes;
  return [...attributes, { name: '__tablename__', binding: { value: generated.value, anchor: generated.anchor } }];
}

/** What the metadata of a `dataclasses.field(...)` holds for the mapping; a lambda there is run for each class. */
function fromDataclassField(attribute: LocalAttribute, key: string): LocalAttribute {
  const { binding } = attribute;
  if (binding === undefined || !isCallOf(binding.value, 'dataclasses.field')) return attribute;
  const metadata = binding.value.keywords.get('metadata')?.value;
  const held = metadata === undefined ? undefined : dictGet(metadata, key);
  if (held === undefined) return attribute;
  const value = held.kind === 'function' ? declaredByField(binding.value, held) : held;
  return { ...attribute, binding: { ...binding, value } };
}

const declaredByFields = new WeakMap<SymbolicCall, SymbolicCall>();

/** `_as_dc_declaredattr`: a lambda counts as a `declared_attr`. */
function declaredByField(field: SymbolicCall, fn: Value): SymbolicCall {
  let declared = declaredByFields.get(field);
  if (declared === undefined) {
    declared = { ...field, callee: { kind: 'external', path: 'sqlalchemy.orm.declared_attr' }, args: [{ value: fn, anchor: field.anchor }], keywords: new Map() };
    declaredByFields.set(field, declared);
  }
  return declared;
}

/** Private names of a class body carry the class's name. */
function mangled(cls: ClassValue, name: string): string {
  return name.startsWith('__') && !name.endsWith('__') ? `_${cls.name.replace(/^_+/, '')}${name}` : name;
}

export function mergedNames(first: readonly string[], second: readonly string[]): readonly string[] {
  const overlap = new Set(first.filter((name) => second.includes(name)));
  const result: string[] = [];
  let [current, other] = [first, second];
  let [position, otherPosition] = [0, 0];
  while (position < current.length) {
    const name = current[position] ?? '';
    position += 1;
    if (overlap.delete(name)) {
      [current, other] = [other, current];
      [position, otherPosition] = [otherPosition, position];
      // the element itself is appended when the other list reaches it
    } else result.push(name);
  }
  result.push(...other.slice(otherPosition));
  return result;
}

/** Python's `None` in a class body counts as no value. */
function valueOf(attribute: LocalAttribute): Value | undefined {
  const value = attribute.binding?.value;
  return value?.kind === 'none' ? undefined : value;
}

// ---------------------------------------------------------------- mixin columns

function copyColumns(scan: ClassScan, base: ClassValue, attributes: readonly LocalAttribute[]): ScannedBase['columns'] {
  const out = new Map<string, { readonly content: CollectedContent; readonly nameAnchor: Anchor }>();
  const fixedTable = scan.dict.has('__table__');
  for (const attribute of attributes) {
    const { name, annotation, binding } = attribute;
    const value = valueOf(attribute);
    if (value === undefined) {
      if (fixedTable || annotation === undefined || !isMappedAnnotation(scan.state, annotation, scan.cls, base)) continue;
      if (isOverridden(scan, name, undefined)) continue;
      const collected = collectAnnotation(scan, name, annotation, base, true, undefined);
      const mapped = collected?.mapped ?? blankMappedColumn(scan.state, annotation.anchor);
      const content: CollectedContent = { kind: 'mappedColumn', mapped };
      out.set(name, { content, nameAnchor: annotation.anchor });
      classStateOf(scan.state, scan.cls).attributes.set(name, content);
      continue;
    }
    const kind = attributeKindOf(scan.state, value);
    if ((kind !== 'column' && kind !== 'mappedColumn') || binding === undefined) continue;
    if (isOverridden(scan, name, value)) continue;
    if (annotation !== undefined) collectAnnotation(scan, name, annotation, base, true, kind);
    const copy = copyOf(scan, base, name, value, kind);
    if (copy === undefined) continue;
    out.set(name, { content: copy, nameAnchor: binding.anchor });
    classStateOf(scan.state, scan.cls).attributes.set(name, copy);
  }
  return out;
}

function copyOf(scan: ClassScan, base: ClassValue, name: string, value: Value, kind: AttributeKind): Extract<CollectedContent, { kind: 'column' | 'mappedColumn' }> | undefined {
  if (scan.dict.has(name) || isInFixedTable(scan, name, value)) return undefined;
  const content = columnContent(scan, value, kind);
  if (content === undefined) return undefined;
  const original = content.kind === 'column' ? content.column : content.mapped.column;
  checkForeignKeys(scan, base, original);
  const order = scan.state.version === '1.4' ? original.creationOrder : scan.state.nextOrder();
  if (content.kind === 'column') {
    const column = copyColumn(original, order);
    scan.columnCopies.set(original, column);
    return { kind: 'column', column };
  }
  const mapped = copyMappedColumn(content.mapped, order);
  scan.columnCopies.set(original, mapped.column);
  return { kind: 'mappedColumn', mapped };
}

/** The Column or MappedColumn object of a value. */
export function columnContent(scan: ClassScan, value: Value, kind: AttributeKind): Extract<CollectedContent, { kind: 'column' | 'mappedColumn' }> | undefined {
  const { state } = scan;
  if (kind === 'mappedColumn') return value.kind === 'call' ? { kind: 'mappedColumn', mapped: mappedColumnOf(state, value) } : undefined;
  if (value.kind === 'call' && libraryName(value.callee) !== undefined && value.callee.kind !== 'attribute') return { kind: 'column', column: columnOfCall(state, value) };
  const column = state.columnOf(value);
  return column?.kind === 'found' ? { kind: 'column', column: column.value } : undefined;
}

/** A mixin column that the class's `__table__` already has is not copied. */
function isInFixedTable(scan: ClassScan, name: string, value: Value): boolean {
  const table = scan.dict.get('__table__');
  if (table === undefined) return false;
  const selectable = scan.state.selectableOf(table.value);
  if (selectable?.kind !== 'found' || selectable.value.kind === 'join') return false;
  const column = scan.state.columnOf(value);
  const columnName = column?.kind === 'found' && column.value.name !== '' ? column.value.name : name;
  return selectable.value.columns.has(columnName);
}

function checkForeignKeys(scan: ClassScan, base: ClassValue, column: Column): void {
  const isLegacy = scan.state.version === '1.4';
  const bad = column.foreignKeys.find((foreignKey) => isLegacy || (foreignKey.target.kind === 'column' && foreignKey.target.column.table === undefined));
  if (bad === undefined) return;
  const what = isLegacy ? 'other' : 'non-table-bound';
  reportInScan(scan, {
    id: 'E-MIXIN-FK',
    exceptionClass: 'InvalidRequestError',
    message: `Columns with foreign keys to ${what} columns must be declared as @declared_attr callables on declarative mixin classes.  For dataclass field() objects, use a lambda:.`,
    anchor: bad.anchor,
    data: { mixin: base.name },
  });
}

/** `attribute_is_overridden`: whether `getattr(cls, name)` is another object than the base's. */
function isOverridden(scan: ClassScan, name: string, value: Value | undefined): boolean {
  const held = findAttribute(scan.state, scan.cls, name);
  if (held === undefined) return false;
  return held.kind !== 'binding' || !isSameObject(held, value);
}

function isSameObject(held: Extract<HeldAttribute, { kind: 'binding' }>, value: Value | undefined): boolean {
  const found = held.binding.value;
  return value === undefined ? found.kind === 'none' : found === value;
}

// ---------------------------------------------------------------- directives

/** Gives whether `__table_args__` came from a base. */
function scanDirective(scan: ClassScan, base: ClassValue, isMapped: boolean, attribute: LocalAttribute): boolean {
  const { binding, name } = attribute;
  if (binding === undefined) return false;
  const { state, cls } = scan;
  const isDeclared = checkNoCascade(state, cls, name, binding, classText(cls));
  if (isMapped && !isDeclared) return false;
  switch (name) {
    case '__mapper_args__':
      // evaluated once the table is known
      scan.mapperArgs ??= { value: binding.value, anchor: binding.anchor };
      return false;
    case '__tablename__':
      if (scan.tableName === undefined || truthOf(scan.tableName.value) === false) scan.tableName = directiveValue(state, cls, name);
      return false;
    case '__table__':
      if (isDeclared) scan.hasTableFunction = true;
      return false;
    default:
      if (scan.tableArgs !== undefined && truthOf(scan.tableArgs.value) !== false) return false;
      scan.tableArgs = directiveValue(state, cls, name);
      checkTableArgs(scan);
      return base !== cls;
  }
}

function checkTableArgs(scan: ClassScan): void {
  const { tableArgs } = scan;
  if (tableArgs === undefined) return;
  const { value, anchor } = tableArgs;
  if (['tuple', 'dict', 'none'].includes(value.kind)) return;
  if (['dynamic', 'operation', 'subscript', 'attribute'].includes(value.kind) || (value.kind === 'call' && libraryName(value.callee) === undefined)) {
    leaveOpen(scan, 'the value of `__table_args__`, which only run time knows');
    return;
  }
  reportInScan(scan, { id: 'E-TABLE-ARGS', exceptionClass: 'ArgumentError', message: '__table_args__ value must be a tuple, dict, or None', anchor });
}

// ---------------------------------------------------------------- attributes

function warnDeclaredOnMapped(scan: ClassScan, base: ClassValue, { name, binding }: LocalAttribute): void {
  const declared = binding === undefined ? undefined : declaredAttributeOf(binding.value);
  // on a class that is mapped the function has been replaced by what it gave
  if (scan.state.classStates.get(base)?.attributes.has(name) === true) return;
  if (declared === undefined || binding === undefined || (declared.isQuiet && scan.state.version !== '1.4')) return;
  reportInScan(scan, {
    id: 'W-DECLATTR-MAPPED',
    exceptionClass: 'SAWarning',
    message: `Regular (i.e. not __special__) attribute '${base.name}.${name}' uses @declared_attr, but owning class ${classText(base)} is mapped - not applying to subclass ${classText(scan.cls)}.`,
    anchor: binding.anchor,
  });
}

function scanMixin(scan: ClassScan, base: ClassValue, attribute: LocalAttribute): void {
  const value = valueOf(attribute);
  const { binding, name } = attribute;
  if (value === undefined || binding === undefined) return;
  const kind = attributeKindOf(scan.state, value);
  if (kind === 'column' || kind === 'mappedColumn') return;
  if (isMapperPropertyKind(kind)) {
    reportInScan(scan, {
      id: 'E-MIXIN-PROP',
      exceptionClass: 'InvalidRequestError',
      message:
        'Mapper properties (i.e. deferred,column_property(), relationship(), etc.) must be declared as @declared_attr callables on declarative mixin classes.  ' +
        'For dataclass field() objects, use a lambda:',
      anchor: binding.anchor,
      data: { attribute: name, mixin: base.name },
    });
    return;
  }
  if (kind === 'declaredAttribute') scanDeclared(scan, base, attribute, binding);
  else if (kind === 'expression') warnExpression(scan, base, name, binding.anchor);
}

function scanDeclared(scan: ClassScan, base: ClassValue, { name }: LocalAttribute, binding: Binding): void {
  const { state, cls } = scan;
  const declared = declaredAttributeOf(binding.value);
  if (declared === undefined) return;
  if (declared.isCascading && scan.dict.has(name)) {
    reportInScan(scan, {
      id: 'W-DECLATTR-CASC',
      exceptionClass: 'SAWarning',
      message: `Attribute '${name}' on class ${classText(cls)} cannot be processed due to @declared_attr.cascading; skipping`,
      anchor: scan.dict.get(name)?.anchor ?? binding.anchor,
    });
  }
  const held = declared.isCascading ? undefined : findAttribute(state, cls, name);
  if (held !== undefined && !(held.kind === 'binding' && declaredAttributeOf(held.binding.value)?.call === declared.call)) {
    collectOverriding(scan, name, held);
    return;
  }
  const value = evaluateDeclared(state, cls, declared);
  collectValue(scan, name, value, base, binding);
  const returns = declared.fn.kind === 'function' ? declared.fn.returns : undefined;
  if (returns !== undefined && state.version !== '1.4') {
    collectAnnotation(scan, name, returns, base, true, 'declaredAttribute');
  }
}

/** The class, or a class before the mixin, holds another object under the name: that one is collected (`getattr(cls, name)`). */
function collectOverriding(scan: ClassScan, name: string, held: HeldAttribute): void {
  if (held.kind !== 'binding' || scan.collected.has(name)) return;
  const declared = declaredAttributeOf(held.binding.value);
  const value = declared === undefined ? held.binding.value : evaluateDeclared(scan.state, scan.cls, declared);
  collectValue(scan, name, value, held.holder, held.binding);
}

function collectValue(scan: ClassScan, name: string, value: Value, declaredOn: ClassValue, binding: Binding): void {
  const { state, cls } = scan;
  const kind = attributeKindOf(state, value);
  const content: CollectedContent = (kind === 'column' || kind === 'mappedColumn' ? columnContent(scan, value, kind) : undefined) ?? { kind: 'value', value };
  scan.collected.set(name, { content, declaredOn, nameAnchor: binding.anchor, valueAnchor: value.kind === 'call' ? value.anchor : binding.valueAnchor });
  const set = content.kind === 'value' ? { ...content, anchor: binding.anchor } : content;
  if (declaredOn !== cls) classStateOf(state, cls).attributes.set(name, set);
  if (value.kind === 'dynamic') leaveOpen(scan, value.reason);
}

function scanOwn(scan: ClassScan, attribute: LocalAttribute): void {
  const { name, binding, annotation } = attribute;
  // a field of SQLModel is a Column on the class by now
  if (scan.collected.has(name) && scan.base?.kind === 'sqlmodel') return;
  const value = valueOf(attribute);
  const kind = value === undefined ? undefined : attributeKindOf(scan.state, value);
  const collected = annotation === undefined ? undefined : collectAnnotation(scan, name, annotation, scan.cls, undefined, kind);
  if (value === undefined && !scan.dict.has('__table__') && collected?.annotation.container !== undefined && annotation !== undefined) {
    const mapped = collected.mapped ?? blankMappedColumn(scan.state, annotation.anchor);
    scan.collected.set(name, { content: { kind: 'mappedColumn', mapped }, declaredOn: scan.cls, nameAnchor: annotation.anchor });
  } else if (binding !== undefined) collectOwnValue(scan, name, binding, kind);
}

function collectOwnValue(scan: ClassScan, name: string, binding: Binding, kind: AttributeKind | undefined): void {
  const { value } = binding;
  const content = kind === 'column' || kind === 'mappedColumn' ? columnContent(scan, value, kind) : undefined;
  scan.collected.set(name, {
    content: content ?? { kind: 'value', value },
    declaredOn: scan.cls,
    nameAnchor: binding.anchor,
    valueAnchor: binding.valueAnchor,
  });
}

export function warnExpression(scan: ClassScan, holder: ClassValue, name: string, anchor: Anchor): void {
  const isLegacy = scan.state.version === '1.4';
  if (isLegacy) return;
  reportInScan(scan, {
    id: 'W-EXPR-ATTR',
    exceptionClass: 'SAWarning',
    message:
      `Attribute '${name}' on class ${classText(holder)} appears to be a non-schema SQLAlchemy expression object; this won't be part of the declarative mapping. ` +
      'To map arbitrary expressions, use ``column_property()`` or a similar function such as ``deferred()``, ``query_expression()`` etc. ',
    anchor,
  });
}

// ---------------------------------------------------------------- annotations

interface CollectedWithColumn {
  readonly annotation: CollectedAnnotation;
  /** The blank column that `Annotated[..., mapped_column()]` without a value stands for. */
  readonly mapped?: MappedColumn;
}

/** `_collect_annotation`: the first annotation of a name counts. */
function collectAnnotation(
  scan: ClassScan,
  name: string,
  annotation: AnnotationBinding,
  originating: ClassValue,
  expectMapped: boolean | undefined,
  kind: AttributeKind | undefined,
): CollectedWithColumn | undefined {
  const known = scan.annotations.get(name);
  if (known !== undefined) return { annotation: known };
  const expects = expectMapped ?? (!scan.allowUnmapped && (kind === undefined || isMappedAttributeKind(kind)));
  const answer = extractMapped(scan.state, name, annotation, scan.cls, originating, expects && !scan.isDataclassBefore);
  switch (answer.kind) {
    case 'ignored':
      return undefined;
    case 'dynamic':
      leaveOpen(scan, answer.reason);
      return undefined;
    case 'error':
      reportInScan(scan, { ...answer, anchor: annotation.expressionAnchor, data: { attribute: name } });
      return undefined;
    case 'annotation': {
      scan.annotations.set(name, answer.value);
      const mapped = kind === undefined ? inspectArguments(scan, answer.value) : undefined;
      return { annotation: answer.value, mapped };
    }
  }
}

/** With no value, the arguments of the type are looked at for a `mapped_column()` inside `Annotated`. */
function inspectArguments(scan: ClassScan, collected: CollectedAnnotation): MappedColumn | undefined {
  const { inner, annotation, originatingClass } = collected;
  if (isLiteral(inner)) return undefined;
  for (const argument of typeArguments(inner)) {
    if (hasForwardReference(argument)) {
      const evaluated = destringified(scan.state, argument, originatingClass.module, scan.cls, annotation.expressionAnchor);
      if (evaluated.kind === 'nameError') {
        reportNameError(scan, collected, evaluated.text);
        return undefined;
      }
    }
    const kind = argument.kind === 'call' ? attributeKindOf(scan.state, argument) : undefined;
    if (kind === 'mappedColumn') return blankMappedColumn(scan.state, annotation.anchor);
    if (kind === 'relationship' || kind === 'composite' || kind === 'columnProperty') reportAnnotatedConstruct(scan, collected, kind);
  }
  return undefined;
}

function hasForwardReference(value: Value): boolean {
  return value.kind === 'string' || typeArguments(value).some(hasForwardReference);
}

function reportNameError(scan: ClassScan, collected: CollectedAnnotation, text: string): void {
  reportInScan(scan, {
    id: 'E-ANN-NAMEERROR',
    exceptionClass: 'NameError',
    message: `Could not de-stringify annotation '${text}'`,
    anchor: collected.annotation.expressionAnchor,
    data: { attribute: collected.name, name: text },
  });
}

const CONSTRUCT_NAMES = { relationship: 'Relationship', composite: 'Composite', columnProperty: 'MappedSQLExpression' } as const;

function reportAnnotatedConstruct(scan: ClassScan, collected: CollectedAnnotation, kind: keyof typeof CONSTRUCT_NAMES): void {
  reportInScan(scan, {
    id: 'E-ANNOTATED-REL',
    exceptionClass: 'NotImplementedError',
    message: `Use of the '${CONSTRUCT_NAMES[kind]}' construct inside of an Annotated object is not yet supported.`,
    anchor: collected.annotation.expressionAnchor,
  });
}
