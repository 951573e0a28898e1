/** One diagram of two states: the later one with its changes marked, and what only the earlier one has. */
import type { Diagram, DiagramChange, DiagramColumn, DiagramEdge, DiagramEnd, DiagramEntity } from '../diagram';
import type { EntityChange, GraphDifference } from './compareGraphs';

export function comparedDiagram(before: Diagram, after: Diagram, difference: GraphDifference): Diagram {
  const changes = new Map([...difference.entities, ...difference.tables].map((change) => [change.id, change]));
  const newIds = new Map([...changes.values()].flatMap(({ id, idBefore }) => (idBefore === undefined ? [] : [[idBefore, id] as const])));
  const old = renameEntities(before, newIds);
  const oldEntities = new Map(old.entities.map((entity) => [entity.id, entity]));
  const known = new Set(after.entities.map(({ id }) => id));
  const gone = old.entities.filter(({ id }) => !known.has(id)).map((entity): DiagramEntity => ({ ...entity, change: 'removed' }));
  const entities = [...after.entities.map((entity) => markEntity(entity, oldEntities.get(entity.id), changes.get(entity.id))), ...gone];
  const groups = [...after.groups, ...old.groups.filter(({ id }) => !after.groups.some((group) => group.id === id) && gone.some(({ group }) => group === id))];
  return { ...after, entities, edges: mergedEdges(old.edges, after.edges, changes), groups };
}

function renameEntities(diagram: Diagram, newIds: ReadonlyMap<string, string>): Diagram {
  const rename = (id: string) => newIds.get(id) ?? id;
  return {
    ...diagram,
    entities: diagram.entities.map((entity) => ({ ...entity, id: rename(entity.id) })),
    edges: diagram.edges.map((edge) => ({ ...edge, source: { ...edge.source, entity: rename(edge.source.entity) }, target: { ...edge.target, entity: rename(edge.target.entity) } })),
  };
}

/** A card that stays, with the columns that it had before. */
function markEntity(entity: DiagramEntity, old: DiagramEntity | undefined, change: EntityChange | undefined): DiagramEntity {
  if (old === undefined) return { ...entity, change: 'added' };
  if (change === undefined) return entity;
  const changeOf = new Map(change.columns.map(({ key, kind }) => [key, kind]));
  const mark = (column: DiagramColumn): DiagramColumn => {
    const kind = changeOf.get(column.key);
    return kind === undefined ? column : { ...column, change: kind };
  };
  const removed = old.columns.filter(({ key }) => changeOf.get(key) === 'removed' && !entity.columns.some((column) => column.key === key));
  return { ...entity, change: 'changed', columns: [...entity.columns, ...removed].map(mark) };
}

function mergedEdges(before: readonly DiagramEdge[], after: readonly DiagramEdge[], changes: ReadonlyMap<string, EntityChange>): readonly DiagramEdge[] {
  const olds = new Map(before.map((edge) => [keyOf(edge), edge]));
  const known = new Set(after.map(keyOf));
  const ids = new Set(after.map(({ id }) => id));
  const marked = after.map((edge): DiagramEdge => {
    const change: DiagramChange | undefined = !olds.has(keyOf(edge)) ? 'added' : [edge.source, edge.target].some((end) => isChanged(end, changes)) ? 'changed' : undefined;
    return change === undefined ? edge : { ...edge, change };
  });
  const gone = before.filter((edge) => !known.has(keyOf(edge))).map((edge): DiagramEdge => ({ ...edge, id: ids.has(edge.id) ? `${edge.id} before` : edge.id, change: 'removed', problems: [] }));
  return [...marked, ...gone];
}

/** A line is the same while it joins the same two for the same relationships. */
function keyOf({ kind, source, target }: DiagramEdge): string {
  const ends = [source, target].map(({ entity, relationship, columns }) => `${entity}.${relationship ?? ''}${kind === 'foreignKey' ? columns.join(',') : ''}`);
  return `${kind} ${ends.sort().join(' ')}`;
}

function isChanged({ entity, relationship }: DiagramEnd, changes: ReadonlyMap<string, EntityChange>): boolean {
  return relationship !== undefined && (changes.get(entity)?.relationships.some(({ kind, key }) => kind === 'changed' && key === relationship) ?? false);
}
