/** Every problem has a page, and the table of all of them is made from the catalogue. `UPDATE_SPECS=1` writes the table. */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CATALOGUE } from '../../../server/src/core/problems/catalogue';

const FOLDER = join(__dirname, '..', '..', '..', 'docs', 'problems');
const TABLE = join(FOLDER, 'README.md');

function tableText(): string {
  const rows = [...CATALOGUE]
    .sort((a, b) => (a.code < b.code ? -1 : 1))
    .map(({ code, severity, summary, ids }) => `| [${code}](${code}.md) | ${severity} | ${summary.replaceAll('|', '\\|')} | ${ids.some((id) => id.startsWith('H-')) ? 'says nothing' : severity === 'warning' ? 'warns' : 'raises'} |`);
  return [
    '# Problems',
    '',
    'Every problem that is reported, by code. SQLAlchemy raises an error for the errors and warns of the warnings, in some versions the other way round;',
    'hints are legal and probably not meant. `off` is shown only where the settings ask for it.',
    '',
    'A problem is silenced on its line with `# noqa: code`, in a file with `# sqlalchemy-relationships: ignore-file: code`, everywhere with the setting',
    '`sqlalchemyRelationships.problems.severity`.',
    '',
    '| code | severity | what is wrong | SQLAlchemy |',
    '| --- | --- | --- | --- |',
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
