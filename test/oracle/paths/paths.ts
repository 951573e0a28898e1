/** The paths that are asked about, and the statements we write for them. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { analysisOfFiles } from '../../../server/src/cli/api';

export const ANSWERS = path.resolve(import.meta.dirname, '../answers/paths.json');

export interface PathAnswer {
  readonly from: string;
  readonly to: string;
  readonly select: string;
  /** The FROM clause by SQLAlchemy's version. */
  readonly sql: Readonly<Record<string, string>>;
}

/** Every statement for every two entities of `models.py`, of each pair the best. */
export function statements(folder: string): readonly Pick<PathAnswer, 'from' | 'to' | 'select'>[] {
  const analysis = analysisOfFiles(new Map([['models.py', readFileSync(path.join(folder, 'models.py'), 'utf8')]]), { sqlalchemy: '2.0' });
  const entities = analysis.graph.mappers.map(({ entity, name }) => ({ entity, name }));
  return entities.flatMap((from) =>
    entities.flatMap((to) => analysis.paths(from.entity, to.entity).slice(0, from === to ? 6 : 2).flatMap(({ select }) => (select === undefined ? [] : [{ from: from.name, to: to.name, select }]))),
  );
}
