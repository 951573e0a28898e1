import { parseArgs } from 'node:util';
import type { SqlAlchemyVersion } from '../core/workspace/project';
import { check } from './commands/check';
import { diagram } from './commands/diagram';
import { diff } from './commands/diff';
import { explain } from './commands/explain';
import { graph } from './commands/graph';
import { lsp } from './commands/lsp';
import { path } from './commands/path';
import type { CommandLine } from './commandLine';
import { USAGE, UsageError } from './usage';
import { version } from '../../../package.json';

const VERSIONS: ReadonlySet<string> = new Set<SqlAlchemyVersion>(['1.4', '2.0', '2.1']);

const COMMANDS: Readonly<Record<string, (line: CommandLine) => number | Promise<number>>> = { graph, check, explain, diagram, path, diff, lsp };

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === '--version') {
    process.stdout.write(`${version}\n`);
    return 0;
  }
  if (name === undefined || name === '--help' || name === 'help') {
    process.stdout.write(USAGE);
    return name === undefined ? 2 : 0;
  }
  const command = COMMANDS[name];
  if (command === undefined) throw new UsageError(`there is no command ${name}; see --help`);
  return command(readCommandLine(rest));
}

function readCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = parse(args);
  const rules = values.sqlalchemy;
  if (rules !== undefined && !VERSIONS.has(rules)) throw new UsageError(`--sqlalchemy takes 1.4, 2.0 or 2.1, not ${rules}`);
  const depth = values.depth === undefined ? 1 : Number(values.depth);
  if (!Number.isInteger(depth) || depth < 0) throw new UsageError(`--depth takes a whole number, not ${values.depth}`);
  return {
    positionals,
    sqlalchemy: rules as SqlAlchemyVersion | undefined,
    python: values.python ?? '',
    isJson: values.json ?? false,
    isWhy: values.why ?? false,
    isFix: values.fix ?? false,
    baseline: values.baseline,
    isUpdateBaseline: values['update-baseline'] ?? false,
    format: values.format,
    focus: values.focus,
    depth,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        why: { type: 'boolean' },
        sqlalchemy: { type: 'string' },
        python: { type: 'string' },
        fix: { type: 'boolean' },
        baseline: { type: 'string' },
        'update-baseline': { type: 'boolean' },
        format: { type: 'string' },
        focus: { type: 'string' },
        depth: { type: 'string' },
        stdio: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

main(process.argv.slice(2)).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    process.stderr.write(`sqlalchemy-relationships: ${error instanceof UsageError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 2;
  },
);
