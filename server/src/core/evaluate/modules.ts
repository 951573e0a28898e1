/** The modules of a program: found, executed once and in Python's order, connected to each other. */
import type { Anchor, FileId } from '../declarations/anchor';
import type { FileFacts } from '../declarations/fileFacts';
import { readFile } from '../declarations/readFile';
import type { Statement } from '../python/syntax';
import { isKnownByName, isModelledLibrary } from '../workspace/canonicalPath';
import type { LinkedWorkspace, WorkspaceModule } from '../workspace/linkWorkspace';
import type { InstalledModule, ProjectConfig } from '../workspace/project';
import { absoluteName, parentName } from '../workspace/relativeName';
import { isStandardLibrary, topLevelOf } from '../workspace/standardLibrary';
import type { ClassRuns } from './classRuns';
import { dynamic, isSymbolic } from './constants';
import { LazyBinding, Module } from './environment';
import type { Machine, ModuleLoader } from './machine';
import { madeOnDemand } from './moduleAttributes';
import { executeStatement } from './statements';
import type { ClassValue, Value } from './values';

/** Installed modules of one package that are executed because the package maps classes. */
const MAX_EAGER_MODULES = 400;

/** Modules that may be running at once; one deeper is executed later, by itself. Python's own limit is lower. */
const MAX_NESTED_MODULES = 250;

/** Hears of errors of our own; the module where one happens is dynamic from there on. */
export type InternalErrorHook = (operation: string, error: unknown) => void;

/** Facts of installed modules: the host hands out the same object as long as the module is the same. */
const installedFacts = new WeakMap<InstalledModule, FileFacts>();

/** What an installed package would have imported by now. */
interface InstalledPackage {
  readonly pending: Set<string>;
  /** A module of it that was executed makes declarative bases, mapped classes or tables: its imports are then executed as Python does, since they may map more. */
  mapsClasses: boolean;
  executed: number;
}

export class Modules implements ModuleLoader {
  private readonly workspaceModules = new Map<WorkspaceModule, Module>();
  private readonly namespacePackages = new Map<string, Module>();
  private readonly installedModules = new Map<string, Module | undefined>();
  private readonly packages = new Map<string, InstalledPackage>();
  private readonly followed = new Map<Module, boolean>();
  private installedDepth = 0;
  /** The modules being executed, innermost last. */
  private readonly running: Module[] = [];
  /** Modules of the workspace that needed a name of a module that was still running: Python would have failed in this order. */
  readonly needingFirst = new Set<WorkspaceModule>();
  /** Facts of the installed modules that were executed. */
  readonly installedFiles = new Map<FileId, FileFacts>();
  /** By name, in order of execution. */
  readonly executed = new Map<string, Module>();
  private machine: Machine | undefined;

  constructor(
    private readonly linked: LinkedWorkspace,
    private readonly config: ProjectConfig,
    private readonly onInternalError: InternalErrorHook,
    private readonly classRuns: ClassRuns,
  ) {}

  connect(machine: Machine): void {
    this.machine = machine;
  }

  /** The module of a place that was executed. */
  moduleAt(place: WorkspaceModule): Module | undefined {
    return this.workspaceModules.get(place);
  }

  /** Executes a module of the workspace, packages around it first. */
  execute(place: WorkspaceModule): void {
    this.importWorkspace(place.name, place, undefined);
  }

  ownerOf(name: string, importer: Module): 'workspace' | 'known' | 'package' {
    if (isModelledLibrary(name)) return 'known';
    if (importer.isWorkspace && (this.linked.resolve(name, importer.place) !== undefined || this.isWorkspaceNamespace(name, importer))) return 'workspace';
    return isKnownByName(name) ? 'known' : 'package';
  }

  importModule(name: string, importer: Module): Value {
    const machine = this.useMachine();
    switch (this.ownerOf(name, importer)) {
      case 'known':
        return machine.external(name);
      case 'package':
        return this.installed(name) ?? this.missingModule(name, importer);
      case 'workspace': {
        const place = this.linked.resolve(name, importer.place);
        return place === undefined ? this.namespacePackage(name, importer.place) : this.importWorkspace(name, place, importer.place);
      }
    }
  }

  importByText(name: string): Value {
    const place = this.linked.resolve(name, undefined);
    if (place !== undefined) return this.importWorkspace(name, place, undefined);
    return isKnownByName(name) ? this.useMachine().external(name) : (this.installed(name) ?? this.useMachine().external(name));
  }

  importName(module: Value, name: string, anchor: Anchor): Value | undefined {
    if (!(module instanceof Module)) return module.kind === 'external' ? this.useMachine().external(`${module.path}.${name}`) : dynamic(`\`${name}\`, which is imported from something that is not known`, anchor);
    this.useMachine().noteRead(module.startedAt);
    const own = module.namespace.get(name)?.value ?? module.lookupStar(name) ?? module.lookupSelf(name);
    if (own !== undefined) return own;
    const submodule = this.submodule(module, name);
    if (submodule !== undefined) return submodule;
    const made = madeOnDemand(this.useMachine(), module, name, anchor);
    if (made !== undefined) return made;
    if (module.openReason !== undefined) return dynamic(`\`${module.name}.${name}\`, since ${module.openReason}`, anchor);
    if (module.facts === undefined) return this.useMachine().external(`${module.name}.${name}`);
    return module.isWorkspace || module.state !== 'done' ? undefined : this.useMachine().external(`${module.name}.${name}`);
  }

  submodule(module: Module, name: string): Module | undefined {
    const dotted = `${module.name}.${name}`;
    if (!module.isWorkspace) return module.isPackage ? this.installed(dotted) : undefined;
    if (module.facts !== undefined && !module.isPackage) return undefined;
    const place = this.linked.resolve(dotted, module.place);
    if (place !== undefined) return this.importWorkspace(dotted, place, module.place);
    return this.linked.isNamespacePackage(dotted, module.place) ? this.namespacePackage(dotted, module.place) : undefined;
  }

  moduleNamed(name: string): Module | undefined {
    const place = this.linked.resolve(name, undefined);
    return place === undefined ? this.installedModules.get(name) : this.workspaceModules.get(place);
  }

  isFollowed(module: Module): boolean {
    if (module.isWorkspace) return true;
    let isFollowed = this.followed.get(module);
    if (isFollowed === undefined) {
      isFollowed = importsModelledLibrary(module) || this.neighboursOf(module).some(importsModelledLibrary);
      this.followed.set(module, isFollowed);
    }
    return isFollowed;
  }

  /** Modules of the same package that an installed module imports. */
  private neighboursOf(module: Module): readonly Module[] {
    const neighbours = new Set<Module>();
    for (const { module: name, level, names } of module.declarations?.imports ?? []) {
      const base = absoluteName(name, level, module);
      if (base === undefined || topLevelOf(base) !== topLevelOf(module.name)) continue;
      for (const candidate of [base, ...(names ?? []).map((one) => `${base}.${one.name}`)]) {
        const neighbour = this.installed(candidate);
        if (neighbour !== undefined) neighbours.add(neighbour);
      }
    }
    return [...neighbours];
  }

  isMissing(name: string, importer: Module): boolean {
    const owner = this.ownerOf(name, importer);
    if (owner !== 'package') return false;
    if (this.isInsideWorkspace(name, importer)) return true;
    return this.config.packages !== undefined && this.installedText(topLevelOf(name)) === undefined;
  }

  noteUnbound(): void {
    this.useMachine().noteEffect();
    const place = this.running.at(-1)?.place;
    if (place !== undefined) this.needingFirst.add(place);
  }

  noteImport(name: string, importer: Module): void {
    if (importer.isWorkspace || topLevelOf(name) !== topLevelOf(importer.name)) return;
    this.packageOf(name).pending.add(name);
  }

  // -------------------------------------------------------------- the workspace

  private importWorkspace(name: string, place: WorkspaceModule, importer: WorkspaceModule | undefined): Module {
    const parent = parentName(name);
    if (parent !== '') {
      const parentPlace = this.linked.resolve(parent, importer ?? place);
      if (parentPlace !== undefined && parentPlace !== place) this.importWorkspace(parent, parentPlace, importer ?? place);
    }
    let module = this.workspaceModules.get(place);
    if (module === undefined) {
      module = new Module(place.name, place.facts, place.isPackage, true, place, this.classRuns.bindingChanges);
      this.workspaceModules.set(place, module);
      this.run(module);
      this.bindInParent(name, module, importer ?? place);
    } else if (module.state === 'waiting') {
      this.run(module);
    }
    return module;
  }

  /** A submodule becomes an attribute of its package once it is imported. */
  private bindInParent(name: string, module: Module, importer: WorkspaceModule): void {
    const parent = parentName(name);
    if (parent === '') return;
    const place = this.linked.resolve(parent, importer);
    const owner = place === undefined ? this.namespacePackages.get(parent) : this.workspaceModules.get(place);
    owner?.setBinding(name.slice(parent.length + 1), { value: module, anchor: { file: module.fileOfNodes, node: 0 } });
  }

  private isWorkspaceNamespace(name: string, importer: Module): boolean {
    return this.linked.isNamespacePackage(name, importer.place) && !isStandardLibrary(name) && this.installedText(topLevelOf(name)) === undefined;
  }

  private namespacePackage(name: string, importer: WorkspaceModule | undefined): Module {
    let module = this.namespacePackages.get(name);
    if (module === undefined) {
      module = new Module(name, undefined, true, true, importer);
      this.namespacePackages.set(name, module);
    }
    return module;
  }

  /** Whether a name that no file has lies below a package of the workspace. */
  private isInsideWorkspace(name: string, importer: Module): boolean {
    for (let parent = parentName(name); parent !== ''; parent = parentName(parent)) {
      if (importer.isWorkspace && this.linked.resolve(parent, importer.place) !== undefined) return true;
    }
    return false;
  }

  private missingModule(name: string, importer: Module): Value {
    if (this.isInsideWorkspace(name, importer)) return dynamic(`\`${name}\`, a module that is not in the workspace`);
    return this.useMachine().external(name);
  }

  // -------------------------------------------------------------- installed packages

  private installedText(name: string): InstalledModule | undefined {
    return this.config.packages?.readModule(name);
  }

  /** An installed module; its code is run when its namespace is looked at. */
  private installed(name: string): Module | undefined {
    const known = this.installedModules.get(name);
    if (known !== undefined || this.installedModules.has(name)) return known;
    const text = isKnownByName(name) ? undefined : this.installedText(name);
    const module = text === undefined ? undefined : new Module(name, factsOf(text, name), text.isPackage, false);
    this.installedModules.set(name, module);
    if (module !== undefined) {
      module.load = (): void => this.runInstalled(module);
      for (let parent = parentName(name); parent !== ''; parent = parentName(parent)) this.packageOf(name).pending.add(parent);
    }
    return module;
  }

  private runInstalled(module: Module): void {
    const owner = this.packageOf(module.name);
    owner.executed++;
    this.installedDepth++;
    this.run(module);
    this.installedDepth--;
    if (definesMappings(module)) owner.mapsClasses = true;
    if (this.installedDepth === 0) this.runPending(owner);
  }

  /** What Python would have executed when the package was imported: its other modules can map classes, too. */
  private runPending(owner: InstalledPackage): void {
    if (!owner.mapsClasses) return;
    for (const name of owner.pending) {
      if (owner.executed >= MAX_EAGER_MODULES) return;
      const module = this.installed(name);
      if (module?.state === 'waiting') module.load?.();
    }
  }

  private packageOf(name: string): InstalledPackage {
    const top = topLevelOf(name);
    let owner = this.packages.get(top);
    if (owner === undefined) {
      owner = { pending: new Set(), mapsClasses: false, executed: 0 };
      this.packages.set(top, owner);
    }
    return owner;
  }

  // -------------------------------------------------------------- execution

  private run(module: Module): void {
    if (module.state !== 'waiting' || module.facts === undefined || this.running.length >= MAX_NESTED_MODULES) return;
    const machine = this.useMachine();
    module.state = 'running';
    module.startedAt = machine.serial;
    machine.noteEffect();
    this.executed.set(module.name, module);
    if (!module.isWorkspace) this.installedFiles.set(module.facts.id, module.facts);
    const { body } = module.facts.declarations;
    this.running.push(module);
    machine.runModule(sizeOf(body), () => {
      try {
        for (const statement of body) {
          if (!machine.step()) break;
          if (statement.kind === 'ClassDef' && module.isWorkspace) this.classRuns.execute(machine, module, statement);
          else executeStatement(machine, module.environment, statement);
          // The rest of the module is read even when a statement raises: one mistake does not hide everything.
          machine.raised = undefined;
          if (machine.isAborted) break;
        }
      } catch (error) {
        this.onInternalError(`evaluate ${module.name}`, error);
        module.openReason ??= 'its code could not be followed';
      }
      this.classRuns.noteEnd(module, machine.stepsTaken);
      if (machine.isAborted) module.openReason ??= 'its code takes too many steps to follow';
    });
    this.running.pop();
    module.state = 'done';
  }

  private useMachine(): Machine {
    if (this.machine === undefined) throw new Error('modules are used before they are connected to the evaluator');
    return this.machine;
  }
}

/** About the number of syntax nodes: ids count up in source order. The same for texts that differ in layout only. */
export function sizeOf(body: readonly Statement[]): number {
  const last = body.at(-1);
  return last === undefined ? 0 : Math.max(last.id, last.kind === 'ClassDef' ? sizeOf(last.body) : 0);
}

function factsOf(installed: InstalledModule, name: string): FileFacts {
  let facts = installedFacts.get(installed);
  if (facts === undefined) {
    facts = readFile({ id: installed.id, path: name, text: installed.text });
    installedFacts.set(installed, facts);
  }
  return facts;
}

const MAPPING_OBJECTS: ReadonlySet<string> = new Set([
  'sqlalchemy.Table',
  'sqlalchemy.MetaData',
  'sqlalchemy.orm.declarative_base',
  'sqlalchemy.ext.declarative.declarative_base',
  'sqlalchemy.orm.registry',
  'flask_sqlalchemy.SQLAlchemy',
]);

/** Whether the code of a module itself makes objects that hold mappings, or classes that a library maps. */
function definesMappings(module: Module): boolean {
  for (const binding of module.bindings.values()) {
    if (binding instanceof LazyBinding) continue;
    const { value } = binding;
    if (value.kind === 'call' && value.callee.kind === 'external' && MAPPING_OBJECTS.has(value.callee.path)) return true;
    if (value.kind === 'class' && value.module === module && isLikelyMapped(value)) return true;
  }
  return false;
}

function isLikelyMapped({ bases, externalBases }: ClassValue): boolean {
  return bases.some(isSymbolic) || externalBases.some((path) => path.startsWith('sqlalchemy.orm.Declarative') || path === 'sqlmodel.SQLModel');
}

function importsModelledLibrary(module: Module): boolean {
  return module.declarations?.imports.some((fact) => fact.level === 0 && isModelledLibrary(fact.module) && !fact.isTypeCheckingOnly) ?? false;
}
