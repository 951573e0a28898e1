import type { FileId } from '../declarations/anchor';
import type { FileFacts } from '../declarations/fileFacts';
import { compareText } from './compareText';
import { isPackageFile, nameBelow, nameModules, parentOf, type ModulePlace } from './moduleNames';
import type { ProjectConfig } from './project';
import { relevantModules } from './relevance';
import { isStandardLibrary } from './standardLibrary';

/** One Python file of the workspace as a module. */
export interface WorkspaceModule extends ModulePlace {
  /** Exchanged when a class of the file was evaluated anew in its place. */
  facts: FileFacts;
}

/** A folder without `__init__.py` through which modules are imported (PEP 420). */
export interface NamespacePackage {
  readonly name: string;
}

/** The modules of a workspace and what an import statement in them reaches. Pure: the same files in any order give the same result. */
export interface LinkedWorkspace {
  /** Sorted by path. */
  readonly modules: readonly WorkspaceModule[];
  /** Modules that can reach SQLAlchemy through imports, sorted by path: the ones to execute. */
  readonly relevant: readonly WorkspaceModule[];
  moduleOf(file: FileId): WorkspaceModule | undefined;
  /** The module that an absolute dotted name means in `importer`; undefined when the workspace has none. */
  resolve(name: string, importer: WorkspaceModule | undefined): WorkspaceModule | undefined;
  /** Whether a dotted name is a folder without `__init__.py` that holds modules. */
  isNamespacePackage(name: string, importer: WorkspaceModule | undefined): boolean;
}

export function linkWorkspace(files: readonly FileFacts[], config: ProjectConfig): LinkedWorkspace {
  const places = nameModules(files, config.sourceRoots);
  const modules: WorkspaceModule[] = [];
  for (const [facts, place] of places) modules.push({ facts, ...place });
  modules.sort((a, b) => compareText(a.facts.path, b.facts.path));
  const index = new ModuleIndex(modules);
  return {
    modules,
    relevant: relevantModules(modules, (name, importer) => index.resolve(name, importer), config.packages !== undefined),
    moduleOf: (file) => index.byFile.get(file),
    resolve: (name, importer) => index.resolve(name, importer),
    isNamespacePackage: (name, importer) => index.isNamespacePackage(name, importer),
  };
}

class ModuleIndex {
  readonly byFile = new Map<FileId, WorkspaceModule>();
  /** By every name that the file has below its own root or a root above it. */
  private readonly byName = new Map<string, WorkspaceModule[]>();
  /** Import roots of the folders that a dotted name stands for. */
  private readonly namespacePackages = new Set<string>();

  constructor(modules: readonly WorkspaceModule[]) {
    for (const module of modules) {
      this.byFile.set(module.facts.id, module);
      for (let root = module.root; ; root = parentOf(root)) {
        this.add(nameBelow(root, module.facts.path), module);
        if (root === '') break;
      }
    }
    for (const name of this.byName.keys()) {
      for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
        const parent = name.slice(0, dot);
        if (this.namespacePackages.has(parent)) break;
        if (!this.byName.has(parent)) this.namespacePackages.add(parent);
      }
    }
  }

  resolve(name: string, importer: WorkspaceModule | undefined): WorkspaceModule | undefined {
    const candidates = this.byName.get(name);
    if (candidates === undefined) return undefined;
    const [only] = candidates;
    const isHidden = isStandardLibrary(name);
    if (candidates.length === 1 && !isHidden) return only;
    const allowed = isHidden ? candidates.filter((candidate) => isBesides(candidate, importer)) : candidates;
    let best: WorkspaceModule | undefined;
    for (const candidate of allowed) if (best === undefined || isNearer(candidate, best, name, importer)) best = candidate;
    return best;
  }

  isNamespacePackage(name: string, importer: WorkspaceModule | undefined): boolean {
    return this.namespacePackages.has(name) && (!isStandardLibrary(name) || importer !== undefined);
  }

  private add(name: string, module: WorkspaceModule): void {
    const known = this.byName.get(name);
    if (known === undefined) this.byName.set(name, [module]);
    else known.push(module);
  }
}

/** A file hides a module of the standard library only for modules that are imported from the same root. */
function isBesides(candidate: WorkspaceModule, importer: WorkspaceModule | undefined): boolean {
  return importer !== undefined && importer.root === candidate.root;
}

/** Python takes the first root on its path; which roots are on it shows in where the importing module itself was found. */
function isNearer(candidate: WorkspaceModule, best: WorkspaceModule, name: string, importer: WorkspaceModule | undefined): boolean {
  const isNamedSo = (module: WorkspaceModule): number => (nameBelow(module.root, module.facts.path) === name ? 1 : 0);
  const sharesRoot = (module: WorkspaceModule): number => (module.root === importer?.root ? 1 : 0);
  const shared = (module: WorkspaceModule): number => sharedFolders(module.facts.path, importer?.facts.path ?? '');
  const order =
    sharesRoot(candidate) * isNamedSo(candidate) - sharesRoot(best) * isNamedSo(best) ||
    isNamedSo(candidate) - isNamedSo(best) ||
    shared(candidate) - shared(best) ||
    Number(isPackageFile(candidate.facts.path)) - Number(isPackageFile(best.facts.path)) ||
    compareText(best.facts.path, candidate.facts.path);
  return order > 0;
}

function sharedFolders(a: string, b: string): number {
  const left = a.split('/');
  const right = b.split('/');
  let count = 0;
  while (count < left.length - 1 && count < right.length - 1 && left[count] === right[count]) count++;
  return count;
}
