/** An answer as the graph that would equal it: for tests of the comparison itself. */
import type { GraphJson, ProblemJson } from '../../server/src/core/export/graphJson';
import type { Answer, Utterance } from './scenarios';

export function playback(answer: Answer): GraphJson {
  return {
    version: 1,
    sqlalchemy: '2.1',
    roots: ['.'],
    mappers: answer.mappers.map((mapper) => ({
      ...mapper,
      line: mapper.line ?? 1,
      dynamic: null,
      relationships: mapper.relationships.map((relationship) => ({ ...relationship, file: mapper.file, line: mapper.line ?? 1 })),
    })),
    tables: answer.tables.map((table) => ({ ...table, file: 'scenario.py', line: 1, mappedBy: [] })),
    problems: [...(answer.error === null ? [] : [answer.error]), ...answer.warnings].map(problemOf),
  };
}

function problemOf(utterance: Utterance): ProblemJson {
  const page = utterance.code === null ? null : `https://sqlalche.me/e/21/${utterance.code}`;
  const place = { file: 'scenario.py', line: 1, column: 1, endLine: 1, endColumn: 2 };
  const severity = utterance.class.endsWith('Warning') ? 'warning' : 'error';
  return {
    ...place,
    code: 'foretold',
    severity,
    message: utterance.message,
    entity: null,
    relationship: null,
    sqlalchemy: { class: utterance.class, message: utterance.message, page },
  };
}
