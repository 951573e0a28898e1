import type { ProblemJson } from '../../core/export/graphJson';
import type { Report, ReportFormat } from './report';

export const textReport: ReportFormat = (report) => report.problems.map(textLine).join('') + summary(report);

export const jsonReport: ReportFormat = ({ graph, problems }) => `${JSON.stringify({ version: graph.version, sqlalchemy: graph.sqlalchemy, problems }, undefined, 2)}\n`;

function textLine(problem: ProblemJson): string {
  const runTime = problem.sqlalchemy === null ? '' : `\n    ${problem.sqlalchemy.class}: ${problem.sqlalchemy.message}`;
  return `${problem.file}:${problem.line}:${problem.column}: ${problem.severity}: ${problem.message} [${problem.code}]${runTime}\n`;
}

function summary({ graph: { mappers, sqlalchemy }, problems }: Report): string {
  const relationships = mappers.reduce((sum, mapper) => sum + mapper.relationships.length, 0);
  const count = (severity: string): number => problems.filter((problem) => problem.severity === severity).length;
  return `${mappers.length} entities, ${relationships} relationships, SQLAlchemy ${sqlalchemy} rules: ${count('error')} errors, ${count('warning')} warnings, ${count('hint') + count('information')} hints\n`;
}
