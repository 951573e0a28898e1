/** Bundles a TypeScript program of the tests and runs it: `node test/oracle/run-script.mjs FILE.ts [ARGUMENT...]`. */
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const [entry, ...rest] = process.argv.slice(2);
if (entry === undefined) throw new Error('usage: run-script.mjs FILE.ts [ARGUMENT...]');
const folder = await mkdtemp(path.join(process.cwd(), 'node_modules', '.script-'));
const outfile = path.join(folder, 'script.mjs');
try {
  await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20', packages: 'external', logLevel: 'error' });
  process.argv = [process.argv[0] ?? 'node', entry, ...rest];
  await import(pathToFileURL(outfile).href);
} finally {
  await rm(folder, { recursive: true, force: true });
}
