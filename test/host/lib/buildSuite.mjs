import path from 'node:path';
import { build } from 'esbuild';
import { ROOT } from './paths.mjs';

/** Bundles the suite for the extension host and returns the path of its module, which exports `run`. */
export async function buildSuite() {
  const outfile = path.join(ROOT, 'out', 'host', 'suite.js');
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['test/host/suite/index.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return outfile;
}
