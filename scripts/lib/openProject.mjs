import path from 'node:path';
import { installVsCode } from '../../test/host/install.mjs';
import { freePort, installExtension, pageUrl, startCodeServer } from '../../test/host/lib/codeServer.mjs';
import { findOnPath } from '../../test/host/lib/findTools.mjs';
import { runOrFail } from '../../test/host/lib/run.mjs';
import { ROOT } from '../build.mjs';
import { VSIX, packageExtension } from '../package.mjs';

const PREFERRED_PORT = 8123;

const DEMO_SETTINGS = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'chat.disableAIFeatures': true,
  'git.openRepositoryInParentFolders': 'never',
};

/**
 * Packs the extension and opens a folder with it; the samples when none is given.
 * @param {string | undefined} folder
 * @param {{ embedded: boolean }} options
 */
export async function openProject(folder, { embedded }) {
  const opened = folder ?? path.join(ROOT, 'samples');
  const size = await packageExtension();
  console.log(`Packed ${path.basename(VSIX)}, ${(size / 1e6).toFixed(2)} MB.`);
  const code = embedded ? undefined : findOnPath('code');
  if (code !== undefined) await openOnDesktop(code, opened);
  else await openEmbedded(opened);
  console.log(folder === undefined ? SAMPLES_HINT : PROJECT_HINT);
}

/** @param {string} code @param {string} folder */
async function openOnDesktop(code, folder) {
  await runOrFail(code, ['--install-extension', VSIX, '--force'], { quiet: true });
  await runOrFail(code, [folder], { quiet: true });
  console.log(`VS Code opens ${folder} with SQLAlchemy Relationships installed.`);
}

/** Stays until Ctrl+C. @param {string} folder */
async function openEmbedded(folder) {
  await installVsCode();
  const home = path.join(ROOT, '.vscode-test', 'demo');
  await installExtension(home, VSIX);
  const server = await startCodeServer({ home, settings: DEMO_SETTINGS, port: await freePort(PREFERRED_PORT) });
  console.log(`\nVS Code is ready: ${pageUrl(server.address, folder)}\nOpen this address in a browser on this machine. Ctrl+C ends it.\n`);
}

const SAMPLES_HINT = `Look first at agents/models/user.py:
  hover \`installations\`, then press Ctrl+Alt+R (Cmd+Alt+R on a Mac) to go to the paired side and back,
  then run "SQLAlchemy: Open Relationship Diagram". The models in broken/ show what SQLAlchemy would refuse.`;

const PROJECT_HINT = 'Open a file with models: hover a relationship, press Ctrl+Alt+R on it, run "SQLAlchemy: Open Relationship Diagram".';
