import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { URI } from 'vscode-uri';
import type { FileId } from '../../core/declarations/anchor';
import type { InstalledModule, PackageReader } from '../../core/workspace/project';
import type { PythonEnvironment } from '../host';
import { readSourceFile } from './files';
import { foldersUpwards, lockedVersion, namedEnvironments } from './projectFiles';

/** Names that tools give a project's own environment, in the order they are looked for. */
const USUAL_FOLDERS = ['.venv', 'venv', 'env', '.env', '__pypackages__'];

/**
 * The Python environment of a project, found without running Python: the setting, an environment folder in the project or a folder above it, one that
 * `pyproject.toml` or `pyrightconfig.json` names, then the environment that is active for this process (`VIRTUAL_ENV`, `CONDA_PREFIX`).
 */
export function environmentOf(folder: string, setting: string): PythonEnvironment {
  const lockedVersionOf = (distribution: string): string | undefined => lockedVersion(folder, distribution);
  const candidates = setting === '' ? [...nearby(folder), ...namedEnvironments(folder), ...active()] : [path.resolve(folder, setting)];
  for (const candidate of candidates) {
    const sitePackages = sitePackagesOf(candidate);
    if (sitePackages !== undefined) return { description: sitePackages, packages: createPackageReader(sitePackages), lockedVersionOf };
  }
  return { lockedVersionOf };
}

function nearby(folder: string): readonly string[] {
  return foldersUpwards(folder).flatMap((current) => USUAL_FOLDERS.map((name) => path.join(current, name)));
}

function active(): readonly string[] {
  return [process.env['VIRTUAL_ENV'], process.env['CONDA_PREFIX']].filter((value) => value !== undefined);
}

/** `lib/python3.12/site-packages` of an environment folder, of the environment around an interpreter, or the folder itself when it holds packages. */
function sitePackagesOf(candidate: string): string | undefined {
  const base = isFolder(candidate) ? candidate : existsSync(candidate) ? path.dirname(path.dirname(candidate)) : undefined;
  if (base === undefined) return undefined;
  if (path.basename(base) === 'site-packages') return base;
  const windows = path.join(base, 'Lib', 'site-packages');
  if (isFolder(windows)) return windows;
  for (const lib of ['lib', 'lib64']) {
    const versions = list(path.join(base, lib)).filter((name) => name.startsWith('python')).sort().reverse();
    for (const version of versions) {
      for (const name of ['site-packages', 'dist-packages']) {
        const found = path.join(base, lib, version, name);
        if (isFolder(found)) return found;
      }
    }
  }
  // A folder filled by `pip install --target`.
  return list(base).some((name) => name.endsWith('.dist-info')) ? base : undefined;
}

/** Reads modules below `site-packages` (and the folders that its `.pth` files add) when asked for, each once. */
export function createPackageReader(sitePackages: string): PackageReader {
  const folders = [sitePackages, ...pathFileFolders(sitePackages)];
  const modules = new Map<string, InstalledModule | undefined>();
  let versions: Map<string, string> | undefined;
  return {
    readModule: (name) => {
      if (!modules.has(name)) modules.set(name, readModule(folders, name));
      return modules.get(name);
    },
    versionOf: (distribution) => {
      versions ??= new Map(list(sitePackages).flatMap(distributionOf));
      return versions.get(distribution.toLowerCase().replaceAll(/[-_.]+/g, '-'));
    },
  };
}

function distributionOf(folder: string): readonly (readonly [string, string])[] {
  const match = /^(.+?)-([^-]+?)(?:-py[\d.]+)?\.(?:dist-info|egg-info)$/.exec(folder);
  return match?.[1] === undefined || match[2] === undefined ? [] : [[match[1].toLowerCase().replaceAll(/[-_.]+/g, '-'), match[2]]];
}

/** Editable installs and the like: every line of a `.pth` file that is a folder. Lines that start with `import` are code and are not run. */
function pathFileFolders(sitePackages: string): readonly string[] {
  return list(sitePackages)
    .filter((name) => name.endsWith('.pth'))
    .flatMap((name) => readText(path.join(sitePackages, name)).split(/\r?\n/))
    .filter((line) => line !== '' && !line.startsWith('#') && !/^import\s/.test(line))
    .map((line) => path.resolve(sitePackages, line))
    .filter(isFolder);
}

function readModule(folders: readonly string[], name: string): InstalledModule | undefined {
  if (!/^[^\\/\s.]+(\.[^\\/\s.]+)*$/.test(name)) return undefined;
  const below = name.split('.');
  for (const folder of folders) {
    const base = path.join(folder, ...below);
    for (const [file, isPackage] of [[path.join(base, '__init__.py'), true], [`${base}.py`, false]] as const) {
      if (!existsSync(file)) continue;
      const read = readSourceFile(file);
      if (read.kind === 'text') return { id: URI.file(file).toString() as FileId, text: read.text, isPackage };
    }
  }
  return undefined;
}

function isFolder(candidate: string): boolean {
  return statSync(candidate, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    // A folder that is not there or not readable holds no packages.
    return [];
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // An unreadable .pth file adds no folders, as in Python.
    return '';
  }
}
