/**
 * Runs the host suite in a real VS Code: `npm run test:host [-- installed|development|web]`, all by default.
 * `installed` runs on sqlalchemy-relationships.vsix, which is packed first when it is missing.
 */
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { buildAll } from '../../scripts/build.mjs';
import { VSIX, packageExtension } from '../../scripts/package.mjs';
import { installChromium, installVsCode } from './install.mjs';
import { runHostSuite } from './lib/hostSuite.mjs';
import { runWebWorkerChecks } from './webWorker.mjs';

/** @typedef {import('./lib/hostSuite.mjs').HostMode} HostMode */

/** @type {readonly (HostMode | 'web')[]} */
const MODES = ['installed', 'development', 'web'];

const TITLES = {
  installed: 'extension installed from its package',
  development: 'extension from this folder',
  web: 'extension in the browser, without Node',
};

/** @param {readonly (HostMode | 'web')[]} modes */
export async function runHostSuites(modes = MODES) {
  await installVsCode();
  await installChromium();
  if (!existsSync(VSIX)) await packageExtension();
  if (modes.includes('development')) await buildAll({ production: false });
  const total = { passed: 0, failed: 0 };
  for (const mode of modes) {
    console.log(`Host suite, ${TITLES[mode]}`);
    const print = (/** @type {string} */ line) => console.log(line);
    const { passed, failed } = mode === 'web' ? await runWebWorkerChecks(VSIX, print) : await runHostSuite(mode, { vsix: VSIX, print });
    total.passed += passed;
    total.failed += failed;
  }
  return total;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const chosen = MODES.filter((mode) => process.argv.includes(mode));
  try {
    const { passed, failed } = await runHostSuites(chosen.length === 0 ? MODES : chosen);
    console.log(`${passed} passed, ${failed} failed`);
    process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
