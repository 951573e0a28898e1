/**
 * Compares our parser with CPython's over whole trees of files: `node test/bench/run.mjs test/oracle-ast/compare.ts [--python PYTHON] [PATH...]`.
 * Without paths, the standard library and site-packages of that Python. Prints files, facts and differences.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { factsOf } from './facts';

export interface Agreement {
  readonly python: string;
  readonly files: number;
  readonly bytes: number;
  readonly facts: number;
  /** Files CPython itself does not parse, and files that are not UTF-8. */
  readonly rejected: number;
  readonly undecodable: number;
  readonly differing: readonly Difference[];
}

export interface Difference {
  readonly path: string;
  /** Facts only CPython has, and facts only we have; empty until explained. */
  readonly onlyTheirs: readonly string[];
  readonly onlyOurs: readonly string[];
}

interface DumpedFile {
  readonly path: string;
  readonly count?: number;
  readonly hash?: string;
  readonly bytes?: number;
  readonly rejected?: string;
  readonly undecodable?: true;
  readonly facts?: readonly string[];
}

/** Files whose differences are listed fact by fact. */
const MAXIMUM_EXPLAINED = 40;

export async function compareFiles(python: string, dumpScript: string, paths: readonly string[]): Promise<Agreement> {
  let version = '';
  let options = { fStringsHavePositions: false };
  let files = 0;
  let bytes = 0;
  let facts = 0;
  let rejected = 0;
  let undecodable = 0;
  const differing: string[] = [];
  for await (const line of dump(python, dumpScript, paths, false)) {
    const answer = JSON.parse(line) as DumpedFile & { readonly python?: string; readonly fStringsHavePositions?: boolean };
    if (answer.python !== undefined) {
      version = answer.python;
      options = { fStringsHavePositions: answer.fStringsHavePositions ?? false };
    } else if (answer.undecodable === true) undecodable++;
    else if (answer.rejected !== undefined) {
      rejected++;
      factsOf(readText(answer.path), options);
    } else {
      const ours = factsOf(readText(answer.path), options);
      files++;
      bytes += answer.bytes ?? 0;
      facts += answer.count ?? 0;
      if (createHash('md5').update(ours.join('\n'), 'ascii').digest('hex') !== answer.hash) differing.push(answer.path);
    }
  }
  const explained = await explain(python, dumpScript, differing.slice(0, MAXIMUM_EXPLAINED), options);
  const rest = differing.slice(MAXIMUM_EXPLAINED).map((file) => ({ path: file, onlyTheirs: [], onlyOurs: [] }));
  return { python: version, files, bytes, facts, rejected, undecodable, differing: [...explained, ...rest] };
}

async function explain(
  python: string, dumpScript: string, paths: readonly string[], options: { readonly fStringsHavePositions: boolean },
): Promise<readonly Difference[]> {
  if (paths.length === 0) return [];
  const differences: Difference[] = [];
  for await (const line of dump(python, dumpScript, paths, true)) {
    const answer = JSON.parse(line) as DumpedFile;
    if (answer.facts === undefined) continue;
    const ours = factsOf(readText(answer.path), options);
    differences.push({ path: answer.path, onlyTheirs: without(answer.facts, ours), onlyOurs: without(ours, answer.facts) });
  }
  return differences;
}

/** The facts of `all` that `others` lacks, each as often as it is missing. */
function without(all: readonly string[], others: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const fact of others) counts.set(fact, (counts.get(fact) ?? 0) + 1);
  return all.filter((fact) => {
    const count = counts.get(fact) ?? 0;
    counts.set(fact, count - 1);
    return count <= 0;
  });
}

function dump(python: string, dumpScript: string, paths: readonly string[], full: boolean): AsyncIterable<string> {
  const process = spawn(python, [dumpScript, ...(full ? ['--full'] : [])], { stdio: ['pipe', 'pipe', 'inherit'] });
  process.stdin.end(paths.join('\n'));
  return createInterface({ input: process.stdout, crlfDelay: Infinity });
}

function readText(file: string): string {
  return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
}

/** All .py files below the paths given, in a fixed order. */
export function pythonFiles(roots: readonly string[]): readonly string[] {
  return roots.flatMap((root) => {
    if (statSync(root).isFile()) return [root];
    const names = readdirSync(root, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    return names.flatMap((entry) => {
      const full = path.join(root, entry.name);
      if (entry.isDirectory()) return entry.name === '__pycache__' ? [] : pythonFiles([full]);
      return entry.isFile() && entry.name.endsWith('.py') ? [full] : [];
    });
  });
}

export function standardLibrary(python: string): readonly string[] {
  const code = 'import sysconfig; print(sysconfig.get_path("stdlib"))';
  return [spawnSync(python, ['-c', code], { encoding: 'utf8' }).stdout.trim()];
}

export function report(agreement: Agreement): string {
  const { python, files, bytes, facts, rejected, undecodable, differing } = agreement;
  const lines = [
    `CPython ${python}: ${files} files, ${(bytes / 1e6).toFixed(1)} MB, ${facts} facts, ${differing.length} files differ`,
    `apart: ${rejected} files CPython rejects, ${undecodable} not UTF-8`,
  ];
  for (const { path: file, onlyTheirs, onlyOurs } of differing) {
    lines.push(`${file}: ${onlyTheirs.length} only CPython, ${onlyOurs.length} only ours`);
    for (const fact of onlyTheirs.slice(0, 4)) lines.push(`  CPython: ${fact.slice(0, 160)}`);
    for (const fact of onlyOurs.slice(0, 4)) lines.push(`  ours:    ${fact.slice(0, 160)}`);
  }
  return lines.join('\n');
}

/** The command line. */
export async function main(args: readonly string[], root: string): Promise<number> {
  const at = args.indexOf('--python');
  const python = at < 0 ? 'python3' : (args[at + 1] ?? 'python3');
  const roots = args.filter((_, index) => at < 0 || (index !== at && index !== at + 1));
  const paths = pythonFiles(roots.length > 0 ? roots : standardLibrary(python));
  const agreement = await compareFiles(python, path.join(root, 'test/oracle-ast/dump.py'), paths);
  console.log(report(agreement));
  return agreement.differing.length === 0 ? 0 : 1;
}
