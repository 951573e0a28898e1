/**
 * Builds every bundle into dist/: `node scripts/build.mjs [--production] [--only NAME]...`.
 * The core is built once more as `neutral`, which fails when anything of Node or a browser is imported there.
 */
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

export const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** @type {import('esbuild').BuildOptions} */
const NODE = { platform: 'node', format: 'cjs', target: 'node20', mainFields: ['module', 'main'] };

/** @type {import('esbuild').BuildOptions} */
const WORKER = { platform: 'browser', format: 'iife', target: 'es2022' };

/** A worker has no `require`; what would be required is for Node's part, which does not run there. */
const REQUIRE_IN_WORKERS = 'var require = typeof require === "undefined" ? () => ({}) : require;';

/** @type {readonly { name: string, entry: string, out: string, options: import('esbuild').BuildOptions }[]} */
const BUNDLES = [
  { name: 'extension', entry: 'client/src/extension.ts', out: 'dist/extension.js', options: { ...NODE, external: ['vscode'] } },
  {
    name: 'extension.web',
    entry: 'client/src/extension.web.ts',
    out: 'dist/extension.web.js',
    options: { platform: 'browser', format: 'cjs', target: 'es2022', external: ['vscode'] },
  },
  // One file for Node and for web workers, because nearly all of it is the same: apart, they would be a third of the package.
  { name: 'server', entry: 'server/entry.mjs', out: 'dist/server.js', options: { ...NODE, conditions: ['browser'], banner: { js: REQUIRE_IN_WORKERS } } },
  { name: 'cli', entry: 'server/src/cli/main.ts', out: 'dist/cli.js', options: { ...NODE, banner: { js: '#!/usr/bin/env node' } } },
  { name: 'webview', entry: 'webview/src/main.ts', out: 'dist/webview.js', options: WORKER },
  {
    name: 'elk-worker',
    entry: 'node_modules/elkjs/lib/elk-worker.min.js',
    out: 'dist/elk-worker.js',
    // Compiled Java, minified already: taken as it is, with what esbuild can still save.
    options: { bundle: false, minify: true, sourcemap: false },
  },
  // Not shipped: they fail where something of Node is imported that must not be.
  { name: 'server.web', entry: 'server/src/lsp/browser/main.ts', out: 'out/server.web.js', options: WORKER },
  { name: 'core', entry: 'server/src/core/index.ts', out: 'out/core.js', options: { platform: 'neutral', format: 'esm', target: 'es2022' } },
];

/**
 * Builds all bundles, or those named in `only`, below `folder`.
 * @param {{ production: boolean, only?: readonly string[], folder?: string }} options
 */
export async function buildAll({ production, only = [], folder = ROOT }) {
  const chosen = only.length === 0 ? BUNDLES : BUNDLES.filter((bundle) => only.includes(bundle.name));
  const dist = path.join(folder, 'dist');
  if (only.length === 0) await rm(dist, { recursive: true, force: true });
  await mkdir(dist, { recursive: true });
  const metafiles = await Promise.all(chosen.map((bundle) => buildOne(bundle, { production, outfile: path.join(folder, bundle.out) })));
  if (only.length === 0) await writeNotices(metafiles, dist);
}

/** @param {(typeof BUNDLES)[number]} bundle @param {{ production: boolean, outfile: string }} options */
async function buildOne(bundle, { production, outfile }) {
  const result = await build({
    absWorkingDir: ROOT,
    entryPoints: [bundle.entry],
    outfile,
    bundle: true,
    minify: production,
    sourcemap: production ? false : 'linked',
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
    ...bundle.options,
  });
  const { size } = await stat(outfile);
  console.log(`${bundle.name.padEnd(14)} ${(size / 1024).toFixed(0).padStart(6)} kB`);
  return /** @type {import('esbuild').Metafile} */ (result.metafile);
}

/** Names and licences of every package whose code is inside the bundles, as their licences ask. @param {import('esbuild').Metafile[]} metafiles @param {string} dist */
async function writeNotices(metafiles, dist) {
  const { noticesOf } = await import('./lib/notices.mjs');
  const inputs = metafiles.flatMap((metafile) => Object.keys(metafile.inputs));
  await writeFile(path.join(dist, 'THIRD_PARTY_NOTICES.txt'), await noticesOf(ROOT, inputs));
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const args = process.argv.slice(2);
  const only = args.flatMap((arg, index) => (args[index - 1] === '--only' ? [arg] : []));
  try {
    await buildAll({ production: args.includes('--production'), only });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
