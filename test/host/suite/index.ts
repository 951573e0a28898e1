import type { Runner, Test } from 'mocha';
import Mocha from 'mocha';
import { askBridge } from './bridge';

/** VS Code calls this inside its extension host. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 20_000, reporter: BridgeReporter });
  mocha.suite.emit('pre-require', globalThis, 'suite', mocha);
  await loadTests();
  const result = await new Promise<{ passed: number; failed: number }>((resolve) => {
    const runner: Runner = mocha.run((failed) => resolve({ passed: runner.stats?.passes ?? 0, failed }));
  });
  await askBridge({ kind: 'result', result });
  if (result.failed > 0) throw new Error(`${result.failed} tests failed`);
}

/** One line a test, in the terminal that started all this. */
class BridgeReporter extends Mocha.reporters.Base {
  constructor(runner: Runner) {
    super(runner);
    const print = (text: string) => void askBridge({ kind: 'line', text });
    runner.on('pass', (test: Test) => print(`  ok    ${test.fullTitle()} (${test.duration ?? 0} ms)`));
    runner.on('fail', (test: Test, error: unknown) => print(`  FAIL  ${test.fullTitle()}\n${textOf(error)}`));
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** In the order they run. Loaded after mocha's globals are in place. */
async function loadTests(): Promise<void> {
  await import('./manifest.test');
  await import('./hover.test');
  await import('./pairedSide.test');
  await import('./definition.test');
  await import('./features.test');
  await import('./problems.test');
  await import('./fixes.test');
  await import('./refactorings.test');
  await import('./diagram.test');
  await import('./diagramFeatures.test');
}
