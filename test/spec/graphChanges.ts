/** What a refactoring changes in the graph, line by line: empty where it keeps the meaning. */
import type { Analysis } from '../../server/src/core/analysis';
import type { ColumnJson, RelationshipJson } from '../../server/src/core/export/graphJson';

/** `+ models.Post.author → models.User …` and `- …`; what is gone before what is new. */
export function graphChanges(before: Analysis, after: Analysis): readonly string[] {
  const [old, fresh] = [before, after].map((analysis) => new Set(linesOf(analysis)));
  const gone = [...(old ?? [])].filter((line) => fresh?.has(line) !== true).map((line) => `- ${line}`);
  const added = [...(fresh ?? [])].filter((line) => old?.has(line) !== true).map((line) => `+ ${line}`);
  return [...gone, ...added];
}

function linesOf(analysis: Analysis): readonly string[] {
  const { mappers, tables } = analysis.graphJson({ roots: ['.'] });
  return [
    ...tables.flatMap(({ key, columns, mappedBy }) => [`table ${key} of ${mappedBy.join(', ') || 'no class'}`, ...columns.map((column) => columnLine(`table ${key}`, column))]),
    ...mappers.flatMap(({ entity, columns, relationships }) => [
      ...columns.map(({ key, table, name }) => `${entity}.${key}: ${table ?? ''}.${name}`),
      ...relationships.map((relationship) => relationshipLine(entity, relationship)),
    ]),
  ];
}

function columnLine(owner: string, column: ColumnJson): string {
  const facts = [column.type, column.nullable ? 'NULL' : 'NOT NULL', ...(column.primaryKey ? ['primary key'] : []), ...(column.unique ? ['unique'] : []), ...column.foreignKeys.map((key) => `→ ${key}`)];
  return `${owner}.${column.name}: ${facts.join(' ')}`;
}

/** All that decides what the relationship does; not where and how it is written. */
function relationshipLine(entity: string, relationship: RelationshipJson): string {
  const { secondary, secondaryjoin, cardinality } = relationship;
  const through = secondary === null ? '' : ` through ${secondary}, ${secondaryjoin ?? ''}`;
  const usual = { viewonly: false, lazy: 'select', innerjoin: false, postUpdate: false, passiveDeletes: false, singleParent: false, orderBy: null, overlaps: null, dynamic: null };
  const { viewonly, lazy, innerjoin, postUpdate, passiveDeletes, singleParent, orderBy, overlaps, dynamic } = relationship;
  const unusual = Object.entries({ viewonly, lazy, innerjoin, postUpdate, passiveDeletes, singleParent, orderBy, overlaps, dynamic }).filter(([name, value]) => usual[name as keyof typeof usual] !== value);
  return [
    `${entity}.${relationship.key} → ${relationship.target ?? 'unknown'} ${relationship.direction ?? ''}`,
    `on ${relationship.primaryjoin ?? ''}${through}`,
    `writes ${relationship.synchronizePairs.map(([from, to]) => `${from} to ${to}`).join(', ') || 'nothing'}`,
    `${cardinality?.source ?? '?'}—${cardinality?.target ?? '?'} ${relationship.collectionClass ?? (relationship.uselist === true ? 'list' : 'one')}`,
    `reverse ${relationship.reverse.join(', ') || 'none'}`,
    `cascade ${relationship.cascade.join(', ')}`,
    ...unusual.map(([name, value]) => `${name} ${String(value)}`),
  ].join(' · ');
}
