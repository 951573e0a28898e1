/**
 * Every way to go from one mapped class to the next in a statement: along a relationship, against one that only the other class states,
 * over a foreign key that no relationship uses, and to a subclass. What a class inherits leads on from its subclasses as well.
 */
import type { Mapper, MapperGraph, Relationship } from '../../mapping/mapper';
import { isA, relationshipsOwnedBy } from '../../mapping/views';
import { Entities } from '../entities';
import { foreignKeyEdges } from '../foreignKeyEdges';
import { inheritanceEdges } from '../inheritanceEdges';
import { relationshipEdges } from '../relationshipEdges';

export type Hop =
  | {
      readonly kind: 'relationship';
      readonly from: Mapper;
      readonly to: Mapper;
      readonly relationship: Relationship;
      /** From the target to the class that states the relationship, which the target does not answer with one of its own. */
      readonly isReversed: boolean;
    }
  | {
      readonly kind: 'foreignKey';
      readonly from: Mapper;
      readonly to: Mapper;
      /** The class, `from` or above it, whose table holds this end of the key. */
      readonly owner: Mapper;
      /** Attributes of `from` and of `to` that must be equal. */
      readonly pairs: readonly (readonly [string, string])[];
      /** Id of the diagram's edge. */
      readonly edge: string;
    }
  /** The rows of a class that are of a subclass. */
  | { readonly kind: 'narrow'; readonly from: Mapper; readonly to: Mapper }
  /** A row of a subclass is a row of the class, too. */
  | { readonly kind: 'widen'; readonly from: Mapper; readonly to: Mapper };

/** The class, at or above the start of a hop, that makes it possible. */
export function ownerOf(hop: Hop): Mapper {
  switch (hop.kind) {
    case 'relationship':
      return hop.isReversed ? (hop.relationship.target ?? hop.from) : hop.relationship.parent;
    case 'foreignKey':
      return hop.owner;
    case 'narrow':
    case 'widen':
      return hop.from;
  }
}

/** Hops by the class they start from. */
export function hopsOf(graph: MapperGraph): ReadonlyMap<Mapper, readonly Hop[]> {
  const usable = graph.mappers.flatMap(relationshipsOwnedBy).filter(isUsable);
  const oneWayTo = groupBy(usable.filter(({ reverse }) => reverse.length === 0), ({ target }) => target);
  const foreignKeysOf = groupBy(unusedForeignKeys(graph), ({ owner }) => owner);
  return new Map(
    graph.mappers.map((mapper): [Mapper, readonly Hop[]] => {
      const rowsOf = [mapper, ...ancestorsOf(mapper)];
      const own = [...mapper.properties.values()].filter((property): property is Relationship => property.kind === 'relationship' && isUsable(property));
      return [
        mapper,
        [
          ...own.flatMap((relationship): Hop[] => (relationship.target === undefined ? [] : [{ kind: 'relationship', from: mapper, to: relationship.target, relationship, isReversed: false }])),
          ...rowsOf.flatMap((kind) => oneWayTo.get(kind) ?? []).map((relationship): Hop => ({ kind: 'relationship', from: mapper, to: relationship.parent, relationship, isReversed: true })),
          ...rowsOf.flatMap((kind) => foreignKeysOf.get(kind) ?? []).map((hop): Hop => ({ ...hop, from: mapper })),
          ...descendantsOf(mapper).map((to): Hop => ({ kind: 'narrow', from: mapper, to })),
          ...ancestorsOf(mapper).map((to): Hop => ({ kind: 'widen', from: mapper, to })),
        ],
      ];
    }),
  );
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => Mapper | undefined): ReadonlyMap<Mapper, readonly T[]> {
  const groups = new Map<Mapper, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

function isUsable(relationship: Relationship): boolean {
  return relationship.target !== undefined && relationship.direction !== undefined && relationship.fault === undefined;
}

/** Whether rows of `mapper` are rows of `ancestor`; concrete classes have tables of their own. */
export function isOneOf(mapper: Mapper, ancestor: Mapper): boolean {
  return mapper === ancestor || ancestorsOf(mapper).includes(ancestor);
}

function ancestorsOf(mapper: Mapper): readonly Mapper[] {
  return mapper.inherits === undefined || mapper.inheritance === 'concrete' ? [] : [mapper.inherits, ...ancestorsOf(mapper.inherits)];
}

function descendantsOf(mapper: Mapper): readonly Mapper[] {
  return mapper.subMappers.filter(({ inheritance }) => inheritance !== 'concrete').flatMap((sub) => [sub, ...descendantsOf(sub)]);
}

type ForeignKeyHop = Extract<Hop, { readonly kind: 'foreignKey' }>;

/** The foreign keys that the diagram draws, between two classes, in both directions. */
function unusedForeignKeys(graph: MapperGraph): readonly ForeignKeyHop[] {
  const entities = new Entities(graph, new Set());
  const mapperOf = new Map(entities.all.map(({ id, mapper }) => [id, mapper]));
  const { edges } = relationshipEdges(entities, graph.mappers.flatMap(relationshipsOwnedBy));
  const drawn = [...edges, ...inheritanceEdges(entities, graph.mappers)];
  return foreignKeyEdges(entities, graph.tables, drawn).flatMap(({ id, source, target }): ForeignKeyHop[] => {
    const [one, other] = [mapperOf.get(source.entity), mapperOf.get(target.entity)];
    if (one === undefined || other === undefined || one === other || isA(one, other) || isA(other, one) || source.columns.length !== target.columns.length || source.columns.length === 0) return [];
    const pairs = source.columns.map((column, index) => [column, target.columns[index] ?? ''] as const);
    return [
      { kind: 'foreignKey', from: one, owner: one, to: other, pairs, edge: id },
      { kind: 'foreignKey', from: other, owner: other, to: one, pairs: pairs.map(([a, b]) => [b, a] as const), edge: id },
    ];
  });
}
