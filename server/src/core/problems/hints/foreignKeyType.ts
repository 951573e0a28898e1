import { code, columnName } from '../../display/names';
import type { Column } from '../../mapping/schema/schema';
import type { Hint } from '../kind';

/** Families of types that a database compares without conversion; types of no family are not judged. */
const FAMILIES: readonly ReadonlySet<string>[] = [
  new Set(['Integer', 'BigInteger', 'SmallInteger', 'INTEGER', 'BIGINT', 'SMALLINT', 'INT']),
  new Set(['String', 'Unicode', 'Text', 'UnicodeText', 'VARCHAR', 'NVARCHAR', 'CHAR', 'NCHAR', 'TEXT', 'AutoString']),
  new Set(['Uuid', 'UUID', 'UUIDType', 'UNIQUEIDENTIFIER']),
  new Set(['Date', 'DATE']),
  new Set(['Boolean', 'BOOLEAN']),
];

export const foreignKeyType: Hint = {
  kind: {
    code: 'foreign-key-type',
    ids: ['H-FK-TYPE'],
    severity: 'hint',
    summary: 'A foreign key has another type than the column it refers to',
    word: (fault) => {
      const [column, type, target, targetType] = ['column', 'type', 'target', 'targetType'].map((name) => code(String(fault.data?.[name] ?? '')));
      return `${column} is ${type}, but ${target}, which it refers to, is ${targetType}; databases refuse or convert`;
    },
  },
  find: (graph) =>
    graph.tables.flatMap((table) =>
      [...table.columns.values()].flatMap((column) =>
        column.foreignKeys.flatMap(({ target, anchor }) => {
          const referred = target.kind === 'column' ? target.column : target.kind === 'text' ? columnOf(target.spec, table.metadata.tables) : undefined;
          if (referred === undefined || !differ(column, referred)) return [];
          const data = { column: columnName(column), type: column.type.text, target: columnName(referred), targetType: referred.type.text };
          return [{ id: 'H-FK-TYPE', phase: 'configure' as const, anchor, mapper: graph.mappersOf(table)[0], data, related: [{ anchor: referred.anchor, message: `${code(columnName(referred))} is here` }] }];
        }),
      ),
    ),
};

function columnOf(spec: string, tables: ReadonlyMap<string, { readonly columns: ReadonlyMap<string, Column> }>): Column | undefined {
  const dot = spec.lastIndexOf('.');
  return tables.get(spec.slice(0, Math.max(0, dot)))?.columns.get(spec.slice(dot + 1));
}

function differ(a: Column, b: Column): boolean {
  if (a.dynamic !== undefined || b.dynamic !== undefined) return false;
  const [first, second] = [a, b].map(({ type }) => FAMILIES.findIndex((family) => family.has(type.name)));
  return first !== undefined && second !== undefined && first >= 0 && second >= 0 && first !== second;
}
