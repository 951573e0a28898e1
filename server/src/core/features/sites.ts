/**
 * Every syntax node that the graph was made from, with what it states. Made once for each graph; offsets come later, from the
 * current text. This is the one index behind hover, definition, references, rename and the rest.
 */
import type { Anchor, FileId } from '../declarations/anchor';
import type { Descriptor, Mapper, MapperGraph, Relationship } from '../mapping/mapper';
import type { Column, ForeignKey, Table } from '../mapping/schema/schema';
import { relationshipsOwnedBy } from '../mapping/views';
import type { Referent } from './referent';

export type Site =
  /** A name where it is declared. */
  | { readonly kind: 'name'; readonly anchor: Anchor; readonly referent: Referent }
  /** The call, class statement or Table that declares something. */
  | { readonly kind: 'extent'; readonly anchor: Anchor; readonly referent: Referent }
  | { readonly kind: 'argument'; readonly anchor: Anchor; readonly relationship: Relationship; readonly argument: string }
  | { readonly kind: 'annotation'; readonly anchor: Anchor; readonly relationship: Relationship }
  | { readonly kind: 'foreignKey'; readonly anchor: Anchor; readonly foreignKey: ForeignKey }
  | { readonly kind: 'constraint'; readonly anchor: Anchor; readonly table: Table; readonly foreignKeys: readonly ForeignKey[] }
  /** The Table call: its variable stands before it. */
  | { readonly kind: 'tableVariable'; readonly anchor: Anchor; readonly table: Table }
  | { readonly kind: 'tableName'; readonly anchor: Anchor; readonly table: Table }
  | { readonly kind: 'proxy'; readonly anchor: Anchor; readonly mapper: Mapper; readonly descriptor: Descriptor; readonly part: 'collection' | 'attribute' };

export interface GraphSites {
  readonly byFile: ReadonlyMap<FileId, readonly Site[]>;
}

const nodesOfSites = new WeakMap<readonly Site[], Float64Array>();

/** The nodes of a file's sites, side by side, so that they are searched quickly. */
export function nodesOf(sites: readonly Site[]): Float64Array {
  let nodes = nodesOfSites.get(sites);
  if (nodes === undefined) nodesOfSites.set(sites, (nodes = Float64Array.from(sites, ({ anchor }) => anchor.node)));
  return nodes;
}

export function sitesOf(graph: MapperGraph): GraphSites {
  const byFile = new Map<FileId, Site[]>();
  const add = (site: Site): void => {
    const list = byFile.get(site.anchor.file);
    if (list === undefined) byFile.set(site.anchor.file, [site]);
    else list.push(site);
  };
  for (const mapper of graph.mappers) addMapper(mapper, add);
  for (const table of graph.tables) addTable(table, graph.mappersOf(table).length > 0, add);
  return { byFile };
}

type Add = (site: Site) => void;

function addMapper(mapper: Mapper, add: Add): void {
  const entity: Referent = { kind: 'entity', mapper };
  add({ kind: 'extent', anchor: mapper.cls.anchor, referent: entity });
  add({ kind: 'name', anchor: mapper.cls.nameAnchor, referent: entity });
  for (const relationship of relationshipsOwnedBy(mapper)) addRelationship(relationship, add);
  for (const property of mapper.properties.values()) {
    if (property.parent !== mapper || property.kind === 'relationship') continue;
    const column = property.columns?.[0];
    const key = property.key;
    const referent: Referent =
      property.kind === 'columnProperty' && column !== undefined
        ? { kind: 'column', column, property: { mapper, key, anchor: property.nameAnchor } }
        : { kind: 'property', mapper, property };
    add({ kind: 'name', anchor: property.nameAnchor, referent });
    if (referent.kind === 'column' && column !== undefined && column.anchor.node !== property.nameAnchor.node) add({ kind: 'extent', anchor: column.anchor, referent });
  }
  for (const descriptor of mapper.descriptors.values()) addDescriptor(mapper, descriptor, add);
}

function addRelationship(relationship: Relationship, add: Add): void {
  const referent: Referent = { kind: 'relationship', relationship };
  // The name of one that a backref makes stands in a string, which is read with the argument.
  if (relationship.createdByBackref === undefined) add({ kind: 'name', anchor: relationship.nameAnchor, referent });
  add({ kind: 'extent', anchor: relationship.declaration.anchor, referent });
  for (const [argument, { anchor }] of relationship.declaration.arguments) add({ kind: 'argument', anchor, relationship, argument });
  const annotation = relationship.declaration.annotation;
  if (annotation !== undefined) add({ kind: 'annotation', anchor: annotation.anchor, relationship });
}

function addDescriptor(mapper: Mapper, descriptor: Descriptor, add: Add): void {
  add({ kind: 'name', anchor: descriptor.anchor, referent: { kind: 'descriptor', mapper, descriptor } });
  const [collection, attribute] = descriptor.call?.args ?? [];
  if (descriptor.kind !== 'associationProxy') return;
  if (collection !== undefined) add({ kind: 'proxy', anchor: collection.anchor, mapper, descriptor, part: 'collection' });
  const second = attribute ?? descriptor.call?.keywords.get('attr');
  if (second !== undefined) add({ kind: 'proxy', anchor: second.anchor, mapper, descriptor, part: 'attribute' });
}

function addTable(table: Table, isMapped: boolean, add: Add): void {
  add({ kind: 'extent', anchor: table.anchor, referent: { kind: 'table', table } });
  add({ kind: 'tableVariable', anchor: table.anchor, table });
  if (table.nameAnchor !== undefined) add({ kind: 'tableName', anchor: table.nameAnchor, table });
  for (const column of table.columns.values()) {
    addColumn(column, add);
    if (!isMapped) add({ kind: 'name', anchor: column.anchor, referent: { kind: 'column', column } });
  }
  for (const constraint of table.foreignKeyConstraints) add({ kind: 'constraint', anchor: constraint.anchor, table, foreignKeys: constraint.elements });
}

function addColumn(column: Column, add: Add): void {
  add({ kind: 'extent', anchor: column.anchor, referent: { kind: 'column', column } });
  for (const foreignKey of column.foreignKeys) add({ kind: 'foreignKey', anchor: foreignKey.anchor, foreignKey });
}
