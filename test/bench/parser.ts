/**
 * Speed of the parser: `node test/bench/run.mjs test/bench/parser.ts [--python PYTHON] [PATH...]`. Module-level reading with function bodies passed over, then
 * bodies too, and CPython's `ast.parse` of the same files in the same run. Only the ratios travel between machines.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parseModule } from '../../server/src/core/python/parser';
import type { SyntaxTree } from '../../server/src/core/python/syntax';
import { functionBodies } from '../../server/src/core/python/walk';
import { pythonFiles, standardLibrary } from '../oracle-ast/compare';

const ROUNDS = 3;
const CPYTHON = `
import ast, sys, time, warnings
warnings.simplefilter("ignore")
texts = []
for path in sys.stdin.read().split("\\n"):
    try: texts.append(open(path, encoding="utf-8").read())
    except UnicodeDecodeError: pass
start = time.process_time()
for text in texts:
    try: ast.parse(text)
    except (SyntaxError, ValueError, RecursionError): pass
print(time.process_time() - start)
`;

export function main(args: readonly string[]): number {
  const at = args.indexOf('--python');
  const python = at < 0 ? 'python3' : (args[at + 1] ?? 'python3');
  const roots = args.filter((_, index) => at < 0 || (index !== at && index !== at + 1));
  const paths = pythonFiles(roots.length > 0 ? roots : standardLibrary(python));
  const texts = paths.map((path) => readFileSync(path, 'utf8'));
  const megabytes = texts.reduce((sum, text) => sum + text.length, 0) / 1e6;
  const cold = seconds(() => texts.forEach((text) => parseModule(text)));
  const warm = Math.min(...Array.from({ length: ROUNDS }, () => seconds(() => texts.forEach((text) => parseModule(text)))));
  const trees = texts.map((text) => parseModule(text));
  const bodies = seconds(() => trees.forEach((tree: SyntaxTree) => functionBodies(tree)));
  const cpython = Number(spawnSync(python, ['-c', CPYTHON], { input: paths.join('\n'), encoding: 'utf8', maxBuffer: 1 << 20 }).stdout);
  const rate = (time: number): string => `${(megabytes / time).toFixed(1)} MB/s`;
  console.log(`${paths.length} files, ${megabytes.toFixed(1)} MB`);
  console.log(`module level, first time in the process: ${rate(cold)}, ÷ ast.parse ${(cold / cpython).toFixed(3)}`);
  console.log(`module level, warm: ${rate(warm)}, ÷ ast.parse ${(warm / cpython).toFixed(3)}`);
  console.log(`all function bodies on top: ${rate(bodies)}, whole ÷ ast.parse ${((warm + bodies) / cpython).toFixed(3)}`);
  console.log(`ast.parse: ${rate(cpython)}`);
  return 0;
}

/** CPU seconds, as other work on the machine would count into wall-clock time. */
function seconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
