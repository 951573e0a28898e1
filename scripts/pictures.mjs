/**
 * `npm run pictures`: takes the README's pictures in a real VS Code, with the packed extension on the samples, light and dark, into docs/pictures.
 * `npm run pictures -- --features` takes those of docs/features.md.
 * `npm run pictures -- --project PATH --entity NAME` takes the two pictures of the diagram on another project, for looking at, into out/pictures.
 */
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installChromium, installVsCode } from '../test/host/install.mjs';
import { openBrowser } from '../test/host/lib/browser.mjs';
import { installExtension, pageUrl, startCodeServer } from '../test/host/lib/codeServer.mjs';
import { ROOT } from './build.mjs';
import { diagramPictures, featurePictures, samplePictures } from './lib/pictureScenes.mjs';
import { VSIX, packageExtension } from './package.mjs';

const THEMES = /** @type {const} */ ([
  { name: 'light', colorTheme: 'Light Modern', colorScheme: 'light' },
  { name: 'dark', colorTheme: 'Dark Modern', colorScheme: 'dark' },
]);

const SETTINGS = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'chat.disableAIFeatures': true,
  'window.commandCenter': false,
  'workbench.layoutControl.enabled': false,
  'workbench.activityBar.location': 'hidden',
  'editor.minimap.enabled': false,
  'editor.lineHeight': 20,
  'editor.hover.delay': 100,
  'breadcrumbs.enabled': false,
  'git.enabled': false,
  'files.autoSave': 'off',
  'sqlalchemyRelationships.inlayHints.target': true,
  'sqlalchemyRelationships.inlayHints.join': true,
  'editor.inlayHints.enabled': 'offUnlessPressed',
  'editor.inlayHints.maximumLength': 0,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
};

/** @param {string} name @returns {string | undefined} */
function option(name) {
  const index = process.argv.indexOf(name);
  return index < 0 ? undefined : process.argv[index + 1];
}

async function main() {
  await installVsCode();
  await installChromium();
  await packageExtension();
  const project = option('--project');
  const out = path.join(ROOT, project === undefined ? 'docs/pictures' : 'out/pictures');
  await mkdir(out, { recursive: true });
  for (const { name, colorTheme, colorScheme } of THEMES) {
    const home = await mkdtemp(path.join(tmpdir(), 'pictures-'));
    const folder = project === undefined ? path.join(home, 'samples') : path.resolve(project);
    if (project === undefined) await cp(path.join(ROOT, 'samples'), folder, { recursive: true });
    await installExtension(home, VSIX);
    const server = await startCodeServer({ home, settings: { ...SETTINGS, 'workbench.colorTheme': colorTheme } });
    const { browser, page } = await openBrowser({ width: 1280, height: 800, deviceScaleFactor: 1.5, colorScheme });
    try {
      await page.goto(pageUrl(server.address, folder));
      const take = async (/** @type {string} */ scene) => {
        await page.screenshot({ path: path.join(out, `${scene}-${name}.png`) });
        console.log(`${scene}-${name}.png`);
      };
      if (process.argv.includes('--features')) await featurePictures(page, take);
      else if (project === undefined) await samplePictures(page, take);
      else await diagramPictures(page, take, { file: option('--file') ?? '', line: Number(option('--line') ?? '1') });
    } finally {
      await browser.close();
      await server.stop();
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    }
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  process.exitCode = 1;
}
