/** What a project's own files say of its environment, where none is found in the usual folders: `pyproject.toml`, `pyrightconfig.json`, lock files, `requirements.txt`. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'smol-toml';

/** Lock files of uv, Poetry and PDM: all are TOML with a `[[package]]` table for each distribution. */
const LOCK_FILES = ['uv.lock', 'poetry.lock', 'pdm.lock'];

/** The folder and those above it, up to the root of the repository. */
export function foldersUpwards(folder: string): readonly string[] {
  const found: string[] = [];
  for (let current = folder; ; current = path.dirname(current)) {
    found.push(current);
    if (path.dirname(current) === current || existsSync(path.join(current, '.git'))) return found;
  }
}

/** Environment folders that the settings of a type checker name: `venv` below `venvPath` (`[tool.pyright]` of `pyproject.toml`, `pyrightconfig.json`). */
export function namedEnvironments(folder: string): readonly string[] {
  return foldersUpwards(folder).flatMap((current) => {
    const tools = recordOf(readToml(path.join(current, 'pyproject.toml'))?.['tool']);
    const settings = [recordOf(tools?.['pyright']), recordOf(tools?.['basedpyright']), readJson(path.join(current, 'pyrightconfig.json'))];
    return settings.flatMap((each) => {
      const { venv, venvPath } = each ?? {};
      return typeof venv === 'string' ? [path.resolve(current, typeof venvPath === 'string' ? venvPath : '.', venv)] : [];
    });
  });
}

/** The version of a distribution that a lock file or an exact line of `requirements.txt` fixes; undefined where none does. `distribution` in lower case. */
export function lockedVersion(folder: string, distribution: string): string | undefined {
  for (const current of foldersUpwards(folder)) {
    for (const name of LOCK_FILES) {
      const packages = readToml(path.join(current, name))?.['package'];
      const found = Array.isArray(packages) ? packages.map(recordOf).find((each) => String(each?.['name']).toLowerCase() === distribution) : undefined;
      if (typeof found?.['version'] === 'string') return found['version'];
    }
    const line = readText(path.join(current, 'requirements.txt'))?.split(/\r?\n/).find((each) => new RegExp(`^${distribution}\\s*(\\[[^\\]]*\\])?\\s*==`, 'i').test(each));
    const version = line === undefined ? undefined : /==\s*([\w.!+]+)/.exec(line)?.[1];
    if (version !== undefined) return version;
  }
  return undefined;
}

function readToml(file: string): Readonly<Record<string, unknown>> | undefined {
  const text = readText(file);
  if (text === undefined) return undefined;
  try {
    return parse(text);
  } catch {
    // A half-written file names nothing.
    return undefined;
  }
}

function readJson(file: string): Readonly<Record<string, unknown>> | undefined {
  const text = readText(file);
  if (text === undefined) return undefined;
  try {
    return recordOf(JSON.parse(text));
  } catch {
    // With comments, or half-written: it names nothing.
    return undefined;
  }
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // Not there, or not readable.
    return undefined;
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : undefined;
}
