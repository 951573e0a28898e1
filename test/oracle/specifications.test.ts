/** The models of the specifications, and what the fixes make of them, against what SQLAlchemy says of both. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { analysisOfFiles } from '../../server/src/cli/api';
import { CATALOGUE } from '../../server/src/core/problems/catalogue';
import type { ProblemResult } from '../../server/src/core/problems/problem';
import { nameOf, readKnown } from './known';
import { outcomeOf } from './run';
import type { Outcome } from './run';
import { VERSIONS, loadAnswers } from './scenarios';
import type { Answer } from './scenarios';
import { linesOf, specPrograms } from './specPrograms';
import type { SpecProgram } from './specPrograms';

const FOLDER = path.dirname(fileURLToPath(import.meta.url));
const UPDATE = 'run `node test/oracle/run-script.mjs test/oracle/writeSpecPrograms.ts` and `python3 test/oracle/ask.py --set specifications`';
/** Hints that are off by default have pages too. */
const SHOWN = Object.fromEntries(CATALOGUE.flatMap(({ code, severity }) => (severity === 'off' ? [[code, 'hint' as const]] : [])));
const programs = specPrograms(path.join(FOLDER, '..', '..'));
const answers = new Map(VERSIONS.map((version) => [version, loadAnswers(FOLDER, version, 'specifications')]));
const known = readKnown(FOLDER, 'known-specification-differences.json');

it('has asked SQLAlchemy about the models as they are written', () => {
  expect(readFileSync(path.join(FOLDER, 'specifications.jsonl'), 'utf8') === linesOf(programs), UPDATE).toBe(true);
  for (const version of VERSIONS) expect([...(answers.get(version)?.keys() ?? [])].sort(), UPDATE).toEqual(programs.map(({ id }) => id).sort());
});

describe('the graph is what SQLAlchemy configures', () => {
  it.each(VERSIONS)('SQLAlchemy %s', (version) => {
    const outcomes = programs.map((program) => outcomeOf(program, version, answers.get(version)?.get(program.id)));
    const different = outcomes.filter(({ status }) => status === 'different');
    const listed = known.map((each) => each.scenario).filter((name) => name.endsWith(`@${version}`));
    expect(different.filter((outcome) => !listed.includes(nameOf(outcome))).map(describeOutcome)).toEqual([]);
    expect(listed.filter((name) => !different.map(nameOf).includes(name))).toEqual([]);
  });

  it('has a cause for every known difference', () => {
    expect(known.filter((each) => each.cause.trim() === '')).toEqual([]);
  });
});

describe('a page of a problem', () => {
  const pages = programs.filter(({ id, action }) => id.startsWith('problems/') && action === undefined);

  it('shows wrong models of which SQLAlchemy says what the problem foretells', () => {
    const silent = pages.filter(({ header }) => header.startsWith('Wrong')).flatMap((program) => {
      const heard = utterancesOf(program);
      const foretold = foretoldBy(program).filter(({ code }) => code === program.page);
      const isHeard = foretold.some((problem) => problem.sqlalchemy === undefined || heard?.includes(textOf(problem.sqlalchemy)) === true);
      return isHeard || heard === undefined ? [] : [{ id: program.id, heard, foretold: foretold.map(({ sqlalchemy }) => sqlalchemy) }];
    });
    expect(silent).toEqual([]);
  });

  it('shows right models that SQLAlchemy takes without a word', () => {
    const right = pages.filter(({ header }) => header.startsWith('Right')).map((program) => ({ id: program.id, heard: utterancesOf(program) ?? [] }));
    expect(right.filter(({ heard }) => heard.length > 0)).toEqual([]);
  });
});

describe('a fix', () => {
  const byId = new Map(programs.map((program) => [program.id, program]));
  const fixes = programs.filter(({ action }) => action?.problem !== undefined).map((after) => ({ after, before: byId.get(after.before ?? '') as SpecProgram }));

  it('ends what SQLAlchemy said of its problem', () => {
    const kept = fixes.filter(({ before, after }) => {
      const said = repairedBy(before, after)?.sqlalchemy;
      return said !== undefined && count(utterancesOf(after), textOf(said)) >= Math.max(1, count(utterancesOf(before), textOf(said)));
    });
    expect(kept.map(({ after }) => after.id)).toEqual([]);
  });

  it('lets SQLAlchemy find nothing new', () => {
    const worse = fixes.flatMap(({ before, after }) => {
      const expected = [...(utterancesOf(before) ?? []), ...foretoldBy(before).flatMap(({ sqlalchemy }) => (sqlalchemy === undefined ? [] : [textOf(sqlalchemy)]))];
      const added = (utterancesOf(after) ?? []).filter((said) => !expected.includes(said));
      return added.length === 0 ? [] : [{ id: after.id, added }];
    });
    expect(worse).toEqual([]);
  });
});

/** What SQLAlchemy raised and warned, in the version the specification is about; undefined where that cannot run it. */
function utterancesOf(program: SpecProgram): readonly string[] | undefined {
  const answer = answers.get(program.version)?.get(program.id);
  if (answer === undefined || 'inapplicable' in answer) return undefined;
  return [...(answer.error === null ? [] : [answer.error]), ...answer.warnings].map(textOf);
}

/** Without what differs from run to run. */
function textOf(said: Pick<NonNullable<Answer['error']>, 'class' | 'message'>): string {
  return `${said.class}: ${said.message.replace(/0x[0-9a-fA-F]+/g, '0xADDR')}`;
}

function foretoldBy({ files, version }: SpecProgram): readonly ProblemResult[] {
  return analysisOfFiles(new Map(Object.entries(files ?? {})), { sqlalchemy: version, sourceRoots: [''] }).problems({ severity: SHOWN });
}

function repairedBy(before: SpecProgram, after: SpecProgram): ProblemResult | undefined {
  const problem = after.action?.problem;
  return foretoldBy(before).find(({ code, span }) => code === problem?.code && span.start === problem.span.start && span.end === problem.span.end);
}

function count(said: readonly string[] | undefined, text: string): number {
  return said?.filter((each) => each === text).length ?? 0;
}

function describeOutcome(outcome: Outcome): string {
  const findings = outcome.findings.filter(({ kind }) => kind === 'different');
  return [nameOf(outcome), ...findings.map(({ subject, field, expected, actual }) => `${subject} ${field}\n  SQLAlchemy: ${JSON.stringify(expected)}\n  ours:       ${JSON.stringify(actual)}`)].join('\n');
}
