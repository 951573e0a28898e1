import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { installChromium, installVsCode } from '../../test/host/install.mjs';
import { findOnPath } from '../../test/host/lib/findTools.mjs';
import { run } from '../../test/host/lib/run.mjs';
import { runHostSuites } from '../../test/host/run.mjs';
import { ROOT } from '../build.mjs';
import { packageExtension } from '../package.mjs';

/** @typedef {{ passed: number, failed: number }} Counts */

/**
 * In this order: what others need comes first. A step that throws counts as one failure, and the others still run.
 * @type {readonly (readonly [string, () => Promise<Counts>])[]}
 */
const SUITES = [
  ['VS Code', () => check(async () => installVsCode())],
  ['Chromium', () => check(async () => installChromium())],
  ['Python packages of the oracle', () => check(setUpOracle)],
  ['package', () => check(async () => void (await packageExtension()))],
  ['types', () => check(() => tool('tsc', ['-b']))],
  ['lint', () => check(() => tool('eslint', ['.']))],
  ['vitest', runVitest],
  ['host', () => runHostSuites()],
];

/** @returns {Promise<Counts>} */
export async function runEverything() {
  /** @type {{ name: string, counts: Counts, seconds: number }[]} */
  const done = [];
  for (const [name, suite] of SUITES) {
    console.log(`\n=== ${name}`);
    const start = Date.now();
    const counts = await suite().catch((/** @type {unknown} */ error) => {
      console.error(error instanceof Error ? error.message : error);
      return { passed: 0, failed: 1 };
    });
    done.push({ name, counts, seconds: Math.round((Date.now() - start) / 1000) });
  }
  console.log('');
  for (const { name, counts, seconds } of done) console.log(`${name.padEnd(32)} ${counts.passed} passed, ${counts.failed} failed, ${seconds} s`);
  return done.reduce((sum, { counts }) => ({ passed: sum.passed + counts.passed, failed: sum.failed + counts.failed }), { passed: 0, failed: 0 });
}

/** One test: it passes when it does not throw. @param {() => Promise<void>} work @returns {Promise<Counts>} */
async function check(work) {
  await work();
  return { passed: 1, failed: 0 };
}

/** @param {string} name @param {readonly string[]} args */
async function tool(name, args) {
  const code = await run(path.join(ROOT, 'node_modules', '.bin', name), args, { cwd: ROOT });
  if (code !== 0) throw new Error(`${name} found something; see above`);
}

async function setUpOracle() {
  const python = findOnPath('python3') ?? findOnPath('python');
  if (python === undefined) throw new Error('Python 3 is needed to ask real SQLAlchemy, and none was found.');
  if ((await run(python, [path.join(ROOT, 'test', 'oracle', 'setup.py')], { cwd: ROOT })) !== 0) throw new Error('The packages of the oracle could not be installed; see above.');
}

/** All vitest suites in one run. @returns {Promise<Counts>} */
async function runVitest() {
  const report = path.join(ROOT, 'out', 'vitest.json');
  await mkdir(path.dirname(report), { recursive: true });
  await rm(report, { force: true });
  const bin = path.join(ROOT, 'node_modules', '.bin', 'vitest');
  const code = await run(bin, ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], { cwd: ROOT });
  if (!existsSync(report)) throw new Error('vitest ended without a report');
  const counts = countsOf(JSON.parse(await readFile(report, 'utf8')));
  // An error outside of any test, such as one in a worker, fails the run without failing a test.
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/**
 * A file that could not be loaded has no tests, and counts as one failure. A skipped test counts as a failure: tests are not skipped here.
 * @param {{ testResults: { status: string, assertionResults: { status: string }[] }[] }} report
 * @returns {Counts}
 */
function countsOf({ testResults }) {
  const results = testResults.flatMap((file) => file.assertionResults);
  const passed = results.filter(({ status }) => status === 'passed').length;
  const unloaded = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
  return { passed, failed: results.length - passed + unloaded };
}
