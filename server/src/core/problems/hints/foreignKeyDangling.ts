import { code, columnName } from '../../display/names';
import type { Column, ForeignKey, Table } from '../../mapping/schema/schema';
import type { Fault } from '../../mapping/faults';
import type { MapperGraph } from '../../mapping/mapper';
import { didYouMean } from '../didYouMean';
import type { Hint } from '../kind';

/** A foreign key that no relationship uses is looked at by `create_all()` only; SQLAlchemy says nothing before. */
export const foreignKeyDangling: Hint = {
  kind: {
    code: 'foreign-key-dangling',
    ids: ['H-FK-DANGLING'],
    severity: 'warning',
    summary: 'A foreign key that no relationship uses leads to nothing',
    word: (fault, { graph }) => {
      const [column, table, key] = ['column', 'table', 'key'].map((name) => String(fault.data?.[name] ?? ''));
      if (key === undefined || key === '') return `The foreign key of ${code(column ?? '')} leads to table ${code(table ?? '')}, which does not exist${didYouMean(table ?? '', graph.tables.map((candidate) => candidate.key))}`;
      const columns = graph.tables.find((candidate) => candidate.key === table)?.columns;
      return `The foreign key of ${code(column ?? '')} leads to ${code(`${table}.${key}`)}, but ${code(table ?? '')} has no such column${didYouMean(key, columns?.keys() ?? [])}`;
    },
  },
  find(graph) {
    const reported = new Set(graph.faults.map(({ anchor }) => `${anchor.file}:${anchor.node}`));
    return graph.tables.flatMap((table) =>
      [...table.columns.values()].flatMap((column) =>
        column.foreignKeys.flatMap((key) => {
          const fault = reported.has(`${key.anchor.file}:${key.anchor.node}`) ? undefined : faultOf(key, column, table, graph);
          return fault === undefined ? [] : [fault];
        }),
      ),
    );
  },
};

function faultOf(key: ForeignKey, column: Column, table: Table, graph: MapperGraph): Fault | undefined {
  if (key.target.kind !== 'text' || isOpen(table)) return undefined;
  const dot = key.target.spec.lastIndexOf('.');
  if (dot < 0) return undefined;
  const [tableKey, columnKey] = [key.target.spec.slice(0, dot), key.target.spec.slice(dot + 1)];
  const base = { id: 'H-FK-DANGLING', phase: 'configure' as const, anchor: key.anchor, mapper: graph.mappersOf(table)[0] };
  const target = table.metadata.tables.get(tableKey) ?? (table.metadata.schema === undefined ? undefined : table.metadata.tables.get(`${table.metadata.schema}.${tableKey}`));
  if (target === undefined) {
    const isElsewhere = graph.tables.some((candidate) => candidate.key === tableKey || candidate.name === tableKey);
    return isElsewhere || hasOpenMapper(graph) ? undefined : { ...base, data: { column: columnName(column), table: tableKey } };
  }
  if (target.openReason !== undefined || target.columns.has(columnKey) || [...target.columns.values()].some(({ name, dynamic }) => name === columnKey || dynamic !== undefined)) return undefined;
  return { ...base, data: { column: columnName(column), table: tableKey, key: columnKey } };
}

function isOpen(table: Table): boolean {
  return table.openReason !== undefined || table.metadata.openReason !== undefined;
}

/** A class whose bases are not known may bring tables that are not listed. */
function hasOpenMapper(graph: MapperGraph): boolean {
  return graph.mappers.some(({ openReason }) => openReason !== undefined);
}
