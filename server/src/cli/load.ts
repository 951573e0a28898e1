/** From the paths of a command line to an analysis of what is there. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { URI } from 'vscode-uri';
import type { Analysis } from '../core/analysis';
import type { SqlAlchemyVersion } from '../core/workspace/project';
import { listPythonFiles } from '../host/node/listing';
import { environmentOf } from '../host/node/environment';
import { readSourceFile, reasonOf } from '../host/node/files';
import { rulesOf, sqlalchemyOf } from '../host/version';
import { analysisOfFiles } from './api';
import { UsageError } from './usage';

export interface LoadOptions {
  readonly sqlalchemy?: SqlAlchemyVersion;
  /** Interpreter or environment folder; empty to look for one near the first path. */
  readonly python: string;
}

export interface LoadedProject {
  readonly analysis: Analysis;
  readonly roots: readonly string[];
  /** The folder that the paths of the files are below. */
  readonly folder: string;
  /** Files and folders that could not be read as they should. */
  readonly warnings: readonly string[];
}

/** Reads all Python files below the paths (a path may be one file). Throws `UsageError` for a path that cannot be read at all. */
export function loadProject(paths: readonly string[], options: LoadOptions): LoadedProject {
  const roots = paths.length === 0 ? ['.'] : paths;
  const base = folderOf(roots[0] ?? '.');
  const files = new Map<string, string>();
  const warnings: string[] = [];
  for (const root of roots) {
    for (const file of filesBelow(root, warnings)) {
      const read = readSourceFile(file);
      if (read.kind === 'unreadable') warnings.push(`${file}: ${read.reason}`);
      else files.set(toSlashes(path.relative(base, file)), read.text);
      if (read.kind === 'text' && read.warning !== undefined) warnings.push(`${file}: ${read.warning}`);
    }
  }
  const sourceRoots = roots.slice(1).map((root) => toSlashes(path.relative(base, folderOf(root))));
  const analysis = analysisOfTexts(base, files, options, sourceRoots);
  return { analysis, roots, folder: base, warnings };
}

/** Of other texts for the files of a folder, with the environment of the folder. */
export function analysisOfTexts(folder: string, files: ReadonlyMap<string, string>, options: LoadOptions, sourceRoots: readonly string[] = []): Analysis {
  const environment = environmentOf(folder, options.python);
  return analysisOfFiles(files, {
    sqlalchemy: options.sqlalchemy ?? rulesOf(sqlalchemyOf(environment)?.version),
    sourceRoots: sourceRoots.length === 0 ? [] : ['', ...sourceRoots],
    packages: environment.packages,
  });
}

function folderOf(root: string): string {
  try {
    return statSync(root).isDirectory() ? path.resolve(root) : path.dirname(path.resolve(root));
  } catch (error) {
    throw new UsageError(`${root}: ${reasonOf(error)}`);
  }
}

function filesBelow(root: string, warnings: string[]): readonly string[] {
  const folder = folderOf(root);
  if (folder !== path.resolve(root)) return [path.resolve(root)];
  const listing = listPythonFiles(URI.file(folder).toString(), []);
  const unreadableRoot = listing.unreadable.find(({ uri }) => URI.parse(uri).fsPath === folder);
  if (unreadableRoot !== undefined) throw new UsageError(`${root}: ${unreadableRoot.reason}`);
  warnings.push(...listing.unreadable.map(({ uri, reason }) => `${URI.parse(uri).fsPath}: ${reason}`));
  return listing.files.map(({ uri }) => URI.parse(uri).fsPath);
}

function toSlashes(relative: string): string {
  return relative.split(path.sep).join('/');
}
