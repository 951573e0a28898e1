/**
 * `npm test`: installs what the tests need and runs everything: lint, types, the package, every vitest suite, the host suite in a real VS Code.
 * The last line is `N passed, N failed`, over all of them; the exit code is 0 only when nothing failed and something passed.
 */
import { ensureInstalled } from './lib/ensureInstalled.mjs';

ensureInstalled();
const { runEverything } = await import('./lib/suites.mjs');

const { passed, failed } = await runEverything();
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
console.log(`${passed} passed, ${failed} failed`);
