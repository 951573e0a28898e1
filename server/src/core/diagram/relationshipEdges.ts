/** Relationships as lines: a pair is one line with two named ends. */
import { joinTexts } from '../display/join';
import type { Multiplicity, Relationship } from '../mapping/mapper';
import type { Column, Table } from '../mapping/schema/schema';
import type { DiagramEdge, DiagramEnd } from './diagram';
import type { Entities } from './entities';

export interface RelationshipEdges {
  readonly edges: readonly DiagramEdge[];
  /** Relationships that no line can be drawn for. */
  readonly notes: readonly string[];
}

export function relationshipEdges(entities: Entities, relationships: readonly Relationship[]): RelationshipEdges {
  const drawn = new Set<Relationship>();
  const edges: DiagramEdge[] = [];
  const notes: string[] = [];
  for (const relationship of relationships) {
    if (drawn.has(relationship)) continue;
    drawn.add(relationship);
    const name = `${relationship.parent.name}.${relationship.key}`;
    if (relationship.target === undefined) {
      notes.push(relationship.dynamic === undefined ? `\`${name}\` cannot be drawn: its target is not known` : `\`${name}\`: ${relationship.dynamic}`);
      continue;
    }
    // Further relationships that name the same other side get lines of their own.
    const reverse = relationship.reverse.find((other) => !drawn.has(other) && other.target !== undefined);
    if (reverse !== undefined) drawn.add(reverse);
    edges.push(...edgesOf(entities, relationship, reverse));
  }
  return { edges, notes };
}

function edgesOf(entities: Entities, relationship: Relationship, reverse: Relationship | undefined): readonly DiagramEdge[] {
  const { secondary } = relationship;
  const between = secondary?.kind === 'table' && !entities.folded.has(secondary) ? entities.idOfTable(secondary) : undefined;
  if (between !== undefined && secondary?.kind === 'table') return edgesThrough(entities, relationship, reverse, { id: between, table: secondary });
  const parent = entities.idOf(relationship.parent);
  const target = relationship.target === undefined ? undefined : entities.idOf(relationship.target);
  if (parent === undefined || target === undefined) return [];
  const pairs = relationship.secondary === undefined ? relationship.localRemotePairs : [];
  const cardinality = cardinalityOf(relationship, reverse);
  const own: DiagramEnd = { ...end(parent, relationship, cardinality?.source), columns: rows(entities, parent, pairs.length > 0 ? pairs.map(([local]) => local) : keysTo(relationship, 'source')) };
  const other: DiagramEnd = { ...end(target, reverse, cardinality?.target), columns: rows(entities, target, pairs.length > 0 ? pairs.map(([, remote]) => remote) : keysTo(relationship, 'target')) };
  const [source, destination] = relationship.direction === 'MANYTOONE' ? [other, own] : [own, other];
  const through = secondary === undefined ? undefined : secondary.kind === 'table' ? secondary.key : secondary.kind === 'alias' ? secondary.name : 'a join';
  return [
    {
      id: `${parent}.${relationship.key}`,
      kind: 'relationship',
      source,
      target: destination,
      join: joinTexts(relationship),
      ...(through === undefined ? {} : { secondary: through }),
      isViewonly: relationship.viewonly && (reverse === undefined || reverse.viewonly),
      isSelfReference: parent === target,
      ...dynamicOf(relationship),
      problems: [],
    },
  ];
}

function dynamicOf({ dynamic }: Relationship): { readonly dynamic?: string } {
  return dynamic === undefined ? {} : { dynamic };
}

function end(entity: string, relationship: Relationship | undefined, multiplicity: Multiplicity | undefined): DiagramEnd {
  return { entity, columns: [], ...(multiplicity === undefined ? {} : { multiplicity }), ...(relationship === undefined ? {} : { relationship: relationship.key }) };
}

/** Rows by column, each once; columns that are not on the card are left out. */
function rows(entities: Entities, id: string, columns: readonly Column[]): readonly string[] {
  return [...new Set(columns.flatMap((column) => entities.rowOf(id, column) ?? []))];
}

/** For a many-to-many line: the key columns that the table between refers to, on the relationship's own side or on its target. */
function keysTo({ secondary, localRemotePairs, parent, target }: Relationship, side: 'source' | 'target'): readonly Column[] {
  if (secondary === undefined) return [];
  const owner = side === 'source' ? parent : target;
  const own = new Set(owner === undefined ? [] : [...owner.properties.values()].flatMap((property) => (property.kind === 'columnProperty' ? property.columns : [])));
  // Pairs run from the parent to the table between, then from the target to it: a self reference has its own side first.
  const keys = localRemotePairs.map(([local]) => local).filter((column) => own.has(column));
  if (parent !== target || keys.length < 2) return keys;
  return side === 'source' ? keys.slice(0, keys.length / 2) : keys.slice(keys.length / 2);
}

/** The table between drawn as a card: one line to it from each side. */
function edgesThrough(entities: Entities, relationship: Relationship, reverse: Relationship | undefined, between: { readonly id: string; readonly table: Table }): readonly DiagramEdge[] {
  const { parent, target, localRemotePairs } = relationship;
  const ends = [
    { owner: parent, named: relationship, suffix: '' },
    ...(target === undefined ? [] : [{ owner: target, named: reverse, suffix: ' through' }]),
  ];
  const columns = new Set(between.table.columns.values());
  const pairs = localRemotePairs.filter(([, remote]) => columns.has(remote));
  const joins = joinTexts(relationship);
  return ends.flatMap(({ owner, named, suffix }, index): DiagramEdge[] => {
    const id = entities.idOf(owner);
    if (id === undefined) return [];
    const onCard = pairs.filter(([local]) => entities.rowOf(id, local) !== undefined);
    const half = parent === target ? onCard.slice(index === 0 ? 0 : onCard.length / 2, index === 0 ? Math.max(1, onCard.length / 2) : onCard.length) : onCard;
    const join = joins.filter((text) => parent !== target || joins.indexOf(text) === index || half.length === 0);
    return [
      {
        id: `${entities.idOf(parent) ?? ''}.${relationship.key}${suffix}`,
        kind: 'relationship',
        source: { ...end(id, named, '1'), columns: rows(entities, id, half.map(([local]) => local)) },
        target: { entity: between.id, columns: rows(entities, between.id, half.map(([, remote]) => remote)), multiplicity: '0..*' },
        join: parent === target ? join : join.filter((text) => half.some(([, remote]) => text.includes(remote.name))),
        isViewonly: relationship.viewonly,
        isSelfReference: false,
        ...dynamicOf(relationship),
        problems: [],
      },
    ];
  });
}

/** A pair says it twice; the side that holds the foreign key knows best, and of two answers for one end the narrower one holds. */
function cardinalityOf(relationship: Relationship, reverse: Relationship | undefined): Relationship['cardinality'] {
  const own = relationship.cardinality;
  const mirrored = reverse?.cardinality === undefined ? undefined : { source: reverse.cardinality.target, target: reverse.cardinality.source };
  if (own === undefined || mirrored === undefined) return own ?? mirrored;
  if (relationship.direction === 'MANYTOONE') return own;
  if (reverse?.direction === 'MANYTOONE') return mirrored;
  return { source: narrower(own.source, mirrored.source), target: narrower(own.target, mirrored.target) };
}

const WIDTH: Readonly<Record<Multiplicity, number>> = { '1': 0, '0..1': 1, '1..*': 2, '0..*': 3 };

function narrower(a: Multiplicity, b: Multiplicity): Multiplicity {
  return WIDTH[a] <= WIDTH[b] ? a : b;
}
