/**
 * Every problem has a page with the same sections; what it says, the fixes, and the table of all problems are made from the catalogue
 * and from the example. `UPDATE_SPECS=1` writes them.
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analysisOfFiles } from '../../../server/src/cli/api';
import { CATALOGUE } from '../../../server/src/core/problems/catalogue';
import type { ProblemKind } from '../../../server/src/core/problems/kind';
import type { ProblemResult } from '../../../server/src/core/problems/problem';
import { specPrograms } from '../../oracle/specPrograms';

const FOLDER = join(__dirname, '..', '..', '..', 'docs', 'problems');
const TABLE = join(FOLDER, 'README.md');
const isUpdating = process.env['UPDATE_SPECS'] === '1';

const SECTIONS = ['What it says', 'Why', 'Wrong', 'Right', 'Fixes'];

/** Codes for which no program can be written, and why. */
const WITHOUT_PROGRAM: Readonly<Record<string, string>> = {
  'sqlalchemy-error': 'stands for the errors that have no code of their own; whichever is known gets one',
  'nothing-to-write': 'SQLAlchemy raises the error of join-no-columns first',
};

const PAGES = specPrograms(join(FOLDER, '..', '..')).filter(({ id }) => id.startsWith('problems/'));

/** The problem of a page, as it is said of the wrong models. */
function saidOf(code: string): readonly ProblemResult[] {
  const wrong = PAGES.filter(({ page, header, action }) => page === code && header.startsWith('Wrong') && action === undefined);
  const problems = wrong.flatMap(({ files, version }) => analysisOfFiles(new Map(Object.entries(files ?? {})), { sqlalchemy: version, sourceRoots: [''] }).problems({ severity: { [code]: 'hint' } }));
  return problems.filter((problem) => problem.code === code);
}

/** What SQLAlchemy raises or warns of the wrong models of the page. */
function classesOf(code: string): readonly string[] {
  return [...new Set(saidOf(code).flatMap(({ sqlalchemy }) => (sqlalchemy === undefined ? [] : [`\`${sqlalchemy.class}\``])))];
}

function fixesOf(code: string): readonly string[] {
  return [...new Set(PAGES.flatMap(({ page, action }) => (page === code && action?.problem?.code === code && action.summary !== undefined ? [action.summary] : [])))];
}

function sayingOf({ code }: ProblemKind): string | undefined {
  const [problem] = saidOf(code);
  if (problem === undefined) return undefined;
  const { message, sqlalchemy } = problem;
  const version = PAGES.find(({ page }) => page === code)?.version ?? '2.0';
  if (sqlalchemy === undefined) return `> ${message}\n\nSQLAlchemy says nothing.`;
  const verb = sqlalchemy.class.endsWith('Warning') ? 'warns' : 'raises';
  const text = sqlalchemy.message.replace(/0x[0-9a-fA-F]+/g, '0x…').replaceAll('`', '').replace(/\s+/g, ' ').trim();
  return `> ${message}\n\nSQLAlchemy ${version} ${verb}:\n\n> \`${sqlalchemy.class}: ${text}\``;
}

interface Page {
  readonly head: string;
  readonly sections: ReadonlyMap<string, string>;
}

function pageOf(text: string): Page {
  const [head = '', ...parts] = text.split(/^## /m);
  return { head, sections: new Map(parts.map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1)])) };
}

/** The page with the sections that follow from the example. */
function completed(kind: ProblemKind, text: string): string {
  const { sections } = pageOf(text);
  const made = new Map(sections);
  const fixes = fixesOf(kind.code);
  const saying = sayingOf(kind);
  if (saying !== undefined) made.set('What it says', `\n${saying}\n\n`);
  if (fixes.length > 0) made.set('Fixes', `\n${fixes.map((fix) => `- ${fix}`).join('\n')}\n`);
  return `# ${kind.code}\n\n${kind.summary}.\n\n${[...made].map(([title, content]) => `## ${title}\n${content}`).join('')}`;
}

function tableText(): string {
  const rows = [...CATALOGUE]
    .sort((a, b) => (a.code < b.code ? -1 : 1))
    .map(({ code, severity, summary, ids }) => `| [${code}](${code}.md) | ${severity} | ${summary.replaceAll('|', '\\|')} | ${ids.some((id) => id.startsWith('H-')) ? 'says nothing' : [severity === 'warning' ? 'warns' : 'raises', ...classesOf(code)].join(' ')} | ${fixesOf(code).join('; ').replaceAll('|', '\\|')} |`);
  return [
    '# Problems',
    '',
    'Every problem that is reported, by code. SQLAlchemy raises an error for the errors and warns of the warnings, in some versions the other way round;',
    'hints are legal and probably not meant. `off` is shown only where the settings ask for it.',
    '',
    'A problem is silenced on its line with `# noqa: code`, in a file with `# sqlalchemy-relationships: ignore-file: code`, everywhere with the setting',
    '`sqlalchemyRelationships.problems.severity`.',
    '',
    'The fixes are those offered for the example of the page. [How often the hints fire](sampling.md) in real packages, and whether they are right there, was looked at.',
    '',
    '| code | severity | what is wrong | SQLAlchemy | fixes |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

it('has a page for every code, and no page for anything else', () => {
  const codes = CATALOGUE.map(({ code }) => code);
  expect(codes.filter((code) => !existsSync(join(FOLDER, `${code}.md`)))).toEqual([]);
  const pages = readdirSync(FOLDER).filter((name) => name.endsWith('.md') && name !== 'README.md' && name !== 'sampling.md');
  expect(pages.map((name) => name.replace(/\.md$/, '')).filter((code) => !codes.includes(code))).toEqual([]);
});

describe('the page of', () => {
  it.each(CATALOGUE.map((kind) => [kind.code, kind] as const))('%s says what, why, wrong, right and how to repair it', (code, kind) => {
    const path = join(FOLDER, `${code}.md`);
    const text = readFileSync(path, 'utf8');
    const whole = completed(kind, text);
    if (isUpdating) writeFileSync(path, whole);
    else expect(text).toBe(whole);
    const { sections } = pageOf(whole);
    const wanted = code in WITHOUT_PROGRAM ? SECTIONS.filter((title) => title !== 'Wrong' && title !== 'Right') : SECTIONS;
    expect([...sections.keys()]).toEqual(wanted);
    expect([...sections].filter(([, content]) => content.trim() === '' || content.includes('To be written'))).toEqual([]);
    expect(wanted.includes('Wrong') && saidOf(code).length === 0).toBe(false);
  });
});

it('gives a page without a program for known reasons only', () => {
  const codes = CATALOGUE.map(({ code }) => code);
  expect(Object.keys(WITHOUT_PROGRAM).filter((code) => !codes.includes(code) || saidOf(code).length > 0)).toEqual([]);
});

it('repairs in at least forty ways', () => {
  const ways = new Set(CATALOGUE.flatMap(({ code }) => fixesOf(code)));
  expect(ways.size).toBeGreaterThanOrEqual(40);
});

it('lists all of them in a table', () => {
  if (isUpdating) writeFileSync(TABLE, tableText());
  expect(readFileSync(TABLE, 'utf8')).toBe(tableText());
});
