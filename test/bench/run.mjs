/**
 * Runs a TypeScript program of the tests: `node test/bench/run.mjs FILE [ARGUMENT]...`. It is bundled as a product build would be, so that
 * what is measured is what ships; its `main(arguments, root)` answers the exit code.
 */
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
const [file = '', ...rest] = process.argv.slice(2);
const outfile = path.join(root, 'out/programs', `${path.basename(file, '.ts')}.mjs`);
await build({ entryPoints: [path.resolve(file)], outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20', packages: 'external', logLevel: 'error' });
const program = await import(pathToFileURL(outfile).href);
process.exitCode = await program.main(rest, root);
