import { readFileSync, writeFileSync } from 'node:fs';
import type { GraphJson, ProblemJson } from '../../core/export/graphJson';
import { reasonOf } from '../../host/node/files';
import { baselineText, readBaseline, withoutAccepted } from '../baseline';
import type { CommandLine } from '../commandLine';
import { fixed } from '../fixed';
import { loadProject } from '../load';
import { print, warn } from '../output';
import { githubReport } from '../reports/github';
import { junitReport } from '../reports/junit';
import type { ReportFormat } from '../reports/report';
import { sarifReport } from '../reports/sarif';
import { jsonReport, textReport } from '../reports/text';
import { UsageError } from '../usage';

const FORMATS: Readonly<Record<string, ReportFormat>> = { text: textReport, json: jsonReport, github: githubReport, sarif: sarifReport, junit: junitReport };

/** Prints the problems. Exit code 1 when one is an error, else 0. */
export function check(line: CommandLine): number {
  const format = FORMATS[line.isJson ? 'json' : (line.format ?? 'text')];
  if (format === undefined) throw new UsageError(`check has no format ${line.format}; it has ${Object.keys(FORMATS).join(', ')}`);
  const loaded = loadProject(line.positionals, line);
  warn(loaded.warnings);
  const analysis = line.isFix ? fixed(loaded) : loaded.analysis;
  const graph = analysis.graphJson({ roots: loaded.roots });
  const problems = newProblems(graph, line);
  print(format({ graph, problems }));
  return problems.some((problem) => problem.severity === 'error') ? 1 : 0;
}

/** Those that the baseline does not hold; with `--update-baseline` it holds them all. */
function newProblems({ problems }: GraphJson, { baseline, isUpdateBaseline }: CommandLine): readonly ProblemJson[] {
  if (baseline === undefined) {
    if (isUpdateBaseline) throw new UsageError('--update-baseline needs --baseline FILE');
    return problems;
  }
  if (isUpdateBaseline) {
    accessing(baseline, () => writeFileSync(baseline, baselineText(problems)));
    return [];
  }
  const accepted = readBaseline(accessing(baseline, () => readFileSync(baseline, 'utf8')));
  if (accepted === undefined) throw new UsageError(`${baseline}: it is not a baseline; write one with --update-baseline`);
  return withoutAccepted(problems, accepted);
}

function accessing<T>(file: string, access: () => T): T {
  try {
    return access();
  } catch (error) {
    throw new UsageError(`${file}: ${reasonOf(error)}`);
  }
}
