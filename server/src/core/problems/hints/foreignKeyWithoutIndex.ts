import { code, columnName, listOf } from '../../display/names';
import type { Column, Table } from '../../mapping/schema/schema';
import type { Hint } from '../kind';

export const foreignKeyWithoutIndex: Hint = {
  kind: {
    code: 'foreign-key-without-index',
    ids: ['H-FK-INDEX'],
    severity: 'off',
    summary: 'A foreign key has no index that begins with its columns',
    word: (fault) => `${String(fault.data?.['columns'] ?? '')} has no index: reading the rows that refer to one row scans the whole table; add \`index=True\``,
  },
  find: (graph) =>
    graph.tables.flatMap((table) =>
      table.foreignKeyConstraints.flatMap((constraint) => {
        const columns = constraint.elements.map(({ parent }) => parent);
        if (columns.length === 0 || isIndexed(columns, table)) return [];
        const data = { columns: listOf(columns.map((column) => code(columnName(column)))) };
        return [{ id: 'H-FK-INDEX', phase: 'configure' as const, anchor: constraint.elements[0]?.anchor ?? constraint.anchor, mapper: graph.mappersOf(table)[0], data }];
      }),
    ),
};

function isIndexed(columns: readonly Column[], table: Table): boolean {
  const groups = [table.primaryKey, ...table.uniqueKeys.map((key) => key.columns), ...table.indexes.map((index) => index.columns)];
  const begins = groups.some((group) => columns.every((column) => group.slice(0, columns.length).includes(column)));
  return begins || (columns.length === 1 && columns.every((column) => column.index || column.unique));
}
