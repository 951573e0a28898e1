/**
 * Differential fuzzing: programs made of the scenarios by small changes, asked of real SQLAlchemy and compared with our graph.
 *
 *   node test/oracle/run-script.mjs test/oracle/fuzz.ts --seed N --count M [--versions 2.1,2.0] [--match ID] [--examples K]
 *
 * Prints the differences in classes, the most frequent first, each with programs that show it. Programs and answers stay in
 * `.cache/fuzz/SEED-COUNT`, so the same command compares again, after a change of ours, without asking. A class of difference that is
 * understood becomes a scenario. Programs that fail with an error of Python's own, such as a name used before it is bound, are left out.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Finding } from './compare';
import { Random, mutated } from './mutate';
import { outcomeOf } from './run';
import type { Outcome } from './run';
import { VERSIONS, loadScenarios } from './scenarios';
import type { Answer, Inapplicable, Scenario } from './scenarios';

type Version = (typeof VERSIONS)[number];

const FOLDER = path.join(process.cwd(), 'test/oracle');
const ENVIRONMENTS: Readonly<Record<Version, string>> = { '1.4': 'sa14', '2.0': 'sa20', '2.1': 'sa21' };

function main(): void {
  const { values: options } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      count: { type: 'string', default: '300' },
      versions: { type: 'string', default: '2.1,2.0' },
      match: { type: 'string', default: '' },
      examples: { type: 'string', default: '3' },
    },
  });
  const folder = path.join(process.cwd(), '.cache/fuzz', `${options.seed}-${options.count}${options.match}`);
  const programs = programsIn(folder, Number(options.seed), Number(options.count), options.match);
  const outcomes = VERSIONS.filter((version) => options.versions.split(',').includes(version)).flatMap((version) => outcomesOf(folder, programs, version));
  printClasses(folder, outcomes, Number(options.examples));
  for (const version of new Set(outcomes.map((outcome) => outcome.version))) printCounts(version, outcomes);
}

/** Those of an earlier run, or new ones. */
function programsIn(folder: string, seed: number, count: number, match: string): readonly Scenario[] {
  const file = path.join(folder, 'programs.jsonl');
  if (existsSync(file)) return readLines<Scenario>(file);
  const programs = newPrograms(loadScenarios(FOLDER).filter(({ id }) => id.includes(match)), new Random(seed), count);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, programs.map((program) => `${JSON.stringify(program)}\n`).join(''));
  return programs;
}

function newPrograms(scenarios: readonly Scenario[], random: Random, count: number): readonly Scenario[] {
  const programs: Scenario[] = [];
  while (programs.length < count) {
    const scenario = random.oneOf(scenarios);
    if (scenario === undefined) break;
    const python = mutated(scenario.python, random);
    if (python !== undefined) programs.push({ ...scenario, id: `${String(programs.length)}-${scenario.id}`, python });
  }
  return programs;
}

function outcomesOf(folder: string, programs: readonly Scenario[], version: Version): readonly Outcome[] {
  const answers = new Map(answersIn(folder, version).map((answer) => [answer.id, answer]));
  return programs.flatMap((program) => {
    const answer = answers.get(program.id);
    return answer === undefined || 'crash' in answer || isErrorOfPython(answer) ? [] : [outcomeOf(program, version, answer)];
  });
}

function answersIn(folder: string, version: Version): readonly (Answer | Inapplicable)[] {
  const file = path.join(folder, `answers-${version}.jsonl`);
  if (!existsSync(file)) {
    const python = path.join(process.cwd(), '.venv', ENVIRONMENTS[version], 'bin', 'python');
    const done = spawnSync(python, [path.join(FOLDER, 'answer.py'), path.join(folder, 'programs.jsonl')], { encoding: 'utf8', maxBuffer: 1 << 30 });
    if (done.status !== 0) throw new Error(done.stderr);
    writeFileSync(file, done.stdout);
  }
  return readLines<Answer | Inapplicable>(file);
}

/** Raised by Python or by another library, before SQLAlchemy had a say. */
const ERRORS_OF_OTHERS = /^NameError: name |^TypeError: duplicate base class|^TypeError: Cannot create a consistent|^PydanticUserError|^UnboundLocalError|^KeyError/;

function isErrorOfPython(answer: Answer | Inapplicable): boolean {
  return 'error' in answer && answer.error?.phase === 'import' && ERRORS_OF_OTHERS.test(`${answer.error.class}: ${answer.error.message}`);
}

function readLines<T>(file: string): readonly T[] {
  return readFileSync(file, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as T);
}

interface DifferenceClass {
  readonly finding: Finding;
  readonly outcomes: Set<Outcome>;
}

/** Only the first finding of a program counts: the others mostly follow from it. */
function printClasses(folder: string, outcomes: readonly Outcome[], examples: number): void {
  const classes = new Map<string, DifferenceClass>();
  for (const outcome of outcomes) {
    const finding = mainFinding(outcome);
    if (finding === undefined) continue;
    const name = `${finding.kind} ${finding.field}: ${shape(finding.expected)} | ${shape(finding.actual)}`;
    const entry = classes.get(name) ?? { finding, outcomes: new Set() };
    entry.outcomes.add(outcome);
    classes.set(name, entry);
  }
  for (const [name, entry] of [...classes].sort(([, left], [, right]) => right.outcomes.size - left.outcomes.size)) {
    console.log(`\n${String(entry.outcomes.size)} × ${name}`);
    for (const outcome of [...entry.outcomes].slice(0, examples)) printExample(folder, outcome);
  }
}

/** Errors decide what follows, so they come first; a program that is different at one place is not dynamic. */
function mainFinding({ findings }: Outcome): Finding | undefined {
  const different = findings.filter((finding) => finding.kind === 'different');
  const all = different.length > 0 ? different : findings;
  return all.find((finding) => finding.field === 'error') ?? all.find((finding) => finding.field === 'warning') ?? all[0];
}

function printExample(folder: string, outcome: Outcome): void {
  const finding = mainFinding(outcome);
  const file = path.join(folder, `${outcome.scenario.id}.py`);
  writeFileSync(file, outcome.scenario.python);
  console.log(`  ${outcome.version} ${path.relative(process.cwd(), file)} ${finding?.subject ?? ''}`);
  console.log(`    SQLAlchemy: ${JSON.stringify(finding?.expected)}\n    ours:       ${JSON.stringify(finding?.actual)}`);
}

/** A value without the names of the program, so that the same difference of two programs has one name. */
function shape(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'null');
  return text.replace(/'[^']*'|"[^"]*"|<[^>]*>/g, '…').replace(/Mapper\[[^\]]*\)\]/g, '…').replace(/\b[\w]+\.[\w.]+\b/g, '…').slice(0, 110);
}

function printCounts(version: string, all: readonly Outcome[]): void {
  const outcomes = all.filter((outcome) => outcome.version === version);
  const count = (status: Outcome['status']): string => `${String(outcomes.filter((outcome) => outcome.status === status).length)} ${status}`;
  console.log(`\nSQLAlchemy ${version}: ${String(outcomes.length)} programs, ${(['equal', 'dynamic', 'different', 'inapplicable'] as const).map(count).join(', ')}`);
}

main();
