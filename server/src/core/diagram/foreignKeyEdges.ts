/** Foreign keys that neither a relationship nor inheritance uses: drawn, so that the picture holds everything that joins two tables. */
import type { Column, ForeignKey, Table } from '../mapping/schema/schema';
import type { DiagramEdge } from './diagram';
import type { Entities } from './entities';

export function foreignKeyEdges(entities: Entities, tables: readonly Table[], drawn: readonly DiagramEdge[]): readonly DiagramEdge[] {
  const used = new Set(drawn.flatMap(({ source, target }) => [key(source.entity, target.entity, target.columns), key(target.entity, source.entity, source.columns)]));
  const inherits = new Set(drawn.filter(({ kind }) => kind === 'inheritance').map(({ source, target }) => `${target.entity}>${source.entity}`));
  const edges: DiagramEdge[] = [];
  for (const table of tables) {
    const owner = entities.idOfTable(table);
    if (owner === undefined) continue;
    for (const { elements } of table.foreignKeyConstraints) {
      const columns = elements.map(({ parent }) => parent);
      const targets = elements.map((element) => targetOf(element, tables));
      const referenced = targets[0]?.table;
      const other = referenced?.kind === 'table' ? entities.idOfTable(referenced) : undefined;
      if (other === undefined || targets.some((target) => target === undefined)) continue;
      const own = columns.flatMap((column) => entities.rowOf(owner, column) ?? []);
      const isPrimaryKey = columns.every(({ primaryKey }) => primaryKey);
      if (used.has(key(other, owner, own)) || (isPrimaryKey && inherits.has(`${owner}>${other}`))) continue;
      const isMandatory = columns.every(({ nullable, primaryKey }) => !nullable || primaryKey);
      const isUnique = [table.primaryKey, ...table.uniqueKeys.map((unique) => unique.columns)].some((unique) => unique.length > 0 && unique.every((column) => columns.includes(column)));
      edges.push({
        id: `${owner}(${own.join(',')})>${other}`,
        kind: 'foreignKey',
        source: { entity: other, columns: targets.flatMap((target) => (target === undefined ? [] : (entities.rowOf(other, target) ?? []))), multiplicity: isMandatory ? '1' : '0..1' },
        target: { entity: owner, columns: own, multiplicity: isUnique ? '0..1' : '0..*' },
        join: columns.flatMap((column, index) => {
          const target = targets[index];
          return target === undefined ? [] : [`${tableKey(target)}.${target.name} = ${table.key}.${column.name}`];
        }),
        isViewonly: false,
        isSelfReference: owner === other,
        problems: [],
      });
    }
  }
  return edges.filter(({ id }, index) => edges.findIndex((other) => other.id === id) === index);
}

function key(referenced: string, referring: string, columns: readonly string[]): string {
  return `${referenced}|${referring}|${[...columns].sort().join(',')}`;
}

function tableKey({ table }: Column): string {
  return table?.kind === 'table' ? table.key : '';
}

/** The column a foreign key means: by `table.column` within its metadata. */
function targetOf({ target, parent }: ForeignKey, tables: readonly Table[]): Column | undefined {
  if (target.kind === 'column') return target.column;
  if (target.kind !== 'text') return undefined;
  const parts = target.spec.split('.');
  const name = parts.pop();
  const tableName = parts.join('.');
  const metadata = parent.table?.kind === 'table' ? parent.table.metadata : undefined;
  const schema = metadata?.schema === undefined || parts.length > 1 ? undefined : `${metadata.schema}.${tableName}`;
  const table = metadata?.tables.get(tableName) ?? (schema === undefined ? undefined : metadata?.tables.get(schema)) ?? tables.find(({ key: own }) => own === tableName);
  if (table === undefined) return undefined;
  if (name === undefined) return undefined;
  return table.columns.get(name) ?? [...table.columns.values()].find((column) => column.name === name);
}
