/**
 * Runs the host suite in the desktop VS Code: `npm run test:electron [-- installed|development]`, `installed` by default.
 * Downloads VS Code unless `VSCODE_PATH` names one; on Linux without a display, run it under `xvfb-run`.
 */
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, runTests } from '@vscode/test-electron';
import { chromium } from 'playwright-core';
import { buildAll } from '../../scripts/build.mjs';
import { VSIX, packageExtension } from '../../scripts/package.mjs';
import { startBridge } from './lib/bridge.mjs';
import { REMEMBER_VIOLATIONS } from './lib/browser.mjs';
import { buildSuite } from './lib/buildSuite.mjs';
import { freePort } from './lib/codeServer.mjs';
import { TEST_SETTINGS } from './lib/hostSuite.mjs';
import { HOST_FOLDER, ROOT } from './lib/paths.mjs';
import { runOrFail } from './lib/run.mjs';

const mode = process.argv.includes('development') ? 'development' : 'installed';

/** The window that shows VS Code, over the debugging port that it was started with; connected once. @param {number} port */
function windowAt(port) {
  /** @type {Promise<import('playwright-core').Page> | undefined} */
  let window;
  const connect = async () => {
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    const [context] = browser.contexts();
    const page = context?.pages().find((candidate) => candidate.url().includes('workbench'));
    if (context === undefined || page === undefined) throw new Error('VS Code shows no window');
    await context.addInitScript(REMEMBER_VIOLATIONS);
    return page;
  };
  return () => (window ??= connect());
}

async function main() {
  const suite = await buildSuite();
  if (mode === 'development') await buildAll({ production: false });
  else if (!existsSync(VSIX)) await packageExtension();
  const vscodeExecutablePath = process.env.VSCODE_PATH ?? (await downloadAndUnzipVSCode());
  const home = await mkdtemp(path.join(tmpdir(), 'host-suite-'));
  const userData = path.join(home, 'user-data');
  const extensions = path.join(home, 'extensions');
  const workspace = path.join(home, 'samples');
  const port = await freePort();
  const bridge = await startBridge(windowAt(port), (line) => console.log(line));
  try {
    await cp(path.join(ROOT, 'samples'), workspace, { recursive: true });
    await mkdir(path.join(userData, 'User'), { recursive: true });
    await writeFile(path.join(userData, 'User', 'settings.json'), JSON.stringify(TEST_SETTINGS));
    if (mode === 'installed') {
      const [cli = '', ...args] = resolveCliArgsFromVSCodeExecutablePath(vscodeExecutablePath);
      const own = args.filter((arg) => !/^--(user-data|extensions)-dir/.test(arg));
      await runOrFail(cli, [...own, '--user-data-dir', userData, '--extensions-dir', extensions, '--install-extension', VSIX], { quiet: true });
    }
    await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: mode === 'installed' ? path.join(HOST_FOLDER, 'carrier') : ROOT,
      extensionTestsPath: suite,
      extensionTestsEnv: { HOST_BRIDGE: bridge.address, HOST_MODE: mode },
      launchArgs: [workspace, '--user-data-dir', userData, '--extensions-dir', extensions, `--remote-debugging-port=${port}`, '--disable-workspace-trust'],
    }).catch((/** @type {unknown} */ error) => console.error(String(error)));
  } finally {
    bridge.stop();
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
  return bridge.result() ?? { passed: 0, failed: 1 };
}

try {
  const { passed, failed } = await main();
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed > 0 || passed === 0 ? 1 : 0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
