/** The relationship graph as the stable JSON of `sqlalchemy-relationships graph --json`; its schema is docs/graph.schema.json. */
import type { Anchor, Place } from '../declarations/anchor';
import { strOf } from '../evaluate/pythonText';
import type { Value } from '../evaluate/values';
import type { ProblemResult } from '../problems/problem';
import type { Column, ForeignKey, Selectable, Table } from '../mapping/schema/schema';
import type { Direction, Mapper, MapperGraph, Multiplicity, Relationship, SqlAlchemyVersion } from '../mapping/mapper';
import { resolveForeignKey } from '../mapping/schema/createForeignKey';
import { propertiesOwnedBy } from '../mapping/views';
import { printColumn, printSelectable, printSql } from '../mapping/sql/print';
import type { Position } from '../text/span';

export const GRAPH_JSON_VERSION = 1;

export interface GraphJson {
  readonly version: typeof GRAPH_JSON_VERSION;
  readonly sqlalchemy: SqlAlchemyVersion;
  /** As given by the caller; every `file` is relative to the first, with `/`. */
  readonly roots: readonly string[];
  readonly mappers: readonly MapperJson[];
  /** Tables that no class maps have an empty `mappedBy`. */
  readonly tables: readonly TableJson[];
  readonly problems: readonly ProblemJson[];
}

export interface MapperJson {
  readonly entity: string;
  readonly name: string;
  readonly module: string;
  readonly file: string;
  /** 1-based line of the class statement. */
  readonly line: number;
  readonly table: string | null;
  readonly inherits: string | null;
  readonly inheritance: 'joined' | 'single' | 'concrete' | null;
  readonly polymorphicIdentity: string | null;
  readonly primaryKey: readonly string[];
  readonly columns: readonly ColumnJson[];
  readonly relationships: readonly RelationshipJson[];
  /** Why more may exist than is listed; null when all is known. */
  readonly dynamic: string | null;
}

export interface ColumnJson {
  /** Attribute name for a mapper's columns, key in `table.c` for a table's. */
  readonly key: string;
  readonly name: string;
  readonly table: string | null;
  readonly type: string;
  readonly nullable: boolean;
  readonly primaryKey: boolean;
  readonly unique: boolean;
  readonly foreignKeys: readonly string[];
}

export interface RelationshipJson {
  readonly key: string;
  /** The class or mixin whose body states it; for one that a backref makes, the class that receives it. */
  readonly declaredOn: string;
  readonly file: string;
  readonly line: number;
  readonly createdByBackref: string | null;
  readonly target: string | null;
  readonly direction: Direction | null;
  readonly uselist: boolean | null;
  readonly backPopulates: string | null;
  readonly backref: string | null;
  readonly reverse: readonly string[];
  readonly primaryjoin: string | null;
  readonly secondaryjoin: string | null;
  readonly secondary: string | null;
  readonly localRemotePairs: readonly (readonly [string, string])[];
  readonly synchronizePairs: readonly (readonly [string, string])[];
  readonly remoteSide: readonly string[];
  readonly foreignKeys: readonly string[];
  readonly viewonly: boolean;
  readonly lazy: string;
  readonly cascade: readonly string[];
  readonly collectionClass: string | null;
  readonly orderBy: string | null;
  readonly overlaps: string | null;
  readonly innerjoin: boolean;
  readonly postUpdate: boolean;
  readonly passiveDeletes: boolean | 'all';
  readonly singleParent: boolean;
  readonly cardinality: { readonly source: Multiplicity; readonly target: Multiplicity } | null;
  readonly dynamic: string | null;
}

export interface TableJson {
  readonly key: string;
  readonly file: string;
  readonly line: number;
  readonly columns: readonly ColumnJson[];
  /** Entities mapped to it. */
  readonly mappedBy: readonly string[];
}

export interface ProblemJson {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly file: string;
  /** 1-based; columns count UTF-16 units, the end is exclusive. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly entity: string | null;
  readonly relationship: string | null;
  readonly sqlalchemy: { readonly class: string; readonly message: string; readonly page: string | null } | null;
}

export interface GraphJsonOptions {
  readonly roots: readonly string[];
}

/** What the writer needs to know of the workspace besides the graph. */
export interface GraphJsonSource {
  readonly graph: MapperGraph;
  /** In the order SQLAlchemy would raise or warn, own hints last. */
  readonly problems: readonly ProblemResult[];
  placeOf(anchor: Anchor): Place | undefined;
  /** Path below the first root, or how an installed file is named. */
  pathOf(file: Place['file']): string;
  positionAt(file: Place['file'], offset: number): Position;
}

export function graphJsonOf(source: GraphJsonSource, options: GraphJsonOptions): GraphJson {
  return {
    version: GRAPH_JSON_VERSION,
    sqlalchemy: source.graph.sqlalchemy,
    roots: options.roots,
    mappers: source.graph.mappers.map((mapper) => mapperJson(mapper, source)),
    tables: source.graph.tables.map((table) => tableJson(table, source)),
    problems: source.problems.map((problem) => problemJson(problem, source)),
  };
}

function mapperJson(mapper: Mapper, source: GraphJsonSource): MapperJson {
  const owned = propertiesOwnedBy(mapper);
  return {
    entity: mapper.entity,
    name: mapper.name,
    module: mapper.cls.module.name,
    ...fileAndLine(mapper.cls.nameAnchor, source),
    table: mapper.inheritance === 'single' || mapper.localTable.kind !== 'table' ? null : mapper.localTable.key,
    inherits: mapper.inherits?.entity ?? null,
    inheritance: mapper.inheritance ?? null,
    polymorphicIdentity: identityText(mapper.polymorphicIdentity),
    primaryKey: mapper.primaryKey.map(printColumn),
    columns: [...mapper.properties.values()].flatMap((property) => {
      const column = property.kind === 'columnProperty' ? property.columns[0] : undefined;
      return column === undefined ? [] : [columnJson(property.key, column)];
    }),
    relationships: owned.flatMap((property) => (property.kind === 'relationship' ? [relationshipJson(property, source)] : [])),
    dynamic: mapper.openReason ?? null,
  };
}

function relationshipJson(relationship: Relationship, source: GraphJsonSource): RelationshipJson {
  const pairText = (pairs: Relationship['localRemotePairs']): [string, string][] => pairs.map(([left, right]) => [printColumn(left), printColumn(right)]);
  return {
    key: relationship.key,
    declaredOn: relationship.createdByBackref === undefined ? `${relationship.declaredOn.module.name}.${relationship.declaredOn.qualifiedName}` : relationship.parent.entity,
    ...fileAndLine(relationship.nameAnchor, source),
    createdByBackref: relationship.createdByBackref === undefined ? null : attributeName(relationship.createdByBackref),
    target: relationship.target?.entity ?? null,
    direction: relationship.direction ?? null,
    uselist: relationship.uselist ?? null,
    backPopulates: relationship.backPopulates ?? null,
    backref: relationship.backref ?? null,
    reverse: relationship.reverse.map(attributeName).sort(),
    primaryjoin: relationship.primaryjoin === undefined ? null : printSql(relationship.primaryjoin),
    secondaryjoin: relationship.secondaryjoin === undefined ? null : printSql(relationship.secondaryjoin),
    secondary: relationship.secondary === undefined ? null : selectableText(relationship.secondary),
    localRemotePairs: pairText(relationship.localRemotePairs),
    synchronizePairs: pairText(relationship.synchronizePairs),
    remoteSide: relationship.remoteSide.map(printColumn).sort(),
    foreignKeys: relationship.foreignKeyColumns.map(printColumn).sort(),
    viewonly: relationship.viewonly,
    lazy: relationship.lazy,
    cascade: relationship.cascade,
    collectionClass: relationship.collectionClass ?? null,
    orderBy: relationship.orderBy ?? null,
    overlaps: relationship.overlaps ?? null,
    innerjoin: relationship.innerjoin,
    postUpdate: relationship.postUpdate,
    passiveDeletes: relationship.passiveDeletes,
    singleParent: relationship.singleParent,
    cardinality: relationship.cardinality ?? null,
    dynamic: relationship.dynamic ?? null,
  };
}

function attributeName(relationship: Relationship): string {
  return `${relationship.parent.entity}.${relationship.key}`;
}

function tableJson(table: Table, source: GraphJsonSource): TableJson {
  return {
    key: table.key,
    ...fileAndLine(table.anchor, source),
    columns: [...table.columns.values()].map((column) => columnJson(column.key, column)),
    mappedBy: source.graph.mappersOf(table).map((mapper) => mapper.entity),
  };
}

function columnJson(key: string, column: Column): ColumnJson {
  return {
    key,
    name: column.name,
    table: column.table === undefined ? null : selectableText(column.table),
    type: column.type.name,
    nullable: column.nullable,
    primaryKey: column.primaryKey,
    unique: column.unique,
    foreignKeys: column.foreignKeys.flatMap(targetText).sort(),
  };
}

/** The referenced column as a column's name; the text as written where it leads to no known column. */
function targetText(foreignKey: ForeignKey): readonly string[] {
  const resolved = resolveForeignKey(foreignKey);
  if (resolved.kind === 'column') return [printColumn(resolved.column)];
  return foreignKey.target.kind === 'text' ? [foreignKey.target.spec] : [];
}

function selectableText(selectable: Selectable): string {
  return selectable.kind === 'table' ? selectable.key : printSelectable(selectable);
}

function identityText(value: Value | undefined): string | null {
  switch (value?.kind) {
    case undefined:
    case 'none':
      return null;
    case 'string':
      return value.value;
    case 'number':
    case 'boolean':
      return String(value.value);
    case 'attribute':
      return strOf(value) ?? (value.object.kind === 'class' ? `${value.object.name}.${value.name}` : value.name);
    default:
      return null;
  }
}

function fileAndLine(anchor: Anchor, source: GraphJsonSource): { readonly file: string; readonly line: number } {
  const place = source.placeOf(anchor);
  return {
    file: source.pathOf(anchor.file),
    line: place === undefined ? 1 : source.positionAt(place.file, place.span.start).line + 1,
  };
}

function problemJson(problem: ProblemResult, source: GraphJsonSource): ProblemJson {
  const start = source.positionAt(problem.file, problem.span.start);
  const end = source.positionAt(problem.file, problem.span.end);
  return {
    code: problem.code,
    severity: problem.severity,
    message: problem.message,
    file: source.pathOf(problem.file),
    line: start.line + 1,
    column: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
    entity: problem.entity ?? null,
    relationship: problem.relationship ?? null,
    sqlalchemy: problem.sqlalchemy === undefined ? null : { ...problem.sqlalchemy, page: problem.sqlalchemy.page ?? null },
  };
}
