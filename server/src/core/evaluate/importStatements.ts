/** `import` and `from … import`. */
import type { Anchor } from '../declarations/anchor';
import type { ImportAlias, ImportFromStatement, ImportStatement } from '../python/syntax';
import { isMissingIn, starNamesOf } from '../workspace/canonicalPath';
import { absoluteName } from '../workspace/relativeName';
import { topLevelOf } from '../workspace/standardLibrary';
import { libraryConstant } from './attributes';
import { dynamic } from './constants';
import { LazyBinding, Module, type Environment } from './environment';
import { itemsOf } from './iteration';
import type { Machine } from './machine';
import type { Value } from './values';

export function executeImport(machine: Machine, environment: Environment, statement: ImportStatement): void {
  for (const alias of statement.names) {
    const { name } = alias.name;
    if (name === '') continue;
    const anchor = environment.anchorOf(alias);
    if (failsForCertain(machine, environment, name, anchor)) return;
    const bound = alias.alias === undefined ? topLevelOf(name) : name;
    const localName = alias.alias?.name ?? bound;
    if (machine.loader.ownerOf(name, environment.module) === 'package') {
      machine.loader.noteImport(name, environment.module);
      environment.set(localName, lazily(machine, anchor, () => machine.loader.importModule(bound, environment.module), name));
    } else {
      const module = machine.loader.importModule(name, environment.module);
      environment.bind(localName, bound === name ? module : machine.loader.importModule(bound, environment.module), anchor);
    }
  }
}

export function executeImportFrom(machine: Machine, environment: Environment, statement: ImportFromStatement): void {
  const importer = environment.module;
  const name = absoluteName(statement.module?.name ?? '', statement.level, importer);
  if (name === undefined || name === '') {
    bindAll(environment, statement, (alias) => dynamic(`\`${alias.name.name}\`, imported from above the top level`, environment.anchorOf(alias)));
    return;
  }
  if (name === '__future__') return;
  const isAstray = statement.level > 0 && importer.isWorkspace && machine.loader.ownerOf(name, importer) !== 'workspace';
  if (failsForCertain(machine, environment, name, environment.anchorOf(statement), isAstray)) return;
  if (machine.loader.ownerOf(name, importer) === 'package') {
    importFromPackage(machine, environment, statement, name);
    return;
  }
  const module = machine.loader.importModule(name, importer);
  for (const alias of statement.names) {
    if (alias.name.name === '*') importStar(machine, environment, module, name, alias);
    else if (alias.name.name !== '') importOne(machine, environment, module, name, alias);
  }
}

function bindAll(environment: Environment, statement: ImportFromStatement, valueOf: (alias: ImportAlias) => Value): void {
  for (const alias of statement.names) {
    if (alias.name.name !== '*' && alias.name.name !== '') environment.bind(alias.alias?.name ?? alias.name.name, valueOf(alias), environment.anchorOf(alias));
  }
}

/** Inside `try`, an import that cannot succeed raises. */
function failsForCertain(machine: Machine, environment: Environment, name: string, anchor: Anchor, isAstray = false): boolean {
  if (machine.tryDepth === 0 || !(isAstray || machine.loader.isMissing(name, environment.module))) return false;
  machine.certainError('ModuleNotFoundError', `the import of \`${name}\`, which is not installed`, anchor);
  return true;
}

function importOne(machine: Machine, environment: Environment, module: Value, moduleName: string, alias: ImportAlias): void {
  const { name } = alias.name;
  const localName = alias.alias?.name ?? name;
  const anchor = environment.anchorOf(alias);
  if (module.kind === 'external') {
    const path = `${moduleName}.${name}`;
    const isTooNew = machine.tryDepth > 0 && (moduleName === 'sqlalchemy' || moduleName === 'sqlalchemy.orm') && isMissingIn(machine.config.sqlalchemy, path);
    if (isTooNew) machine.certainError('ImportError', `the import of \`${path}\`, which this version does not have`, anchor);
    else environment.bind(localName, libraryConstant(machine, path) ?? machine.external(path), anchor);
    return;
  }
  const value = machine.loader.importName(module, name, anchor);
  if (value !== undefined) {
    environment.bind(localName, value, anchor);
  } else if (module instanceof Module && module.state !== 'done') {
    // Modules that import each other: the name is there by the time a function or a later class uses it.
    environment.set(localName, lazily(machine, anchor, () => machine.loader.importName(module, name, anchor), `${moduleName}.${name}`));
  } else {
    environment.bind(localName, machine.certainError('ImportError', `\`${moduleName}.${name}\`, which \`${moduleName}\` does not define`, anchor), anchor);
  }
}

/** Nothing of an installed package is read before the name is used. */
function importFromPackage(machine: Machine, environment: Environment, statement: ImportFromStatement, moduleName: string): void {
  machine.loader.noteImport(moduleName, environment.module);
  for (const alias of statement.names) {
    const { name } = alias.name;
    const anchor = environment.anchorOf(alias);
    if (name === '*') {
      importStar(machine, environment, machine.loader.importModule(moduleName, environment.module), moduleName, alias);
    } else if (name !== '') {
      const path = `${moduleName}.${name}`;
      machine.loader.noteImport(path, environment.module);
      const find = (): Value | undefined => {
        const module = machine.loader.importModule(moduleName, environment.module);
        // A package that imports from itself means its submodule: the name is bound to nothing else yet.
        const submodule = module === environment.module ? machine.loader.submodule(environment.module, name) : undefined;
        return submodule ?? machine.loader.importName(module, name, anchor);
      };
      environment.set(alias.alias?.name ?? name, lazily(machine, anchor, find, path));
    }
  }
}

function lazily(machine: Machine, anchor: Anchor, find: () => Value | undefined, path: string): LazyBinding {
  const missing = (): Value => {
    machine.loader.noteUnbound();
    return dynamic(`\`${path}\`, which is not bound while modules import each other`, anchor);
  };
  return new LazyBinding(anchor, find, missing, machine);
}

/** `from module import *`: the names of `__all__`, or all that do not start with an underscore. */
function importStar(machine: Machine, environment: Environment, module: Value, moduleName: string, alias: ImportAlias): void {
  const importer = environment.module;
  const anchor = environment.anchorOf(alias);
  if (!(module instanceof Module)) {
    const names = starNamesOf(moduleName);
    if (names !== undefined) importer.starSources.push({ path: moduleName, names });
    else importer.openReason ??= `it may come from \`from ${moduleName} import *\``;
    return;
  }
  const all = module.namespace.get('__all__')?.value;
  const exported = all === undefined ? undefined : itemsOf(all);
  const names = exported === undefined || exported.isOpen ? [...module.namespace.keys()].filter((name) => !name.startsWith('_')) : [];
  for (const value of exported?.values ?? []) if (value.kind === 'string') names.push(value.value);
  for (const name of names) {
    const value = machine.loader.importName(module, name, anchor);
    if (value !== undefined) environment.bind(name, value, anchor);
  }
  if (exported === undefined) for (const source of module.starSources) importer.starSources.push(source);
  if (module.openReason !== undefined) importer.openReason ??= module.openReason;
  else if (module.state !== 'done') importer.openReason ??= `\`${moduleName}\` is not complete while modules import each other`;
}
