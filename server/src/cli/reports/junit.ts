import type { ProblemJson } from '../../core/export/graphJson';
import { groupBy } from '../../core/features/groupBy';
import type { ReportFormat } from './report';

/** One test case a file with models; errors and warnings are its failures, hints are told in its output. */
export const junitReport: ReportFormat = ({ graph, problems }) => {
  const byFile = groupBy(problems, ({ file }) => file);
  const files = [...new Set([...graph.mappers.map(({ file }) => file), ...byFile.keys()])].sort();
  const cases = files.map((file) => testCase(file, byFile.get(file) ?? []));
  const failures = problems.filter(isFailure).length;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n  <testsuite name="sqlalchemy-relationships" tests="${files.length}" failures="${failures}">\n${cases.join('')}  </testsuite>\n</testsuites>\n`;
};

function isFailure({ severity }: ProblemJson): boolean {
  return severity === 'error' || severity === 'warning';
}

function testCase(file: string, problems: readonly ProblemJson[]): string {
  const lines = problems.map((problem) => (isFailure(problem) ? failure(problem) : `      <system-out>${escaped(textOf(problem))}</system-out>\n`));
  const head = `    <testcase classname="models" name="${escaped(file)}"`;
  return lines.length === 0 ? `${head}/>\n` : `${head}>\n${lines.join('')}    </testcase>\n`;
}

function failure(problem: ProblemJson): string {
  return `      <failure type="${escaped(problem.code)}" message="${escaped(problem.message)}">${escaped(textOf(problem))}</failure>\n`;
}

function textOf(problem: ProblemJson): string {
  const runTime = problem.sqlalchemy === null ? '' : `\n${problem.sqlalchemy.class}: ${problem.sqlalchemy.message}`;
  return `${problem.file}:${problem.line}:${problem.column}: ${problem.severity}: ${problem.message} [${problem.code}]${runTime}`;
}

function escaped(text: string): string {
  // eslint-disable-next-line no-control-regex -- XML knows no escape for control characters
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '');
}
