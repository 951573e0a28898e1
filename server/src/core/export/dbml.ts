/** A diagram as DBML (dbdiagram.io): tables with columns, indexes for composite keys, one `Ref` a foreign-key line. */
import type { Diagram, DiagramColumn, DiagramEdge, DiagramEntity } from '../diagram/diagram';
import { isMany } from './multiplicity';
import { uniqueNames } from './names';

export function exportDbml(diagram: Diagram): string {
  // Subclasses of a single table have no table of their own.
  const tables = diagram.entities.filter(({ kind, table }) => kind === 'table' || table !== undefined);
  const names = uniqueNames(tables.map((entity) => ({ ...entity, name: entity.table ?? entity.name })), (name) => name);
  const blocks = [...tables.map((entity) => tableBlock(entity, names.get(entity.id) ?? entity.name)), ...diagram.edges.flatMap((edge) => refOf(edge, names)), ...groupBlocks(diagram, names)];
  return `${blocks.join('\n\n')}\n`;
}

function tableBlock(entity: DiagramEntity, name: string): string {
  const keys = entity.columns.filter(({ isPrimaryKey }) => isPrimaryKey);
  const columns = entity.columns.map((column) => `  ${quote(columnName(column))} ${typeOf(column)}${settings(column, keys.length === 1)}`);
  const indexes = keys.length > 1 ? ['', '  indexes {', `    (${keys.map((column) => quote(columnName(column))).join(', ')}) [pk]`, '  }'] : [];
  const note = entity.kind === 'entity' && entity.name !== name ? ['', `  Note: ${text(`Mapped by ${entity.name}`)}`] : [];
  return [`Table ${tableName(name)} {`, ...(columns.length > 0 ? columns : ['  // no columns are known']), ...indexes, ...note, '}'].join('\n');
}

/** The database's name of a column that has another attribute name: `meta (metadata)`. */
function columnName({ name }: DiagramColumn): string {
  return /^\S+ \((.+)\)$/.exec(name)?.[1] ?? name;
}

function settings({ isPrimaryKey, isNullable, isUnique }: DiagramColumn, isOnlyKey: boolean): string {
  const words = [isPrimaryKey && isOnlyKey ? 'pk' : '', isUnique && !isPrimaryKey ? 'unique' : '', isNullable || isPrimaryKey ? '' : 'not null'].filter((word) => word !== '');
  return words.length === 0 ? '' : ` [${words.join(', ')}]`;
}

function typeOf({ type }: DiagramColumn): string {
  return type === '' ? 'unknown' : /^[\w]+(\([\w, ]*\))?$/.test(type) ? type.replace(/, /g, ',') : quote(type);
}

function refOf(edge: DiagramEdge, names: ReadonlyMap<string, string>): readonly string[] {
  const source = names.get(edge.source.entity);
  const target = names.get(edge.target.entity);
  if (source === undefined || target === undefined || edge.kind === 'inheritance') return [];
  const count = Math.min(edge.source.columns.length, edge.target.columns.length);
  if (count === 0) return [];
  const operator = operatorOf(isMany(edge.source.multiplicity), isMany(edge.target.multiplicity));
  const comment = [edge.source.relationship, edge.target.relationship].filter((name) => name !== undefined).join(' / ');
  const line = `Ref: ${endOf(source, edge.source.columns.slice(0, count))} ${operator} ${endOf(target, edge.target.columns.slice(0, count))}`;
  return [comment === '' ? line : `// ${comment}\n${line}`];
}

function operatorOf(isSourceMany: boolean, isTargetMany: boolean): string {
  if (isSourceMany) return isTargetMany ? '<>' : '>';
  return isTargetMany ? '<' : '-';
}

function endOf(table: string, columns: readonly string[]): string {
  const list = columns.map(quote);
  return `${tableName(table)}.${list.length === 1 ? (list[0] ?? '') : `(${list.join(', ')})`}`;
}

function groupBlocks(diagram: Diagram, names: ReadonlyMap<string, string>): readonly string[] {
  if (diagram.groups.length < 2) return [];
  return diagram.groups.flatMap(({ id, label }) => {
    const members = diagram.entities.filter((entity) => entity.group === id).flatMap((entity) => names.get(entity.id) ?? []);
    return members.length === 0 ? [] : [[`TableGroup ${quote(label)} {`, ...members.map((name) => `  ${tableName(name)}`), '}'].join('\n')];
  });
}

/** `schema.table` has each part quoted by itself. */
function tableName(name: string): string {
  return name.split('.').map(quote).join('.');
}

function quote(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : `"${name.replace(/"/g, '')}"`;
}

function text(words: string): string {
  return `'${words.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`;
}
