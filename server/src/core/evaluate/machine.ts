import type { Anchor, FileId } from '../declarations/anchor';
import type { ProjectConfig } from '../workspace/project';
import { canonicalPath } from '../workspace/canonicalPath';
import type { CallArguments } from './constants';
import { dynamic } from './constants';
import type { Environment, Module } from './environment';
import type { ClassObject } from './objects';
import type { BranchMark, DictValue, DynamicValue, ExternalValue, LibraryAttribute, ProgramEvent, SequenceValue, SymbolicCall, Value } from './values';

/** Steps (statements, calls, turns of loops) that one module may take beyond those that code without loops takes: fewer than it has syntax nodes. */
export const MODULE_STEPS = 50_000;
/** Steps that one call made from outside any function may take. */
const CALL_STEPS = 8_000;
const MAX_CALL_DEPTH = 40;
const MAX_EXPRESSION_DEPTH = 600;
/** Items that a computed sequence or string may have. */
export const MAX_ITEMS = 20_000;
export const MAX_TEXT = 100_000;

/** An exception on its way. */
export interface Raised {
  /** Canonical path of an exception of Python, or a project class; undefined where the type is not known. */
  readonly type?: string | ClassObject;
  readonly reason: string;
}

/** Builds the class of the class statement whose metaclass is being called (`type.__new__`). */
export type PendingClass = (name: string, bases: readonly Value[], namespace: DictValue) => ClassObject;

export interface ModuleLoader {
  /** Who knows a dotted name: the workspace, a list of names (SQLAlchemy, the standard library), or an installed package that is read when needed. */
  ownerOf(name: string, importer: Module): 'workspace' | 'known' | 'package';
  /** The module of an absolute dotted name, with everything around it executed as `import name` does; an external for what is known by name or not installed. */
  importModule(name: string, importer: Module): Value;
  /** What `from module import name` finds; undefined where the name is not there (yet). */
  importName(module: Value, name: string, anchor: Anchor): Value | undefined;
  /** A name of a module that is still running was needed before it was bound. */
  noteUnbound(): void;
  /** An installed package imports one of its own modules: executed now or when needed. */
  noteImport(name: string, importer: Module): void;
  /** The submodule when there is one; executes it. */
  submodule(module: Module, name: string): Module | undefined;
  /** `importlib.import_module(name)`. */
  importByText(name: string): Value;
  /** A module that is or was executed, as `sys.modules` knows it. */
  moduleNamed(name: string): Module | undefined;
  /** Whether the code of a module is worth following when called: that of the workspace, and of installed modules that are near SQLAlchemy. */
  isFollowed(module: Module): boolean;
  /** Whether importing the module certainly fails. */
  isMissing(name: string, importer: Module): boolean;
}

/** The state that everything being evaluated shares: order, bounds, the exception on its way, where events go. */
export class Machine {
  private lastSerial = 0;
  /** How often code changed something that outlives it other than by binding a name of its own: what it did cannot be undone by doing it anew. */
  effects = 0;
  /** Counts the times that the program is asked anew after it has run: annotations that were evaluated for an earlier time are evaluated again. */
  epoch = 0;
  /** The place in the order for which code is run again. */
  rerunAt: number | undefined;
  /** When objects other than modules and classes were last changed. */
  private readonly changedAt = new WeakMap<Value, number>();
  private steps = 0;
  private limit = MODULE_STEPS;
  private callDepth = 0;
  private expressionDepth = 0;
  /** How many `try` bodies with handlers are being run: only inside one does a certain error stop the code. */
  tryDepth = 0;
  raised: Raised | undefined;
  /** The alternatives that are being run, outermost first. */
  branches: readonly BranchMark[] | undefined;
  /** See `Program.answerLibraryCall`. */
  answerLibraryCall?: (path: string, args: readonly Value[]) => Value | undefined;
  /** A bound was reached; everything ends up to the outermost call. */
  isAborted = false;
  /** The current turn of a loop may have ended the loop. */
  mayHaveLeftLoop = false;
  pendingClass: PendingClass | undefined;
  /** `module.name` that a `__getattr__` of a module is being called for: it may ask for the same name again. */
  readonly attributesBeingMade = new Set<string>();
  emit: (event: ProgramEvent) => void = () => undefined;
  /** What a library knows of an attribute of a symbolic object while it calls functions of the program. */
  libraryAttribute: LibraryAttribute | undefined;
  /** Dicts that `locals()` and `globals()` gave out: storing into them binds names. */
  readonly scopeDicts = new WeakMap<DictValue, Environment>();
  /** `sys.version_info`, whose parts have names. */
  readonly versionInfo: SequenceValue = {
    kind: 'tuple',
    items: [3, 14, 0].map((value): Value => ({ kind: 'number', value, isInteger: true })).concat([{ kind: 'string', value: 'final' }, { kind: 'number', value: 0, isInteger: true }]),
  };
  /** On-demand bodies that were looked at, by file. */
  readonly evaluatedBodies = new Map<FileId, Set<number>>();
  /** Objects whose `__init__` was not followed: attributes that are not seen may exist. */
  readonly uninitialised = new WeakSet<SymbolicCall>();
  /** Functions that once ran into a bound: they are not tried again. */
  readonly endlessFunctions = new Set<object>();
  private readonly externals = new Map<string, ExternalValue>();

  constructor(
    readonly config: ProjectConfig,
    readonly loader: ModuleLoader,
  ) {}

  /** Runs a block as one alternative of a decision that only run time takes. */
  asAlternative<T>(decision: number, alternative: number, run: () => T): T {
    const outer = this.branches;
    this.branches = [...(outer ?? []), { decision, alternative }];
    try {
      return run();
    } finally {
      this.branches = outer;
    }
  }

  /** Runs code for its result alone: its events are dropped, and undefined stands for an exception. */
  onTrial<T>(run: () => T): T | undefined {
    const { emit, raised } = this;
    this.emit = () => undefined;
    try {
      const result = run();
      return this.raised === raised ? result : undefined;
    } finally {
      this.emit = emit;
      this.raised = raised;
    }
  }

  nextSerial(): number {
    return ++this.lastSerial;
  }

  /** Steps taken in the module that is being run. */
  get stepsTaken(): number {
    return this.steps;
  }

  get serial(): number {
    return this.lastSerial;
  }

  /** Goes back to a place in the order, to run something anew there, or passes over places. */
  continueFrom(serial: number): void {
    this.lastSerial = serial;
  }

  /** Code changed an object, or something else that outlives it. */
  noteEffect(changed?: Value): void {
    this.effects++;
    if (changed !== undefined) this.changedAt.set(changed, this.lastSerial);
  }

  /** Code that is run again for an earlier place in the order met something that was not there or not so by then: a full evaluation would go another way. */
  noteRead(madeAt: number): void {
    if (this.rerunAt !== undefined && madeAt > this.rerunAt) this.effects++;
  }

  /** As `noteRead`, for an object that may have changed since. */
  noteObjectRead(value: Value): void {
    if (this.rerunAt !== undefined) this.noteRead(this.changedAt.get(value) ?? 0);
  }

  external(path: string): ExternalValue {
    let value = this.externals.get(path);
    if (value === undefined) {
      value = { kind: 'external', path: canonicalPath(path) };
      this.externals.set(path, value);
    }
    return value;
  }

  symbolicCall(callee: Value, args: CallArguments, anchor: Anchor): SymbolicCall {
    const call: SymbolicCall = {
      kind: 'call',
      callee,
      args: args.positional,
      keywords: args.keywords,
      hasUnknownArguments: args.hasUnknown,
      anchor,
      serial: this.nextSerial(),
      branches: this.branches,
      assigned: new Map(),
    };
    this.emit({ kind: 'call', call });
    this.step();
    return call;
  }

  /** Counts one step; false when everything has to stop. */
  step(): boolean {
    if (++this.steps > this.limit) this.isAborted = true;
    return !this.isAborted;
  }

  /** Whether the function being run was called by another one. */
  get isInsideCall(): boolean {
    return this.callDepth > 1;
  }

  /** Whether the code being run cannot go on: an exception is on its way, or a bound was reached. */
  get isStopped(): boolean {
    return this.raised !== undefined || this.isAborted;
  }

  /** An error that Python is certain to raise. Inside `try` it is raised; elsewhere the value is dynamic and the code goes on, so that one mistake does not hide the rest. */
  certainError(type: string, reason: string, anchor?: Anchor): DynamicValue {
    if (this.tryDepth > 0) this.raised ??= { type: `builtins.${type}`, reason };
    return dynamic(reason, anchor);
  }

  /** Runs the code of a module, `size` syntax nodes large, with bounds of its own. */
  runModule(size: number, run: () => void): void {
    const { steps, limit, callDepth, expressionDepth, tryDepth, raised, isAborted, pendingClass } = this;
    this.steps = 0;
    this.limit = MODULE_STEPS + size;
    this.callDepth = 0;
    this.tryDepth = 0;
    this.raised = undefined;
    this.isAborted = false;
    this.pendingClass = undefined;
    try {
      run();
    } finally {
      Object.assign(this, { steps, limit, callDepth, expressionDepth, tryDepth, raised, isAborted, pendingClass });
    }
  }

  /** Runs the body of a function; undefined where a bound is reached. */
  runCall(run: () => Value): Value | undefined {
    if (this.callDepth >= MAX_CALL_DEPTH || this.isAborted) return undefined;
    if (this.callDepth > 0) {
      this.callDepth++;
      const value = run();
      this.callDepth--;
      return this.isAborted ? undefined : value;
    }
    const outerLimit = this.limit;
    this.limit = Math.min(outerLimit, this.steps + CALL_STEPS);
    this.callDepth = 1;
    const value = run();
    this.callDepth = 0;
    this.limit = outerLimit;
    if (!this.isAborted) return value;
    this.isAborted = false;
    return undefined;
  }

  /** Enters a nested expression; false where expressions nest too deeply to follow. `leaveExpression` must follow a true answer. */
  enterExpression(): boolean {
    if (this.expressionDepth >= MAX_EXPRESSION_DEPTH) return false;
    this.expressionDepth++;
    return true;
  }

  leaveExpression(): void {
    this.expressionDepth--;
  }
}
