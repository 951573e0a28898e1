import type { FileId } from '../declarations/anchor';
import type { FileFacts } from '../declarations/fileFacts';
import { importsOf } from '../declarations/imports';
import type { ClassDef } from '../python/syntax';
import { linkWorkspace, type LinkedWorkspace, type WorkspaceModule } from '../workspace/linkWorkspace';
import type { ProjectConfig } from '../workspace/project';
import { annotationValue } from './annotationValues';
import { getAttribute } from './attributes';
import { call } from './calls';
import { ClassRuns } from './classRuns';
import { NO_KEYWORDS } from './constants';
import { Environment, Module } from './environment';
import { evaluate } from './expressions';
import { Machine } from './machine';
import { Modules, sizeOf, type InternalErrorHook } from './modules';
import type { Argument, ModuleValue, Program, ProgramEvent, Value } from './values';

export interface EvaluateOptions {
  /** Hears of errors of our own. The module where one happens is dynamic from there on. */
  readonly onInternalError?: InternalErrorHook;
}

export interface EvaluatedWorkspace {
  readonly program: Program;
  readonly linked: LinkedWorkspace;
  /** On-demand function bodies that were looked at, by file and `bodyIndex`; grows when the program is evaluated further. See `keepDeclarations`. */
  readonly evaluatedBodies: ReadonlyMap<FileId, ReadonlySet<number>>;
  /** Facts of the installed modules that were read, by file. */
  readonly installed: ReadonlyMap<FileId, FileFacts>;
  /**
   * The program with the new facts of one file, where the file differs in the bodies of a few classes and the rest of the program cannot tell; undefined where
   * all of it has to be evaluated. Objects of the program live on in the new one, so that what was computed from the old one is not to be used afterwards.
   */
  withChangedClasses(fresh: FileFacts): EvaluatedWorkspace | undefined;
}

/** How often a program is started again in an order that its circular imports need. */
const MAX_RESTARTS = 3;

/**
 * Executes the modules of a workspace that can reach SQLAlchemy, in order of their paths with imports first, as a program that imports all of them would.
 * Modules that import each other may work in one order only; where the order of paths fails, those that failed are imported first.
 * The same facts in any order give the same program.
 */
export function evaluateWorkspace(files: readonly FileFacts[], config: ProjectConfig, options: EvaluateOptions = {}): EvaluatedWorkspace {
  const linked = linkWorkspace(files, config);
  const first = new Set<WorkspaceModule>();
  let best = run(linked, config, options, linked.relevant);
  for (let restart = 0, last = best; restart < MAX_RESTARTS && last.modules.needingFirst.size > 0; restart++) {
    const size = first.size;
    for (const module of last.modules.needingFirst) first.add(module);
    if (first.size === size) break;
    last = run(linked, config, options, [...first, ...linked.relevant]);
    if (last.modules.needingFirst.size < best.modules.needingFirst.size) best = last;
  }
  return new FinishedRun(linked, best);
}

interface Run {
  readonly machine: Machine;
  readonly modules: Modules;
  readonly classRuns: ClassRuns;
}

class FinishedRun implements EvaluatedWorkspace {
  readonly program: Program;
  private readonly effects: number;

  constructor(
    readonly linked: LinkedWorkspace,
    private readonly run: Run,
  ) {
    const { machine, modules, classRuns } = run;
    this.program = new EvaluatedProgram(machine, modules, classRuns.events);
    this.effects = machine.effects;
  }

  get evaluatedBodies(): ReadonlyMap<FileId, ReadonlySet<number>> {
    return this.run.machine.evaluatedBodies;
  }

  get installed(): ReadonlyMap<FileId, FileFacts> {
    return this.run.modules.installedFiles;
  }

  withChangedClasses(fresh: FileFacts): EvaluatedWorkspace | undefined {
    const { machine, modules, classRuns } = this.run;
    const place = this.linked.moduleOf(fresh.id);
    const module = place === undefined ? undefined : modules.moduleAt(place);
    // What asking the program has changed in it would show.
    if (place === undefined || module?.facts === undefined || machine.effects !== this.effects) return undefined;
    const changes = changedClasses(module.facts, fresh, machine.evaluatedBodies.get(fresh.id));
    if (changes === undefined) return undefined;
    machine.epoch++;
    const size = sizeOf(fresh.declarations.body);
    if (!changes.every(({ before, after }) => classRuns.rerun(machine, before, after, fresh, size))) return undefined;
    place.facts = fresh;
    return new FinishedRun(this.linked, this.run);
  }
}

/** More changes at once come from somewhere else than typing. */
const MAX_CHANGED_CLASSES = 8;

/** The class statements at the top level in which two versions of a file differ; undefined where they differ in anything else. */
function changedClasses(old: FileFacts, fresh: FileFacts, evaluatedBodies: ReadonlySet<number> | undefined): readonly { readonly before: ClassDef; readonly after: ClassDef }[] | undefined {
  const [left, right] = [old.declarations, fresh.declarations];
  if (left.body.length !== right.body.length || left.bodyFingerprints.length !== right.bodyFingerprints.length || old.path !== fresh.path) return undefined;
  for (const index of evaluatedBodies ?? []) if (left.bodyFingerprints[index] !== right.bodyFingerprints[index]) return undefined;
  const changes: { readonly before: ClassDef; readonly after: ClassDef }[] = [];
  for (const [index, before] of left.body.entries()) {
    const after = right.body[index];
    if (before === after) continue;
    if (before.kind !== 'ClassDef' || after?.kind !== 'ClassDef' || before.name.name !== after.name.name || changes.length === MAX_CHANGED_CLASSES) return undefined;
    if (importsOf(old.id, [before]).length + importsOf(old.id, [after]).length > 0) return undefined;
    changes.push({ before, after });
  }
  return changes;
}

function run(linked: LinkedWorkspace, config: ProjectConfig, options: EvaluateOptions, order: readonly WorkspaceModule[]): Run {
  const events: ProgramEvent[] = [];
  const classRuns = new ClassRuns(events);
  const modules = new Modules(linked, config, options.onInternalError ?? (() => undefined), classRuns);
  const machine = new Machine(config, modules);
  modules.connect(machine);
  machine.emit = (event) => events.push(event);
  for (const place of order) modules.execute(place);
  machine.emit = () => undefined;
  machine.epoch++;
  classRuns.seal();
  return { machine, modules, classRuns };
}

class EvaluatedProgram implements Program {
  constructor(
    private readonly machine: Machine,
    private readonly loader: Modules,
    readonly events: readonly ProgramEvent[],
  ) {}

  get answerLibraryCall(): Program['answerLibraryCall'] {
    return this.machine.answerLibraryCall;
  }

  set answerLibraryCall(answer: Program['answerLibraryCall']) {
    this.machine.answerLibraryCall = answer;
  }

  get modules(): ReadonlyMap<string, ModuleValue> {
    return this.loader.executed;
  }

  call(...[callee, args, keywords, onEvent, libraryAttribute]: Parameters<Program['call']>): Value {
    const anchor = placeOf(callee);
    const named = keywords === undefined ? NO_KEYWORDS : new Map([...keywords].map(([name, value]): [string, Argument] => [name, { value, anchor }]));
    const passed = { positional: args.map((value) => ({ value, anchor })), keywords: named, hasUnknown: false };
    const outer = this.machine.libraryAttribute;
    this.machine.libraryAttribute = libraryAttribute;
    const value = this.further(onEvent, () => call(this.machine, callee, passed, anchor));
    this.machine.libraryAttribute = outer;
    return value;
  }

  evaluate(...[expression, lookup, anchor]: Parameters<Program['evaluate']>): Value {
    const environment = new Environment('module', OUTSIDE, undefined, new Map());
    environment.outerLookup = lookup;
    environment.fixedAnchor = anchor;
    return this.further(undefined, () => evaluate(this.machine, environment, expression));
  }

  getAttribute(...[object, name, anchor]: Parameters<Program['getAttribute']>): Value | undefined {
    return this.further(undefined, () => getAttribute(this.machine, object, name, anchor));
  }

  evaluateAnnotation(annotation: Parameters<Program['evaluateAnnotation']>[0]): Value {
    return this.further(undefined, () => annotationValue(this.machine, annotation));
  }

  /** Evaluates after the program has run, with fresh bounds. Events go to the caller only. */
  private further<T>(onEvent: ((event: ProgramEvent) => void) | undefined, run: () => T): T {
    const outer = this.machine.emit;
    if (onEvent !== undefined) this.machine.emit = onEvent;
    let result: T | undefined;
    this.machine.runModule(0, () => (result = run()));
    this.machine.emit = outer;
    return result as T;
  }
}

/** The module of code that belongs to none. */
const OUTSIDE = new Module('', undefined, false, true);

function placeOf(callee: Value): Argument['anchor'] {
  switch (callee.kind) {
    case 'function':
    case 'call':
    case 'attribute':
    case 'subscript':
    case 'operation':
    case 'class':
      return callee.anchor;
    case 'boundMethod':
      return callee.fn.anchor;
    default:
      return { file: OUTSIDE.fileOfNodes, node: 0 };
  }
}
