/**
 * `npm start [-- PATH]`: installs, builds, packs, and opens VS Code with the extension on the samples, or on PATH: the desktop `code`
 * where there is one, else a VS Code of its own on 127.0.0.1 (also with `--embedded`). Repeatable.
 */
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { ensureInstalled } from './lib/ensureInstalled.mjs';

ensureInstalled();
const { openProject } = await import('./lib/openProject.mjs');

const args = process.argv.slice(2);
const given = args.find((arg) => !arg.startsWith('--'));
const folder = given === undefined ? undefined : path.resolve(process.env.INIT_CWD ?? process.cwd(), given);

if (folder !== undefined && !(existsSync(folder) && statSync(folder).isDirectory())) {
  console.error(`${folder} is not a folder.`);
  process.exitCode = 1;
} else {
  try {
    await openProject(folder, { embedded: args.includes('--embedded') });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
