/** The packages of packages.json with their installed sources and committed answers. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { SqlAlchemyVersion } from '../../server/src/core/mapping/mapper';
import { complete } from '../oracle/scenarios';
import type { Answer, Defaults } from '../oracle/scenarios';

export interface PackageAnswer extends Answer {
  readonly sqlalchemy: string;
  /** Modules of the package that were imported: what the answer is about. */
  readonly modules: readonly string[];
  /** Modules that were replaced by stand-ins. */
  readonly absent: readonly string[];
}

export interface RealPackage {
  readonly name: string;
  readonly version: SqlAlchemyVersion;
  readonly answer: PackageAnswer;
  readonly sitePackages: string;
  /** Text by path below site-packages; empty when the package is not installed. */
  readonly files: ReadonlyMap<string, string>;
}

interface PackageEntry {
  readonly name: string;
  readonly folders: readonly string[];
}

export function readPackages(folder: string): readonly RealPackage[] {
  const entries = JSON.parse(readFileSync(path.join(folder, 'packages.json'), 'utf8')) as readonly PackageEntry[];
  const defaults = JSON.parse(readFileSync(path.join(folder, '../oracle/answers/defaults.json'), 'utf8')) as Defaults;
  return entries.flatMap((entry) => {
    const file = path.join(folder, 'answers', `${entry.name}.json.gz`);
    return existsSync(file) ? [realPackage(entry, complete(JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as PackageAnswer, defaults))] : [];
  });
}

function realPackage(entry: PackageEntry, answer: PackageAnswer): RealPackage {
  const sitePackages = sitePackagesOf(path.join(process.cwd(), '.cache/realworld', entry.name));
  return {
    name: entry.name,
    version: answer.sqlalchemy.split('.').slice(0, 2).join('.') as SqlAlchemyVersion,
    answer,
    sitePackages,
    files: new Map(entry.folders.flatMap((each) => pythonFiles(sitePackages, each))),
  };
}

function sitePackagesOf(environment: string): string {
  const lib = path.join(environment, 'lib');
  const python = existsSync(lib) ? readdirSync(lib).find((name) => name.startsWith('python')) : undefined;
  return python === undefined ? path.join(environment, 'Lib/site-packages') : path.join(lib, python, 'site-packages');
}

function pythonFiles(root: string, below: string): readonly (readonly [string, string])[] {
  const folder = path.join(root, below);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.py'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
    .map((file) => [path.relative(root, file).replaceAll(path.sep, '/'), readFileSync(file, 'utf8')]);
}
