/** The diagram of a mapper graph: what `product.md` calls entities, pairs, folded association tables, and the rest that joins tables. */
import type { Mapper, MapperGraph, Relationship } from '../mapping/mapper';
import type { Column, Table } from '../mapping/schema/schema';
import type { Diagram, DiagramColumn, DiagramEdge, DiagramEntity, DiagramOptions, DiagramProblem } from './diagram';
import { Entities } from './entities';
import { foreignKeyEdges } from './foreignKeyEdges';
import { focusOn } from './focus';
import { groupEntities } from './groups';
import { inheritanceEdges } from './inheritanceEdges';
import { relationshipEdges } from './relationshipEdges';

/** What a problem has to say to be drawn; the results of `problems` do. */
export interface ProblemToDraw {
  readonly severity: DiagramProblem['severity'];
  readonly message: string;
  readonly entity?: string;
  readonly relationship?: string;
}

/** The whole schema, or the neighbourhood of `options.focus` when a depth is given. */
export function diagramOf(graph: MapperGraph, problems: readonly ProblemToDraw[], options: DiagramOptions): Diagram {
  const entities = new Entities(graph, options.foldAssociationTables ? foldedTables(graph) : new Set());
  const relationships = relationshipEdges(entities, relationshipsOf(graph.mappers));
  const inheritance = inheritanceEdges(entities, graph.mappers);
  const withoutProblems = [...relationships.edges, ...inheritance, ...foreignKeyEdges(entities, graph.tables, [...relationships.edges, ...inheritance])];
  const edges = withoutProblems.map((edge) => ({ ...edge, problems: problemsOfEdge(edge, problems) }));
  const shown = entities.all.map(({ id, mapper, table }) => entityOf({ id, mapper, table, entities, problems }));
  const grouped = groupEntities(shown, edges);
  const whole: Diagram = {
    entities: grouped.entities,
    edges,
    groups: grouped.groups,
    notes: [...relationships.notes, ...hiddenTables(graph, entities)],
    ...(options.focus === undefined ? {} : { focus: options.focus }),
  };
  return options.focus === undefined || options.depth === undefined ? whole : focusOn(whole, options.focus, options.depth);
}

/** Relationships by the mapper that owns them: inherited ones once, copies of a mixin's each. */
function relationshipsOf(mappers: readonly Mapper[]): readonly Relationship[] {
  return mappers.flatMap((mapper) => [...mapper.properties.values()].filter((property): property is Relationship => property.kind === 'relationship' && property.parent === mapper));
}

/** Tables that no class maps and that stand between two others: they become part of a many-to-many line. */
function foldedTables(graph: MapperGraph): ReadonlySet<Table> {
  const folded = new Set<Table>();
  for (const { secondary, target } of relationshipsOf(graph.mappers)) {
    if (secondary?.kind === 'table' && target !== undefined && graph.mappersOf(secondary).length === 0) folded.add(secondary);
  }
  return folded;
}

function hiddenTables(graph: MapperGraph, entities: Entities): readonly string[] {
  return graph.tables.filter((table) => entities.folded.has(table)).map(({ key }) => `Table \`${key}\` is drawn as a many-to-many line`);
}

interface EntityInput {
  readonly id: string;
  readonly mapper: Mapper | undefined;
  readonly table: Table | undefined;
  readonly entities: Entities;
  readonly problems: readonly ProblemToDraw[];
}

function entityOf({ id, mapper, table, entities, problems }: EntityInput): DiagramEntity {
  const columns = entities.rowsOf(id).map(({ key, column }) => columnOf(key, column, table, mapper));
  const own = problems.filter((problem) => problem.entity !== undefined && problem.entity === mapper?.entity);
  const dynamic = mapper?.openReason ?? table?.openReason;
  return {
    id,
    kind: mapper === undefined ? 'table' : 'entity',
    name: mapper?.name ?? table?.name ?? id,
    ...(mapper?.inheritance === 'single' || table === undefined ? {} : { table: table.key }),
    module: mapper === undefined ? '' : mapper.cls.module.name,
    group: mapper === undefined ? '' : mapper.cls.module.name,
    columns,
    ...(mapper?.inheritance === undefined ? {} : { inheritance: mapper.inheritance }),
    isAssociation: table !== undefined && mapper?.inherits === undefined && isAssociation(table),
    ...(dynamic === undefined ? {} : { dynamic }),
    problems: own.map(({ severity, message, relationship }) => ({ severity, message, ...(relationship === undefined ? {} : { member: relationship }) })),
  };
}

function columnOf(key: string, column: Column, table: Table | undefined, mapper: Mapper | undefined): DiagramColumn {
  const name = column.name === '' ? key : column.name;
  return {
    key,
    name: name === key ? key : `${key} (${name})`,
    type: column.type.name === 'NullType' ? '' : column.type.text,
    isPrimaryKey: column.primaryKey || (mapper?.primaryKey.includes(column) ?? false),
    isForeignKey: column.foreignKeys.length > 0,
    isNullable: column.nullable,
    isUnique: column.unique || (table?.uniqueKeys.some(({ kind, columns }) => kind !== 'primaryKey' && columns.length === 1 && columns[0] === column) ?? false),
  };
}

/** Two foreign keys on separate columns, none of them nullable, and a unique key that lies within them and touches both. */
function isAssociation(table: Table): boolean {
  const groups = table.foreignKeyConstraints.map(({ elements }) => elements.map(({ parent }) => parent));
  const [first, second] = groups;
  if (groups.length !== 2 || first === undefined || second === undefined) return false;
  const all = [...first, ...second];
  if (new Set(all).size !== all.length || all.some(({ nullable, primaryKey }) => nullable && !primaryKey)) return false;
  const keys = [table.primaryKey, ...table.uniqueKeys.map(({ columns }) => columns)];
  return keys.some((key) => key.every((column) => all.includes(column)) && key.some((column) => first.includes(column)) && key.some((column) => second.includes(column)));
}

/** A problem of a relationship is drawn on its line; problems of others only on the card. */
function problemsOfEdge({ source, target }: DiagramEdge, problems: readonly ProblemToDraw[]): readonly DiagramProblem[] {
  return problems
    .filter(({ entity, relationship }) => relationship !== undefined && [source, target].some((end) => end.entity === entity && end.relationship === relationship))
    .map(({ severity, message, relationship }) => ({ severity, message, ...(relationship === undefined ? {} : { member: relationship }) }));
}
