/** A column without a type takes that of the column its foreign key refers to (`sql/schema.py: ForeignKey._set_target_column`). */
import { resolveForeignKey } from './createForeignKey';
import type { Column, SqlType, Table } from './schema';

export function propagateTypes(tables: readonly Table[], except: ReadonlySet<Table>): void {
  for (const table of tables) for (const column of table.columns.values()) typeOf(column, except, new Set());
}

function typeOf(column: Column, except: ReadonlySet<Table>, seen: Set<Column>): SqlType {
  if (column.type.name !== 'NullType' || seen.has(column)) return column.type;
  seen.add(column);
  for (const foreignKey of column.foreignKeys) {
    const target = resolveForeignKey(foreignKey);
    if (target.kind !== 'column' || (target.column.table?.kind === 'table' && except.has(target.column.table))) continue;
    const type = typeOf(target.column, except, seen);
    if (type.name !== 'NullType') {
      column.type = type;
      return type;
    }
  }
  return column.type;
}
