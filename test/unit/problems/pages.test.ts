/** Every problem has a page, and the table of all of them is made from the catalogue. `UPDATE_SPECS=1` writes the table. */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { analysisOfFiles } from '../../../server/src/cli/api';
import { CATALOGUE } from '../../../server/src/core/problems/catalogue';
import { specPrograms } from '../../oracle/specPrograms';

const FOLDER = join(__dirname, '..', '..', '..', 'docs', 'problems');
const TABLE = join(FOLDER, 'README.md');

const PAGES = specPrograms(join(FOLDER, '..', '..')).filter(({ id }) => id.startsWith('problems/'));

/** What SQLAlchemy raises or warns of the wrong models of the page. */
function classesOf(code: string): readonly string[] {
  const wrong = PAGES.filter(({ page, header, action }) => page === code && header.startsWith('Wrong') && action === undefined);
  const problems = wrong.flatMap(({ files, version }) => analysisOfFiles(new Map(Object.entries(files ?? {})), { sqlalchemy: version, sourceRoots: [''] }).problems({ severity: {} }));
  return [...new Set(problems.flatMap((problem) => (problem.code === code && problem.sqlalchemy !== undefined ? [`\`${problem.sqlalchemy.class}\``] : [])))];
}

function fixesOf(code: string): readonly string[] {
  return [...new Set(PAGES.flatMap(({ page, action }) => (page === code && action?.problem?.code === code ? [action.title] : [])))];
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
    'The fixes are those offered for the example of the page.',
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
  const pages = readdirSync(FOLDER).filter((name) => name.endsWith('.md') && name !== 'README.md');
  expect(pages.map((name) => name.replace(/\.md$/, '')).filter((code) => !codes.includes(code))).toEqual([]);
});

it('lists all of them in a table', () => {
  if (process.env['UPDATE_SPECS'] === '1') writeFileSync(TABLE, tableText());
  expect(readFileSync(TABLE, 'utf8')).toBe(tableText());
});
