/**
 * Collects what may be mapped from a class, its mixins and abstract bases, in SQLAlchemy's order
 * (`orm/decl_base.py: _DeclarativeMapperConfig._scan_attributes`).
 */
import type { Anchor } from '../../declarations/anchor';
import { truthOf } from '../../evaluate/operators';
import type { Binding, ClassValue, Value } from '../../evaluate/values';
import { libraryName } from '../externals';
import { classText } from '../../evaluate/pythonText';
import { attributeKindOf, isMapperPropertyKind, type AttributeKind } from './attributeKinds';
import { checkNoCascade, classStateOf, declaredAttributeOf, directiveValue, evaluateDeclared, findAttribute, mroOf, type HeldAttribute } from './classAttributes';
import { leaveOpen, reportInScan, type ClassScan, type CollectedContent } from './classScan';
import { collectAnnotation } from './collectAnnotation';
import { columnContent, copyColumns, type CopiedColumns } from './copyMixinColumns';
import { DIRECTIVES, localAttributes, valueOf, type LocalAttribute } from './localAttributes';
import { blankMappedColumn } from './mappedColumn';

interface ScannedBase {
  readonly base: ClassValue;
  readonly isMapped: boolean;
  readonly attributes: readonly LocalAttribute[];
  readonly columns: CopiedColumns;
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
