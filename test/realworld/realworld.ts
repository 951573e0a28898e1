/**
 * `npm run realworld`: our graph of real packages against what SQLAlchemy configures for them, field by field.
 *
 *   --only NAME,NAME   these packages     --verbose   every difference     --json   for programs
 *
 * At the end, how often each kind of hint fires; docs/problems/sampling.md says whether they are right.
 *
 * The sources are those that `python3 test/realworld/packages.py install` put into .cache/realworld; the answers are committed.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { causeOf, readCauses } from './causes';
import type { Cause } from './causes';
import { measurePackage } from './measure';
import type { Measured } from './measure';
import { readPackages } from './packages';

const FOLDER = path.join(process.cwd(), 'test/realworld');
const COLUMNS = ['relationships', 'found', 'target', 'direction', 'uselist', 'secondary', 'pair', 'join', 'other', 'dynamic', 'extra', 'errors', 'warnings', 'mappers'] as const;

function main(): number {
  const { values: options } = parseArgs({
    options: { only: { type: 'string' }, verbose: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
  });
  const only = options.only?.split(',');
  const packages = readPackages(FOLDER).filter((each) => only === undefined || only.includes(each.name));
  const missing = packages.filter((each) => each.files.size === 0).map((each) => each.name);
  const measured = packages.filter((each) => each.files.size > 0).map(measurePackage);
  if (options.json) console.log(JSON.stringify(measured, null, 1));
  else printAll(measured, readCauses(FOLDER), options.verbose || only !== undefined);
  if (missing.length > 0) console.log(`not installed: ${missing.join(', ')}; run python3 test/realworld/packages.py install`);
  return missing.length > 0 || measured.length === 0 ? 1 : 0;
}

function printAll(measured: readonly Measured[], causes: readonly Cause[], verbose: boolean): void {
  console.log(`${'package'.padEnd(28)}${COLUMNS.map((name) => name.padStart(widthOf(name))).join('')}`);
  for (const each of measured) console.log(row(each.name, each));
  console.log(row('all', total(measured)));
  for (const each of measured) printDifferences(each, causes, verbose);
  printHintRates(measured);
}

/** How often each kind of hint fires: for 100 relationships in all packages, and in which packages how often. */
function printHintRates(measured: readonly Measured[]): void {
  const relationships = total(measured).figures.relationships;
  const codes = [...new Set(measured.flatMap(({ hints }) => hints.map(({ code }) => code)))];
  const rows = codes.map((code) => {
    const byPackage = measured.map(({ name, hints }) => ({ name, count: hints.filter((hint) => hint.code === code).length })).filter(({ count }) => count > 0);
    return { code, count: byPackage.reduce((sum, { count }) => sum + count, 0), byPackage };
  });
  console.log(`\nhints for 100 of ${String(relationships)} relationships`);
  for (const { code, count, byPackage } of rows.sort((a, b) => b.count - a.count)) {
    console.log(`  ${code.padEnd(38)}${((100 * count) / relationships).toFixed(2).padStart(6)}   ${byPackage.map(({ name, count: own }) => `${name} ${String(own)}`).join(', ')}`);
  }
}

function widthOf(column: string): number {
  return Math.max(column.length, 6) + 2;
}

type Figures = Measured['figures'];

function row(name: string, { figures }: { readonly figures: Figures }): string {
  const cells = COLUMNS.map((column) => {
    const value = figures[column];
    const isShare = !['relationships', 'dynamic', 'extra', 'errors', 'warnings', 'mappers'].includes(column) && figures.relationships > 0;
    return (isShare ? `${((100 * value) / figures.relationships).toFixed(1)}%` : String(value)).padStart(widthOf(column));
  });
  return name.padEnd(28) + cells.join('');
}

function total(measured: readonly Measured[]): { readonly figures: Figures } {
  const sum = (column: keyof Figures): number => measured.reduce((result, each) => result + each.figures[column], 0);
  return { figures: Object.fromEntries(COLUMNS.map((column) => [column, sum(column)])) as unknown as Figures };
}

function printDifferences(measured: Measured, causes: readonly Cause[], verbose: boolean): void {
  const { findings, falseAlarms } = measured;
  console.log(`\n${measured.name} (SQLAlchemy ${measured.sqlalchemy}${measured.note}): ${String(findings.length)} fields not equal, ${String(falseAlarms.length)} false alarms`);
  const shown = verbose ? findings : findings.slice(0, 5);
  for (const finding of shown) {
    const cause = causeOf(causes, measured.name, finding);
    console.log(`  ${finding.kind} ${finding.subject} ${finding.field}${cause === undefined ? '' : ` — ${cause}`}`);
    console.log(`    SQLAlchemy: ${JSON.stringify(finding.expected)}\n    ours:       ${JSON.stringify(finding.actual)}`);
  }
  if (shown.length < findings.length) console.log(`  ${String(findings.length - shown.length)} more with --verbose`);
  for (const problem of verbose ? falseAlarms : falseAlarms.slice(0, 5)) console.log(`  ${problem.file}:${String(problem.line)} ${problem.code}: ${problem.message}`);
}

process.exitCode = main();
