import type { ProblemJson } from '../../core/export/graphJson';
import { CATALOGUE } from '../../core/problems/catalogue';
import { fingerprintsOf } from '../baseline';
import type { ReportFormat } from './report';
import { version } from '../../../../package.json';

const LEVELS: Readonly<Record<ProblemJson['severity'], string>> = { error: 'error', warning: 'warning', information: 'note', hint: 'note' };

/** SARIF 2.1.0, as code scanning services read it. */
export const sarifReport: ReportFormat = ({ problems }) => {
  const codes = new Set(problems.map(({ code }) => code));
  const rules = CATALOGUE.filter(({ code }) => codes.has(code)).map(({ code, summary }) => ({ id: code, shortDescription: { text: summary } }));
  const fingerprints = fingerprintsOf(problems);
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver: { name: 'sqlalchemy-relationships', version, rules } }, columnKind: 'utf16CodeUnits', results: problems.map((problem, index) => resultOf(problem, fingerprints[index] ?? '')) }],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
};

function resultOf(problem: ProblemJson, fingerprint: string): object {
  const runTime = problem.sqlalchemy === null ? '' : `\n${problem.sqlalchemy.class}: ${problem.sqlalchemy.message}`;
  const region = { startLine: problem.line, startColumn: problem.column, endLine: problem.endLine, endColumn: problem.endColumn };
  return {
    ruleId: problem.code,
    level: LEVELS[problem.severity],
    message: { text: `${problem.message}${runTime}` },
    locations: [{ physicalLocation: { artifactLocation: { uri: encodeURI(problem.file) }, region } }],
    partialFingerprints: { problem: fingerprint },
  };
}
