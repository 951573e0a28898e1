/** Tables and columns as Python prints them: `repr(Table)`, `repr(Column)` (`sql/schema.py`). Defaults are left out. */
import { quote } from '../../python/unparse';
import type { Column, ForeignKey, SqlType, Table } from '../schema/schema';
import { columnText } from './print';

export function tableRepr(table: Table): string {
  const columns = [...table.columns.values()].map(columnRepr);
  return `Table(${[quote(table.name), 'MetaData()', ...columns, `schema=${table.schema === undefined ? 'None' : quote(table.schema)}`].join(', ')})`;
}

export function columnRepr(column: Column): string {
  const { table } = column;
  const parts = [
    quote(column.name),
    typeRepr(column.type),
    ...column.foreignKeys.flatMap(foreignKeyRepr),
    table === undefined ? 'table=None' : `table=<${table.kind === 'join' ? 'Join object' : table.name}>`,
    ...(column.key === column.name ? [] : [`key=${quote(column.key)}`]),
    ...(column.primaryKey ? ['primary_key=True'] : []),
    ...(column.nullable ? [] : ['nullable=False']),
  ];
  return `Column(${parts.join(', ')})`;
}

function foreignKeyRepr({ target }: ForeignKey): readonly string[] {
  if (target.kind === 'dynamic') return [];
  return [`ForeignKey(${quote(target.kind === 'text' ? target.spec : columnText(target.column))})`];
}

/** `String(length=50)`, `Numeric(precision=10, scale=2)`. */
function typeRepr({ name, text }: SqlType): string {
  const numbers = (/\(([\d, ]+)\)$/.exec(text)?.[1] ?? '').split(',').map((each) => each.trim()).filter((each) => each !== '');
  const names = name === 'Numeric' || name === 'NUMERIC' || name === 'DECIMAL' ? ['precision', 'scale'] : ['length'];
  return `${name}(${numbers.map((number, index) => `${names[index] ?? 'length'}=${number}`).join(', ')})`;
}
