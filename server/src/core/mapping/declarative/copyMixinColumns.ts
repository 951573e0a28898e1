/** Columns of mixins and abstract bases are copied for each class that inherits them (`orm/decl_base.py: _produce_column_copies`). */
import type { Anchor } from '../../declarations/anchor';
import type { ClassValue, Value } from '../../evaluate/values';
import { libraryName } from '../externals';
import { copyColumn } from '../schema/createColumn';
import { columnOfCall } from '../schema/createTable';
import type { Column } from '../schema/schema';
import { isMappedAnnotation } from './annotations';
import { attributeKindOf, type AttributeKind } from './attributeKinds';
import { classStateOf, findAttribute, type HeldAttribute } from './classAttributes';
import { reportInScan, type ClassScan, type CollectedContent } from './classScan';
import { collectAnnotation } from './collectAnnotation';
import { valueOf, type LocalAttribute } from './localAttributes';
import { blankMappedColumn, copyMappedColumn, mappedColumnOf } from './mappedColumn';

export type CopiedColumns = ReadonlyMap<string, { readonly content: CollectedContent; readonly nameAnchor: Anchor }>;

export function copyColumns(scan: ClassScan, base: ClassValue, attributes: readonly LocalAttribute[]): CopiedColumns {
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
