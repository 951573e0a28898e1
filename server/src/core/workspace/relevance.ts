import type { ImportFact } from '../declarations/fileFacts';
import { isKnownByName, isModelledLibrary } from './canonicalPath';
import type { WorkspaceModule } from './linkWorkspace';
import { absoluteName, parentName } from './relativeName';

type Resolve = (name: string, importer: WorkspaceModule) => WorkspaceModule | undefined;

/**
 * The modules that can reach SQLAlchemy, or an installed library that may build on it, through the imports of their top levels, transitively.
 * Nothing else can map a class. Linear in the number of imports.
 */
export function relevantModules(modules: readonly WorkspaceModule[], resolve: Resolve, readsPackages: boolean): readonly WorkspaceModule[] {
  const importers = new Map<WorkspaceModule, WorkspaceModule[]>();
  const relevant = new Set<WorkspaceModule>();
  for (const module of modules) {
    for (const fact of module.facts.declarations.imports) {
      if (fact.isTypeCheckingOnly) continue;
      if (fact.level === 0 && isModelledLibrary(fact.module)) {
        relevant.add(module);
        continue;
      }
      const reached = reachedBy(fact, module, resolve);
      for (const target of reached) addTo(importers, target, module);
      if (reached.length === 0 && fact.level === 0 && readsPackages && !isKnownByName(fact.module)) relevant.add(module);
    }
  }
  for (const module of relevant) for (const importer of importers.get(module) ?? []) relevant.add(importer);
  return modules.filter((module) => relevant.has(module));
}

/** The workspace modules that an import statement executes: the module named, the packages around it, and submodules among the names. */
function reachedBy(fact: ImportFact, importer: WorkspaceModule, resolve: Resolve): readonly WorkspaceModule[] {
  const base = absoluteName(fact.module, fact.level, importer);
  if (base === undefined) return [];
  const reached: WorkspaceModule[] = [];
  const reach = (name: string): void => {
    const module = resolve(name, importer);
    if (module !== undefined && module !== importer) reached.push(module);
  };
  for (let name = base; name !== ''; name = parentName(name)) reach(name);
  for (const { name } of fact.names ?? []) if (name !== '*') reach(`${base}.${name}`);
  return reached;
}

function addTo<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
