import type { ProblemJson } from '../../core/export/graphJson';
import type { ReportFormat } from './report';

/** Workflow commands, which GitHub shows as annotations. */
export const githubReport: ReportFormat = ({ problems }) => problems.map(githubLine).join('');

const LEVELS: Readonly<Record<string, string>> = { error: 'error', warning: 'warning' };

/** With GitHub's own escapes for `%`, line ends, `:` and `,`. */
function githubLine(problem: ProblemJson): string {
  const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
  const place = `file=${property(problem.file)},line=${problem.line},col=${problem.column},endLine=${problem.endLine},endColumn=${problem.endColumn}`;
  return `::${LEVELS[problem.severity] ?? 'notice'} ${place},title=${property(problem.code)}::${data(problem.message)}\n`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
