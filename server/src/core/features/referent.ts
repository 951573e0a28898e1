/** What a name in a model stands for. */
import type { Anchor } from '../declarations/anchor';
import type { Descriptor, Mapper, MapperGraph, MapperProperty, Relationship } from '../mapping/mapper';
import type { Column, Table } from '../mapping/schema/schema';

export type Referent =
  | { readonly kind: 'entity'; readonly mapper: Mapper }
  | { readonly kind: 'relationship'; readonly relationship: Relationship }
  /** `property` is set where the column was named through a mapped attribute, as in `User.id`. */
  | { readonly kind: 'column'; readonly column: Column; readonly property?: { readonly mapper: Mapper; readonly key: string; readonly anchor: Anchor } }
  | { readonly kind: 'table'; readonly table: Table }
  | { readonly kind: 'descriptor'; readonly mapper: Mapper; readonly descriptor: Descriptor }
  /** Synonyms, composites, SQL expressions. */
  | { readonly kind: 'property'; readonly mapper: Mapper; readonly property: MapperProperty };

/** The object that two mentions share when they mean the same. */
export function identityOf(referent: Referent): object {
  switch (referent.kind) {
    case 'entity':
      return referent.mapper;
    case 'relationship':
      return referent.relationship;
    case 'column':
      return referent.column;
    case 'table':
      return referent.table;
    case 'descriptor':
      return referent.descriptor;
    case 'property':
      return referent.property;
  }
}

/** The attribute of a mapped class by name. */
export function memberOf(mapper: Mapper, name: string): Referent | undefined {
  const property = mapper.properties.get(name);
  if (property === undefined) {
    const descriptor = mapper.descriptors.get(name);
    return descriptor === undefined ? undefined : { kind: 'descriptor', mapper, descriptor };
  }
  switch (property.kind) {
    case 'relationship':
      return { kind: 'relationship', relationship: property };
    case 'columnProperty': {
      const column = property.columns[0];
      return column === undefined ? { kind: 'property', mapper, property } : { kind: 'column', column, property: { mapper, key: name, anchor: property.nameAnchor } };
    }
    default:
      return { kind: 'property', mapper, property };
  }
}

/** Where a referent is declared: the name itself and the whole statement or call. */
export function declarationOf(referent: Referent, graph: MapperGraph): { readonly name: Anchor; readonly whole: Anchor } {
  switch (referent.kind) {
    case 'entity':
      return { name: referent.mapper.cls.nameAnchor, whole: referent.mapper.cls.anchor };
    case 'relationship':
      return { name: referent.relationship.nameAnchor, whole: referent.relationship.declaration.anchor };
    case 'column':
      return { name: referent.property?.anchor ?? attributeOf(referent.column, graph)?.anchor ?? referent.column.anchor, whole: referent.column.anchor };
    case 'table':
      return { name: referent.table.nameAnchor ?? referent.table.anchor, whole: referent.table.anchor };
    case 'descriptor':
      return { name: referent.descriptor.anchor, whole: referent.descriptor.anchor };
    case 'property':
      return { name: referent.property.nameAnchor, whole: referent.property.nameAnchor };
  }
}

/** The mapped attribute that declares a column, when a class body does. */
export function attributeOf(column: Column, graph: MapperGraph): { readonly mapper: Mapper; readonly key: string; readonly anchor: Anchor } | undefined {
  if (column.table?.kind !== 'table') return undefined;
  for (const mapper of graph.mappersOf(column.table)) {
    for (const property of mapper.properties.values()) {
      if (property.kind === 'columnProperty' && property.columns.includes(column)) return { mapper, key: property.key, anchor: property.nameAnchor };
    }
  }
  return undefined;
}
