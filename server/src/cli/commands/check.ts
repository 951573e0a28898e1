import type { GraphJson, ProblemJson } from '../../core/export/graphJson';
import type { CommandLine } from '../commandLine';
import { loadProject } from '../load';
import { print, warn } from '../output';
import { UsageError } from '../usage';

const FORMATS: Readonly<Record<string, (graph: GraphJson) => string>> = {
  text: (graph) => graph.problems.map(textLine).join('') + summary(graph),
  json: (graph) => `${JSON.stringify({ version: graph.version, sqlalchemy: graph.sqlalchemy, problems: graph.problems }, undefined, 2)}\n`,
  github: (graph) => graph.problems.map(githubLine).join(''),
};

/** Prints the problems. Exit code 1 when one is an error, else 0. */
export function check(line: CommandLine): number {
  const format = FORMATS[line.isJson ? 'json' : (line.format ?? 'text')];
  if (format === undefined) throw new UsageError(`check has no format ${line.format}; it has ${Object.keys(FORMATS).join(', ')}`);
  const { analysis, roots, warnings } = loadProject(line.positionals, line);
  warn(warnings);
  const graph = analysis.graphJson({ roots });
  print(format(graph));
  return graph.problems.some((problem) => problem.severity === 'error') ? 1 : 0;
}

function textLine(problem: ProblemJson): string {
  const runTime = problem.sqlalchemy === null ? '' : `\n    ${problem.sqlalchemy.class}: ${problem.sqlalchemy.message}`;
  return `${problem.file}:${problem.line}:${problem.column}: ${problem.severity}: ${problem.message} [${problem.code}]${runTime}\n`;
}

function summary({ mappers, problems, sqlalchemy }: GraphJson): string {
  const relationships = mappers.reduce((sum, mapper) => sum + mapper.relationships.length, 0);
  const count = (severity: string): number => problems.filter((problem) => problem.severity === severity).length;
  return `${mappers.length} entities, ${relationships} relationships, SQLAlchemy ${sqlalchemy} rules: ${count('error')} errors, ${count('warning')} warnings, ${count('hint') + count('information')} hints\n`;
}

const GITHUB_LEVEL: Readonly<Record<string, string>> = { error: 'error', warning: 'warning' };

/** A workflow command that GitHub shows as an annotation; its own escapes for `%`, line ends, `:` and `,`. */
function githubLine(problem: ProblemJson): string {
  const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
  const place = `file=${property(problem.file)},line=${problem.line},col=${problem.column},endLine=${problem.endLine},endColumn=${problem.endColumn}`;
  return `::${GITHUB_LEVEL[problem.severity] ?? 'notice'} ${place},title=${property(problem.code)}::${data(problem.message)}\n`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
