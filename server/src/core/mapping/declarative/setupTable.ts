/** The class's table, its place in an inheritance hierarchy, and the columns of single-table subclasses (`_setup_table`, `_setup_inheriting_columns`). */
import type { Anchor } from '../../declarations/anchor';
import { truthOf } from '../../evaluate/operators';
import type { Argument, ClassValue, Value } from '../../evaluate/values';
import { fromObjectOf } from '../lookups';
import { noAppendColumn } from '../mapperText';
import { classText } from '../../evaluate/pythonText';
import { appendColumnLater, createTable, type TableArguments, type TableItem } from '../schema/createTable';
import type { Column, MetaData, Selectable } from '../schema/schema';
import { columnText } from '../sql/print';
import { containsColumn } from '../sql/selectables';
import { reasonOf } from '../values';
import { basesOf, classStateOf, directiveValue, ownFlag } from './classAttributes';
import { leaveOpen, reportInScan, type ClassScan } from './classScan';
import { flaskSkipsTable } from './flaskModel';
import { metadataOfClass } from './registries';

/** `_setup_inheriting_mapper`: exactly one mapped base. */
export function findInherits(scan: ClassScan): void {
  const { state, cls } = scan;
  const found: ClassValue[] = [];
  for (const base of basesOf(state, cls)) {
    const mapped = nearestMapped(scan, base);
    if (mapped !== undefined && !found.includes(mapped)) found.push(mapped);
  }
  if (found.length > 1) {
    reportInScan(scan, {
      id: 'E-MULTI-BASE',
      exceptionClass: 'InvalidRequestError',
      message: `Class ${classText(cls)} has multiple mapped bases: [${found.map(classText).join(', ')}]`,
      anchor: cls.baseAnchors[1] ?? cls.nameAnchor,
      data: { bases: found.map((each) => each.name) },
    });
  }
  scan.inherits = found[0];
  scan.isSingle = !scan.dict.has('__table__') && !hasTableName(scan);
}

/** `_resolve_for_abstract_or_classical`: through abstract classes and mixins to the class that is mapped. */
function nearestMapped(scan: ClassScan, cls: ClassValue): ClassValue | undefined {
  const { state } = scan;
  if (ownFlag(state, cls, '__abstract__')) {
    for (const base of basesOf(state, cls)) {
      const found = nearestMapped(scan, base);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  return cls.mro.find((each) => state.isInheritable(each));
}

export function hasTableName(scan: ClassScan): boolean {
  return scan.tableName !== undefined && scan.tableName.value.kind !== 'none';
}

export function setupTable(scan: ClassScan): void {
  if (scan.dict.has('__table__') || scan.hasTableFunction) useStatedTable(scan);
  else if (hasTableName(scan)) makeTable(scan);
  else scan.localTable = null;
  classStateOf(scan.state, scan.cls).table = scan.localTable;
}

function useStatedTable(scan: ClassScan): void {
  const { state, cls } = scan;
  const stated = directiveValue(state, cls, '__table__');
  if (stated === undefined) return;
  if (stated.value.kind === 'none') {
    scan.localTable = null;
    return;
  }
  const answer = fromObjectOf(state, stated.value);
  if (answer?.kind !== 'found') {
    leaveTableOpen(scan, answer?.kind === 'dynamic' ? answer.reason : reasonOf(stated.value, 'the value of `__table__`'));
    scan.localTable = unknownTable(scan, stated.anchor);
    return;
  }
  const table = answer.value;
  scan.localTable = table;
  for (const column of scan.declaredColumns) {
    if (containsColumn(table, column) || isOpen(table)) continue;
    reportInScan(scan, {
      id: 'E-ADD-COL',
      exceptionClass: 'ArgumentError',
      message: `Can't add additional column '${column.key}' when specifying __table__`,
      anchor: column.anchor,
    });
  }
}

function isOpen(selectable: Selectable): boolean {
  return selectable.kind !== 'join' && selectable.openReason !== undefined;
}

function makeTable(scan: ClassScan): void {
  const { state, cls, tableName } = scan;
  const hadFault = scan.fault !== undefined;
  const metadata = metadataFor(scan);
  const { items, keywords } = tableArguments(scan);
  const sorted = sortedColumns(scan);
  const columns: TableItem[] = sorted.map((column) => ({ kind: 'column', column, anchor: column.anchor }));
  const name = tableNameText(scan);
  if (flaskSkipsTable(scan, name, metadata, keywords, [...columns, ...items])) {
    scan.localTable = null;
    scan.isSingle = true;
    return;
  }
  scan.localTable = createTable(state, {
    name,
    metadata,
    items: [...columns, ...items],
    keywords,
    anchor: cls.anchor,
    nameAnchor: tableName?.anchor,
    serial: cls.serial,
    openReason: scan.openReason,
    branches: cls.branches,
    fail: failOf(scan),
  });
  if (scan.localTable.kind !== 'table') return;
  if (scan.openReason !== undefined) scan.localTable.openReason ??= scan.openReason;
  if (scan.hasFailedCall === true || hadFault) state.unbornTables.add(scan.localTable);
}

/** The type of `__tablename__` is not checked by SQLAlchemy. */
function tableNameText(scan: ClassScan): string {
  const value = scan.tableName?.value;
  if (value?.kind === 'string') return value.value;
  if (value?.kind === 'number') return String(value.value);
  if (value !== undefined && value.kind !== 'boolean') leaveTableOpen(scan, reasonOf(value, 'the value of `__tablename__`'));
  return `<${scan.cls.name}>`;
}

/** Which table the class is mapped to is not known: any table that seems to be missing may be this one. */
function leaveTableOpen(scan: ClassScan, reason: string): void {
  leaveOpen(scan, reason);
  metadataFor(scan).openReason ??= reason;
}

export function failOf(scan: ClassScan): TableArguments['fail'] {
  return (id, exceptionClass, message, anchor, known) => {
    if (scan.openReason !== undefined && id === 'E-CONSTRAINT-COL') return;
    reportInScan(scan, { id, exceptionClass, message, anchor, data: known === undefined ? undefined : { known } });
  };
}

function unknownTable(scan: ClassScan, anchor: Anchor): Selectable {
  return {
    kind: 'table',
    name: `<${scan.cls.name}>`,
    key: `<${scan.cls.name}>`,
    metadata: metadataFor(scan),
    columns: new Map(),
    primaryKey: [],
    foreignKeyConstraints: [],
    uniqueKeys: [],
    indexes: [],
    anchor,
    creationOrder: scan.cls.serial,
    openReason: 'the table is decided at run time',
  };
}

/** `cls.metadata` when it is a MetaData, else the registry's. */
export function metadataFor(scan: ClassScan): MetaData {
  return metadataOfClass(scan.state, scan.cls) ?? scan.registry.metadata;
}

/** Columns in the order of collection, `sort_order` apart; 1.4 orders by creation. */
function sortedColumns(scan: ClassScan): readonly Column[] {
  if (scan.state.version === '1.4') return [...scan.declaredColumns].sort((one, other) => one.creationOrder - other.creationOrder);
  const { columnOrdering } = scan;
  if (columnOrdering.size === 0) return scan.declaredColumns;
  return [...scan.declaredColumns].sort((one, other) => (columnOrdering.get(one) ?? 0) - (columnOrdering.get(other) ?? 0));
}

/** `__table_args__`: dict, tuple, or tuple whose last element is a dict. */
function tableArguments(scan: ClassScan): { readonly items: readonly TableItem[]; readonly keywords: ReadonlyMap<string, Argument> } {
  const { tableArgs } = scan;
  const none = { items: [], keywords: new Map<string, Argument>() };
  if (tableArgs === undefined) return none;
  const { value, anchor } = tableArgs;
  if (value.kind === 'dict') return { items: [], keywords: keywordsOf(scan, value, anchor) };
  if (value.kind !== 'tuple') return none;
  if (value.isOpen === true) leaveOpen(scan, 'part of `__table_args__` is known at run time only');
  const last = value.items.at(-1);
  const hasOptions = last?.kind === 'dict';
  const items = (hasOptions ? value.items.slice(0, -1) : value.items).map((item): TableItem => ({ kind: 'value', value: item, anchor: item.kind === 'call' ? item.anchor : anchor }));
  return { items, keywords: hasOptions ? keywordsOf(scan, last, anchor) : new Map() };
}

function keywordsOf(scan: ClassScan, value: Extract<Value, { kind: 'dict' }>, anchor: Anchor): ReadonlyMap<string, Argument> {
  const out = new Map<string, Argument>();
  for (const entry of value.entries) if (entry.key.kind === 'string') out.set(entry.key.value, { value: entry.value, anchor: entry.anchor ?? anchor });
  if (value.isOpen === true) leaveOpen(scan, 'part of `__table_args__` is known at run time only');
  return out;
}

// ---------------------------------------------------------------- single-table inheritance

/** `_setup_inheriting_columns`. */
export function setupInheritingColumns(scan: ClassScan): void {
  const { state } = scan;
  if (scan.localTable === null && scan.inherits === undefined) {
    if (scan.openReason === undefined && !hasNoTable(scan)) reportNoTable(scan);
    return;
  }
  if (scan.localTable !== null || scan.inherits === undefined) return;
  const parentTable = state.mappersByClass.get(scan.inherits)?.localTable ?? classStateOf(state, scan.inherits).table;
  if (scan.tableArgs !== undefined && truthOf(scan.tableArgs.value) === true) {
    reportInScan(scan, { id: 'E-STI-TABLEARGS', exceptionClass: 'ArgumentError', message: "Can't place __table_args__ on an inherited class with no table.", anchor: scan.tableArgs.anchor });
  }
  const [firstColumn] = scan.declaredColumns;
  if (parentTable?.kind !== 'table') {
    if (firstColumn !== undefined && parentTable !== undefined && parentTable !== null) reportNotATable(scan, scan.inherits, parentTable, firstColumn.anchor);
    return;
  }
  for (const column of scan.declaredColumns) {
    const existing = parentTable.columns.get(column.name);
    if (existing === column) continue;
    if (existing !== undefined) reportConflict(scan, column, existing);
    else if (column.primaryKey) {
      reportInScan(scan, { id: 'E-STI-PK', exceptionClass: 'ArgumentError', message: "Can't place primary key columns on an inherited class with no table.", anchor: column.anchor });
    } else appendColumnLater(state, parentTable, column, failOf(scan), { allowReplacements: false, anchor: column.anchor });
  }
}

function hasNoTable(scan: ClassScan): boolean {
  return directiveValue(scan.state, scan.cls, '__no_table__') !== undefined;
}

function reportNoTable(scan: ClassScan): void {
  reportInScan(scan, {
    id: 'E-NO-TABLE',
    exceptionClass: 'InvalidRequestError',
    message: `Class ${classText(scan.cls)} does not have a __table__ or __tablename__ specified and does not inherit from an existing table-mapped class.`,
    anchor: scan.cls.nameAnchor,
  });
}

function reportNotATable(scan: ClassScan, inherits: ClassValue, table: Selectable, anchor: Anchor): void {
  if (scan.state.version === '1.4') {
    reportInScan(scan, { id: 'E-STI-NOTABLE', exceptionClass: 'AttributeError', message: noAppendColumn(table), anchor });
    return;
  }
  reportInScan(scan, {
    id: 'E-STI-NOTABLE',
    exceptionClass: 'ArgumentError',
    message: `Can't declare columns on single-table-inherited subclass ${classText(scan.cls)}; superclass ${classText(inherits)} is not mapped to a Table`,
    anchor,
  });
}

function reportConflict(scan: ClassScan, column: Column, existing: Column): void {
  const isLegacy = scan.state.version === '1.4';
  const message = isLegacy
    ? `Column '${columnText(column)}' on class ${classText(scan.cls)} conflicts with existing column '${columnText(existing)}'`
    : `Column '${columnText(column)}' on class ${scan.cls.name} conflicts with existing column '${columnText(existing)}'.  If using Declarative, consider using the use_existing_column parameter of mapped_column() to resolve conflicts.`;
  reportInScan(scan, {
    id: 'E-STI-CONFLICT',
    exceptionClass: 'ArgumentError',
    message,
    anchor: column.anchor,
    related: [{ anchor: existing.anchor, message: 'the existing column' }],
  });
}
