/** Asks every version of SQLAlchemy to compile our statements: `node test/oracle/run-script.mjs test/oracle/paths/writeAnswers.ts`. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { statements, type PathAnswer } from './paths';

const FOLDER = path.resolve('test/oracle/paths');
const ENVIRONMENTS: Readonly<Record<string, string>> = { '2.1': 'sa21', '2.0': 'sa20', '1.4': 'sa14' };

const asked = statements(FOLDER);
const answers = Object.entries(ENVIRONMENTS).map(([version, environment]) => {
  const out = execFileSync(path.resolve('.venv', environment, 'bin/python'), [path.join(FOLDER, 'compile.py')], { input: JSON.stringify(asked), encoding: 'utf8' });
  return { version, clauses: (JSON.parse(out) as { readonly sql: string }[]).map(({ sql }) => sql) };
});
const merged = asked.map((statement, index): PathAnswer => ({ ...statement, sql: Object.fromEntries(answers.map(({ version, clauses }) => [version, clauses[index] ?? ''])) }));
writeFileSync(path.resolve('test/oracle/answers/paths.json'), `[\n${merged.map((answer) => JSON.stringify(answer)).join(',\n')}\n]\n`);
