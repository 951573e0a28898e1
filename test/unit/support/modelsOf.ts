import { graphOfFiles } from '../../../server/src/cli/api';
import type { ColumnJson, GraphJson, MapperJson } from '../../../server/src/core/export/graphJson';
import type { SqlAlchemyVersion } from '../../../server/src/core/mapping/mapper';

export type Files = string | Readonly<Record<string, string>>;

/** The graph of one module `models`, or of files by path. */
export function modelsOf(files: Files, sqlalchemy: SqlAlchemyVersion = '2.1'): GraphJson {
  const all = typeof files === 'string' ? { 'models.py': files } : files;
  return graphOfFiles(new Map(Object.entries(all)), { sqlalchemy, sourceRoots: [''] });
}

/** `User -> user` or `Admin(User, single) -> user`, for every mapper. */
export function mappersIn(graph: GraphJson): readonly string[] {
  return graph.mappers.map(
    (mapper) => `${mapper.name}${mapper.inherits === null ? '' : `(${lastPart(mapper.inherits)}, ${String(mapper.inheritance)})`} -> ${String(mapper.table)}`,
  );
}

/** `id: Integer pk`, `user_id: Integer null -> user.id`, for every column of the class's mapper or of the table. */
export function columnsIn(graph: GraphJson, name: string): readonly string[] {
  const owner = graph.mappers.find((mapper) => mapper.name === name) ?? graph.tables.find(({ key }) => key === name);
  if (owner === undefined) throw new Error(`no class or table ${name}`);
  return owner.columns.map(columnText);
}

export function mapperIn(graph: GraphJson, name: string): MapperJson {
  const mapper = graph.mappers.find((each) => each.name === name);
  if (mapper === undefined) throw new Error(`no class ${name}`);
  return mapper;
}

/** `User.posts: ONETOMANY Post user.id = post.user_id`, for every relationship. */
export function relationshipsIn(graph: GraphJson): readonly string[] {
  return graph.mappers.flatMap((mapper) =>
    mapper.relationships.map(
      (each) => `${mapper.name}.${each.key}: ${each.dynamic ?? `${String(each.direction)} ${lastPart(each.target ?? '?')} ${String(each.primaryjoin)}`}`,
    ),
  );
}

/** What SQLAlchemy raises and warns, `Class: message`, and what only we say, `code: message`; hints are left out. */
export function problemsIn(graph: GraphJson): readonly string[] {
  return graph.problems
    .filter(({ severity }) => severity !== 'hint')
    .map((problem) => (problem.sqlalchemy === null ? `${problem.code}: ${problem.message}` : `${problem.sqlalchemy.class}: ${problem.sqlalchemy.message}`));
}

function columnText(column: ColumnJson): string {
  const marks = [
    column.primaryKey ? ' pk' : '',
    column.nullable ? ' null' : '',
    column.unique ? ' unique' : '',
    column.foreignKeys.length === 0 ? '' : ` -> ${column.foreignKeys.join(', ')}`,
  ];
  const name = column.name === column.key ? column.key : `${column.key}=${column.name}`;
  return `${name}: ${column.type}${marks.join('')}`;
}

function lastPart(dotted: string): string {
  return dotted.slice(dotted.lastIndexOf('.') + 1);
}
