import type { FileFacts } from '../declarations/fileFacts';
import { topLevelOf } from './standardLibrary';

/** Where a file stands in the module tree. */
export interface ModulePlace {
  /** Dotted name as imported: `app.models.user`. Unique in the workspace. */
  readonly name: string;
  /** The import root below which the name was found, `''` for the project root. */
  readonly root: string;
  readonly isPackage: boolean;
}

/**
 * Gives every file its module name. The import root of a file is the first of `sourceRoots` that contains it; without one, the nearest folder
 * above it without `__init__.py`, or a folder further up that absolute imports in the workspace prove to be a root: `from app.models.user import X`
 * makes `backend/app/models/user.py` be `app.models.user` though no folder has an `__init__.py`. Files that would share a name are named by their whole path.
 */
export function nameModules(files: readonly FileFacts[], sourceRoots: readonly string[]): ReadonlyMap<FileFacts, ModulePlace> {
  const sources = files.filter((file) => componentsOf(file.path) !== undefined);
  const packages = new Set(sources.filter(({ path }) => isPackageFile(path)).map(({ path }) => parentOf(path)));
  const votes = votesForRoots(sources, packages);
  const places = new Map<FileFacts, ModulePlace>();
  const counts = new Map<string, number>();
  for (const file of sources) {
    const root = statedRoot(file.path, sourceRoots) ?? bestRoot(file.path, packages, votes);
    const place = { name: nameBelow(root, file.path), root, isPackage: isPackageFile(file.path) };
    places.set(file, place);
    counts.set(place.name, (counts.get(place.name) ?? 0) + 1);
  }
  for (const [file, place] of places) {
    if ((counts.get(place.name) ?? 0) > 1) places.set(file, { name: nameBelow('', file.path), root: place.root, isPackage: place.isPackage });
  }
  return places;
}

/** The folder of a path, `''` for a path at the top. */
export function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** The dotted name of a file seen from a root above it: `app/models/__init__.py` below `''` is `app.models`. */
export function nameBelow(root: string, path: string): string {
  const below = root === '' ? path : path.slice(root.length + 1);
  const name = below.replace(/\.py$/, '').replaceAll('/', '.');
  return name === '__init__' ? lastPartOf(parentOf(path)) : name.replace(/\.__init__$/, '');
}

export function isPackageFile(path: string): boolean {
  return path === '__init__.py' || path.endsWith('/__init__.py');
}

function lastPartOf(path: string): string {
  return path === '' ? '__init__' : path.slice(path.lastIndexOf('/') + 1);
}

/** undefined for what no import statement can name (stubs, notebooks); a path part with a dash or dot can still be run as a script. */
function componentsOf(path: string): readonly string[] | undefined {
  return path.endsWith('.py') ? path.slice(0, -3).split('/') : undefined;
}

function statedRoot(path: string, sourceRoots: readonly string[]): string | undefined {
  return sourceRoots.map((root) => root.replace(/^\.?\/+|\/+$/g, '').replace(/^\.$/, '')).find((root) => root === '' || path.startsWith(`${root}/`));
}

/** The nearest folder above a file that is not a package. */
function layoutRoot(path: string, packages: ReadonlySet<string>): string {
  let folder = parentOf(path);
  while (folder !== '' && packages.has(folder)) folder = parentOf(folder);
  return folder;
}

/** How often absolute imports name something directly below a root, by the path of that thing: `backend/app` for `import app.models`. */
type Votes = ReadonlyMap<string, number>;

function bestRoot(path: string, packages: ReadonlySet<string>, votes: Votes): string {
  let best = layoutRoot(path, packages);
  let bestVotes = votes.get(childBelow(best, path)) ?? 0;
  for (let root = best; root !== ''; ) {
    root = parentOf(root);
    const found = votes.get(childBelow(root, path)) ?? 0;
    if (found > bestVotes) {
      best = root;
      bestVotes = found;
    }
  }
  return best;
}

/** The path of the file or folder directly below `root` on the way to `path`, without `.py`. */
function childBelow(root: string, path: string): string {
  const start = root === '' ? 0 : root.length + 1;
  const slash = path.indexOf('/', start);
  return slash < 0 ? path.replace(/\.py$/, '') : path.slice(0, slash);
}

function votesForRoots(files: readonly FileFacts[], packages: ReadonlySet<string>): Votes {
  const importers = countAbsoluteImports(files, new Set(files.flatMap(({ path }) => path.slice(0, -3).split('/'))));
  const votes = new Map<string, number>();
  const seen = new Set<string>();
  for (const { path } of files) {
    const module = isPackageFile(path) ? parentOf(path) : path.slice(0, -3);
    for (let known = module; known !== '' && !seen.has(known); known = parentOf(known)) {
      seen.add(known);
      voteFor(known, known === module && !isPackageFile(path) ? parentOf(known) : known, packages, importers, votes);
    }
  }
  return votes;
}

/** Adds the imports that name `module` (a path without `.py`) below any root that its packages allow. */
function voteFor(module: string, folder: string, packages: ReadonlySet<string>, importers: ReadonlyMap<string, number>, votes: Map<string, number>): void {
  let root = folder === module ? parentOf(module) : folder;
  while (root !== '' && packages.has(root)) root = parentOf(root);
  for (;;) {
    const name = (root === '' ? module : module.slice(root.length + 1)).replaceAll('/', '.');
    const count = importers.get(name);
    if (count !== undefined) {
      const child = childBelow(root, `${module}/`);
      votes.set(child, (votes.get(child) ?? 0) + count);
    }
    if (root === '') return;
    root = parentOf(root);
  }
}

/** The number of files that import a module by an absolute name that starts with one of `starts`; `from a import b` counts for `a` and `a.b`. */
function countAbsoluteImports(files: readonly FileFacts[], starts: ReadonlySet<string>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { declarations } of files) {
    const names = new Set<string>();
    for (const fact of declarations.imports) {
      if (fact.level > 0 || !starts.has(topLevelOf(fact.module))) continue;
      names.add(fact.module);
      for (const { name } of fact.names ?? []) names.add(`${fact.module}.${name}`);
    }
    for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}
