/** Questions about the columns of FROM objects (`sql/selectable.py: corresponding_column`, `is_derived_from`; `sql/util.py: find_tables`). */
import { columnsOf, fromsOf } from '../schema/schema';
import type { Column, ForeignKey, Selectable } from '../schema/schema';

export function containsColumn(selectable: Selectable, column: Column): boolean {
  switch (selectable.kind) {
    case 'table':
    case 'alias':
      return selectable.columns.get(column.key) === column || holdsColumn(selectable.columns, column);
    case 'join':
      return containsColumn(selectable.left, column) || containsColumn(selectable.right, column);
  }
}

/** The key under which a table holds a column need not be the column's own. */
function holdsColumn(columns: ReadonlyMap<string, Column>, column: Column): boolean {
  for (const each of columns.values()) if (each === column) return true;
  return false;
}

/** The column and those it stands for, outermost first. */
export function lineageOf(column: Column): readonly Column[] {
  const lineage: Column[] = [];
  for (let current: Column | undefined = column; current !== undefined; current = current.proxyFor) lineage.push(current);
  return lineage;
}

/** The same column as the selectable has it: itself, or a proxy of it. */
export function correspondingColumn(selectable: Selectable, column: Column): Column | undefined {
  if (containsColumn(selectable, column)) return column;
  const lineage = new Set(lineageOf(column));
  return columnsOf(selectable).find((candidate) => standsForOneOf(candidate, lineage));
}

function standsForOneOf(column: Column, lineage: ReadonlySet<Column>): boolean {
  for (let current: Column | undefined = column; current !== undefined; current = current.proxyFor) if (lineage.has(current)) return true;
  return false;
}

/** `is_derived_from`: whether rows of `selectable` come from `from`, among others. */
export function isDerivedFrom(selectable: Selectable, from: Selectable | undefined): boolean {
  if (from === undefined) return false;
  if (selectable === from) return true;
  switch (selectable.kind) {
    case 'table':
      return false;
    case 'alias':
      return selectable.element !== undefined && isDerivedFrom(selectable.element, from);
    case 'join':
      return isDerivedFrom(selectable.left, from) || isDerivedFrom(selectable.right, from);
  }
}

/** `selectables_overlap`: whether they have a table or alias in common. */
export function selectablesOverlap(left: Selectable, right: Selectable): boolean {
  const froms = surfaceOf(left);
  return surfaceOf(right).some((from) => froms.includes(from));
}

/** `surface_selectables`: the parts that columns come from; an alias hides what is inside it. */
function surfaceOf(selectable: Selectable): readonly Selectable[] {
  return [selectable, ...fromsOf(selectable)];
}

/** Names of the tables anywhere inside. */
export function tableNamesIn(selectable: Selectable): readonly string[] {
  return fromsOf(selectable).flatMap((from) => (from.kind === 'table' ? [from.name] : from.element === undefined ? [] : tableNamesIn(from.element)));
}

/** A foreign key seen from a column of a selectable: the column itself, or a proxy of the column that states it. */
export interface ReferringColumn {
  readonly foreignKey: ForeignKey;
  readonly column: Column;
}

/** `FromClause.foreign_keys`, in the order of the columns' creation. */
export function foreignKeysOf(selectable: Selectable): readonly ReferringColumn[] {
  const found: ReferringColumn[] = [];
  for (const column of columnsOf(selectable)) for (const foreignKey of foreignKeysOfColumn(column)) found.push({ foreignKey, column });
  return found.sort((one, other) => one.column.creationOrder - other.column.creationOrder);
}

/** The foreign keys of a column, or of the column it stands for. */
export function foreignKeysOfColumn(column: Column): readonly ForeignKey[] {
  for (let current: Column | undefined = column; current !== undefined; current = current.proxyFor) if (current.foreignKeys.length > 0) return current.foreignKeys;
  return [];
}

/** Why columns may exist that are not listed. */
export function openReasonOf(selectable: Selectable): string | undefined {
  return fromsOf(selectable).find((from) => from.openReason !== undefined)?.openReason;
}
