/** A column without a type takes that of the column its foreign key refers to (`sql/schema.py: ForeignKey._set_target_column`). */
import { resolveForeignKey } from './createForeignKey';
import type { Column, SqlType, Table } from './schema';

export function propagateTypes(tables: readonly Table[]): void {
  for (const table of tables) for (const column of table.columns.values()) typeOf(column, new Set());
}

function typeOf(column: Column, seen: Set<Column>): SqlType {
  if (column.type.name !== 'NullType' || seen.has(column)) return column.type;
  seen.add(column);
  for (const foreignKey of column.foreignKeys) {
    const target = resolveForeignKey(foreignKey);
    if (target.kind !== 'column') continue;
    const type = typeOf(target.column, seen);
    if (type.name !== 'NullType') {
      column.type = type;
      return type;
    }
  }
  return column.type;
}
