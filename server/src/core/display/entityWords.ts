/** What is said about mapped classes, tables and columns. */
import type { Mapper, MapperGraph, Relationship } from '../mapping/mapper';
import type { Column, ForeignKey, Table } from '../mapping/schema/schema';
import { relationshipsOwnedBy } from '../mapping/views';
import { kindText } from './relationshipWords';
import { code, columnName, count, listOf, relationshipName, selectableName, tableNameOf } from './names';

export interface Words {
  readonly title: string;
  readonly lines: readonly string[];
}

/** The relationships of a mapper, inherited ones included, in SQLAlchemy's order. */
export function relationshipsOf(mapper: Mapper): readonly Relationship[] {
  return [...mapper.properties.values()].filter((property) => property.kind === 'relationship');
}

export function entityWords(mapper: Mapper): Words {
  const relationships = relationshipsOf(mapper);
  const lines = [
    inheritanceLine(mapper),
    [keyLine(mapper), count(columnCount(mapper), 'column'), count(relationships.length, 'relationship')].filter((part) => part !== '').join(' · '),
    ...relationships.map((relationship) => `- ${code(relationship.key)} → ${relationship.target === undefined ? '' : `${code(relationship.target.name)} · `}${kindText(relationship)}`),
    ...proxyLines(mapper),
    mapper.openReason === undefined ? '' : `Not all of it is known: ${mapper.openReason}.`,
  ];
  return { title: `**${code(mapper.name)}** · table ${code(tableNameOf(mapper))}`, lines: lines.filter((line) => line !== '') };
}

function columnCount(mapper: Mapper): number {
  return [...mapper.properties.values()].filter((property) => property.kind === 'columnProperty' && property.columns.length > 0).length;
}

function keyLine(mapper: Mapper): string {
  return mapper.primaryKey.length === 0 ? '' : `Primary key ${listOf(mapper.primaryKey.map((column) => code(column.name)))}`;
}

function inheritanceLine(mapper: Mapper): string {
  if (mapper.inherits === undefined) return '';
  const parent = code(mapper.inherits.name);
  switch (mapper.inheritance) {
    case 'joined':
      return `A kind of ${parent}: its own columns stand in ${code(tableNameOf(mapper))}, the others in ${code(tableNameOf(mapper.inherits))} (joined inheritance).`;
    case 'single':
      return `A kind of ${parent}, in the same table (single inheritance).`;
    case 'concrete':
      return `Shares its Python code with ${parent}, not its table (concrete inheritance).`;
    case undefined:
      return `A kind of ${parent}.`;
  }
}

function proxyLines(mapper: Mapper): readonly string[] {
  return [...mapper.descriptors.values()].flatMap((descriptor) => {
    if (descriptor.kind !== 'associationProxy') return [];
    const relationship = descriptor.targetCollection === undefined ? undefined : mapper.properties.get(descriptor.targetCollection);
    const target = relationship?.kind === 'relationship' ? relationship.target : undefined;
    const end = target === undefined || descriptor.attribute === undefined ? 'an attribute' : code(`${target.name}.${descriptor.attribute}`);
    return [`- ${code(descriptor.name)} reads ${end} of each ${code(descriptor.targetCollection ?? '?')} (association proxy)`];
  });
}

export function columnWords(column: Column, graph: MapperGraph, attribute?: string): Words {
  const using = relationshipsUsing(column, graph);
  const title = attribute === undefined ? `**${code(columnName(column))}** · column` : `**${code(attribute)}** · column ${code(columnName(column))}`;
  const lines = [
    [column.type.name === 'NullType' ? '' : code(column.type.text), column.primaryKey ? 'primary key' : column.nullable ? 'may be NULL' : 'NOT NULL', column.unique ? 'unique' : '', column.index ? 'indexed' : '']
      .filter((part) => part !== '')
      .join(' · '),
    ...column.foreignKeys.map((key) => `Refers to ${code(foreignKeyTargetText(key))}${key.constraint.onDelete === undefined ? '' : ` · ON DELETE ${key.constraint.onDelete}`}`),
    using.length === 0 ? '' : `In the join of ${listOf(using.map((relationship) => code(relationshipName(relationship))))}`,
    column.dynamic === undefined ? '' : `Not all of it is known: ${column.dynamic}.`,
  ];
  return { title, lines: lines.filter((line) => line !== '') };
}

/** `users.id`, as stated or from the column it names. */
export function foreignKeyTargetText(key: ForeignKey): string {
  switch (key.target.kind) {
    case 'text':
      return key.target.spec;
    case 'column':
      return columnName(key.target.column);
    case 'dynamic':
      return 'a column that only run time knows';
  }
}

/** Relationships whose join pairs the column with one of the other side. */
export function relationshipsUsing(column: Column, graph: MapperGraph): readonly Relationship[] {
  return graph.mappers.flatMap((mapper) => relationshipsOwnedBy(mapper).filter((relationship) => relationship.localRemotePairs.some((pair) => pair.includes(column))));
}

export function tableWords(table: Table, graph: MapperGraph): Words {
  const mappers = graph.mappersOf(table);
  const through = graph.mappers.flatMap((mapper) => relationshipsOwnedBy(mapper).filter((relationship) => relationship.secondary === table));
  const lines = [
    mappers.length === 0 ? '' : `Holds the rows of ${listOf(mappers.map((mapper) => code(mapper.name)))}`,
    through.length === 0 ? '' : `Stands between the two sides of ${listOf(through.map((relationship) => code(relationshipName(relationship))))}`,
    ...[...table.columns.values()].map((column) => `- ${columnLine(column)}`),
    table.openReason === undefined ? '' : `Not all of it is known: ${table.openReason}.`,
  ];
  return { title: `**${code(selectableName(table))}** · table`, lines: lines.filter((line) => line !== '') };
}

/** `user_id` `UUID` → `users.id`. */
export function columnLine(column: Column): string {
  const type = column.type.name === 'NullType' ? '' : ` ${code(column.type.text)}`;
  const key = column.primaryKey ? ' · primary key' : '';
  const targets = column.foreignKeys.map((foreignKey) => ` → ${code(foreignKeyTargetText(foreignKey))}`).join('');
  return `${code(column.name)}${type}${key}${targets}`;
}
