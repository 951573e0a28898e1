/**
 * `npm run conformance`: our graph of every scenario against SQLAlchemy's own, per version and chapter.
 *
 *   --version 1.4|2.0|2.1   one version      --only ID,ID   these scenarios     --verbose       every difference by field
 *   --json                  for programs     --coverage     scenarios per rule  --update-known  rewrite known-differences.json
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { coverageTable } from './coverage';
import { readKnown, writeKnown } from './known';
import { runAll } from './run';
import type { Outcome } from './run';
import { VERSIONS, loadScenarios } from './scenarios';
import type { Finding } from './compare';

const FOLDER = path.join(process.cwd(), 'test/oracle');

function main(): number {
  const { values: options } = parseArgs({
    options: {
      version: { type: 'string' },
      only: { type: 'string' },
      verbose: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      coverage: { type: 'boolean', default: false },
      'update-known': { type: 'boolean', default: false },
    },
  });
  const scenarios = loadScenarios(FOLDER);
  if (options.coverage) {
    console.log(coverageTable(scenarios, FOLDER));
    return 0;
  }
  const versions = VERSIONS.filter((version) => options.version === undefined || options.version === version);
  const only = options.only?.split(',');
  const chosen = scenarios.filter((scenario) => only === undefined || only.includes(scenario.id));
  const outcomes = runAll(FOLDER, chosen, versions);
  if (options['update-known']) {
    const known = writeKnown(FOLDER, outcomes);
    console.log(`known-differences.json: ${String(known.length)} entries`);
    return 0;
  }
  if (options.json) console.log(JSON.stringify(outcomes.map(({ scenario, ...outcome }) => ({ id: scenario.id, ...outcome })), null, 1));
  else for (const version of versions) printVersion(version, outcomes, options.verbose || only !== undefined);
  const known = new Set(readKnown(FOLDER).map((each) => each.scenario));
  const unknown = outcomes.filter((outcome) => outcome.status === 'different' && !known.has(`${outcome.scenario.id}@${outcome.version}`));
  return unknown.length > 0 ? 1 : 0;
}

function printVersion(version: string, all: readonly Outcome[], verbose: boolean): void {
  const outcomes = all.filter((outcome) => outcome.version === version);
  const chapters = [...new Set(outcomes.map((outcome) => outcome.chapter))].sort((left, right) => Number(left) - Number(right));
  console.log(`SQLAlchemy ${version}\n  chapter  scenarios  equal  dynamic  different  inapplicable`);
  for (const chapter of chapters) printRow(chapter, outcomes.filter((outcome) => outcome.chapter === chapter));
  printRow('all', outcomes);
  const notEqual = outcomes.filter((outcome) => outcome.status === 'different' || outcome.status === 'dynamic');
  for (const outcome of notEqual) printOutcome(outcome, verbose);
  console.log('');
}

function printRow(name: string, outcomes: readonly Outcome[]): void {
  const count = (status: Outcome['status']): string => String(outcomes.filter((outcome) => outcome.status === status).length);
  const cells = [String(outcomes.length), count('equal'), count('dynamic'), count('different'), count('inapplicable')];
  const widths = [9, 5, 7, 9, 12];
  console.log(`  ${name.padEnd(7)}  ${cells.map((cell, at) => cell.padStart(widths[at] ?? 0)).join('  ')}`);
}

function printOutcome(outcome: Outcome, verbose: boolean): void {
  const fields = [...new Set(outcome.findings.map((finding) => finding.field))].join(', ');
  console.log(`  ${outcome.status} ${outcome.scenario.id} (${outcome.scenario.rule.join(', ')}): ${fields}`);
  if (verbose) for (const finding of outcome.findings) printFinding(finding);
}

function printFinding(finding: Finding): void {
  console.log(`    ${finding.subject} ${finding.field}${finding.kind === 'dynamic' ? ' (dynamic)' : ''}`);
  console.log(`      SQLAlchemy: ${JSON.stringify(finding.expected)}\n      ours:       ${JSON.stringify(finding.actual)}`);
}

process.exitCode = main();
