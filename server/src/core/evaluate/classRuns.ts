/**
 * What each class statement of the workspace did, so that a changed one can be run again in the place of the old one without the rest of the program.
 * That is allowed only where nothing else can tell the difference: see `ClassRuns.rerun`.
 */
import type { FileFacts } from '../declarations/fileFacts';
import type { ClassDef } from '../python/syntax';
import { isInstrumented } from './attributes';
import { bindClass, bindingOf, makeClass } from './classes';
import type { BindingChange, Module } from './environment';
import { isEnumClass } from './enums';
import { MODULE_STEPS, type Machine } from './machine';
import { ALL_NAMES, ClassObject, functionObject, type FunctionObject, type Reading } from './objects';
import type { AnnotationBinding, Binding, ProgramEvent, Value } from './values';

interface ClassRun {
  readonly module: Module;
  readonly cls: ClassObject;
  node: ClassDef;
  /** The order before the statement, and behind the room left for it. */
  readonly serial: number;
  readonly nextSerial: number;
  /** How many changes of modules' bindings there were before. */
  readonly bindingChanges: number;
  /** Which events are its own. */
  firstEvent: number;
  eventCount: number;
  steps: number;
  /** Names of the class that the program looked up behind the statement. */
  reads: Map<string, Reading>;
}

/** What a class was before its statement ran again. */
type ClassState = { readonly [Name in keyof ClassObject]: ClassObject[Name] };

export class ClassRuns {
  private readonly runs = new Map<ClassDef, ClassRun>();
  private readonly stepsOfModules = new Map<Module, number>();
  /** Changes of what modules of the workspace bind, in order. */
  readonly bindingChanges: BindingChange[] = [];

  constructor(public events: ProgramEvent[]) {}

  /** Executes a class statement at the top level of a module of the workspace, and remembers what it did where it did nothing beyond making the class. */
  execute(machine: Machine, module: Module, node: ClassDef): void {
    const { serial, stepsTaken, effects } = machine;
    const [firstEvent, bindingChanges] = [this.events.length, this.bindingChanges.length];
    const value = makeClass(machine, module.environment, node);
    machine.continueFrom(serial + withRoom(machine.serial - serial));
    if (value.kind === 'class' && value instanceof ClassObject && machine.effects === effects && machine.branches === undefined && canBeRerun(value)) {
      const { serial: nextSerial } = machine;
      value.namesRead = new Map();
      const run = { module, cls: value, node, serial, nextSerial, bindingChanges, firstEvent, eventCount: this.events.length - firstEvent, steps: machine.stepsTaken - stepsTaken, reads: value.namesRead };
      this.runs.set(node, run);
    }
    bindClass(module.environment, node, value);
  }

  noteEnd(module: Module, steps: number): void {
    this.stepsOfModules.set(module, steps);
  }

  /** From now on the program is asked, which reads names again each time. */
  seal(): void {
    for (const { cls } of this.runs.values()) cls.namesRead = new Map();
  }

  /**
   * Runs a changed class statement in the place of the one before it; the class keeps its identity. False, with nothing changed that matters to a program
   * evaluated from the start, where a full evaluation could differ elsewhere: the statement did or does more than make a class (`Machine.noteEffect`), the
   * class has another header, or code behind it looked up a name whose value is another one now.
   */
  rerun(machine: Machine, before: ClassDef, after: ClassDef, facts: FileFacts, size: number): boolean {
    const run = this.runs.get(before);
    if (run === undefined) return false;
    const { module, cls } = run;
    const { facts: oldFacts } = module;
    if (oldFacts === undefined) return false;
    const old: ClassState = { ...cls };
    const later = this.events.slice(run.firstEvent + run.eventCount);
    for (const each of this.runs.values()) each.cls.namesRead = each.reads;
    module.facts = facts;
    const putBack = goBack(cls, this.bindingChanges.slice(run.bindingChanges), later);
    const done = this.runAgain(machine, run, after);
    putBack();
    const total = (this.stepsOfModules.get(module) ?? 0) - run.steps + done.steps;
    const isAlone = done.isWhole && canBeRerun(cls) && total <= MODULE_STEPS + size && run.serial + withRoom(done.serials) === run.nextSerial;
    const wasInFile = { ...old, namespace: rewound(old.namespace, cls, later), facts: oldFacts };
    if (!isAlone || !hasSameHeader(old, cls) || !givesTheSame(wasInFile, { ...cls, facts }, run.reads)) {
      Object.assign(cls, old);
      module.facts = oldFacts;
      return false;
    }
    cls.namesRead = run.reads;
    this.events = [...this.events.slice(0, run.firstEvent), ...done.events, ...later.map((event) => doneAgain(event, cls))];
    const added = done.events.length - run.eventCount;
    for (const each of this.runs.values()) if (each.firstEvent > run.firstEvent) each.firstEvent += added;
    this.stepsOfModules.set(module, total);
    this.runs.delete(before);
    this.runs.set(after, Object.assign(run, { node: after, eventCount: done.events.length, steps: done.steps }));
    const binding = module.bindings.get(after.name.name);
    if (binding?.value === cls) Object.assign(binding, bindingOf(module.environment, after, cls));
    this.seal();
    return true;
  }

  private runAgain(machine: Machine, { module, cls, serial }: ClassRun, node: ClassDef): { readonly isWhole: boolean; readonly events: readonly ProgramEvent[]; readonly serials: number; readonly steps: number } {
    const events: ProgramEvent[] = [];
    const { serial: lastSerial, effects, emit } = machine;
    let isWhole = false;
    let steps = 0;
    machine.emit = (event) => events.push(event);
    machine.continueFrom(serial);
    machine.rerunAt = serial;
    machine.runModule(0, () => {
      const value = makeClass(machine, module.environment, node, cls);
      isWhole = value === cls && !machine.isAborted && machine.effects === effects;
      steps = machine.stepsTaken;
    });
    machine.rerunAt = undefined;
    const serials = machine.serial - serial;
    machine.continueFrom(lastSerial);
    machine.emit = emit;
    return { isWhole, events, serials, steps };
  }
}

/** Places in the order are left free, so that those behind a class stay the same when it grows a little. */
function withRoom(count: number): number {
  const step = Math.max(32, 1 << Math.max(0, 29 - Math.clz32(count)));
  return Math.ceil((count + 1) / step) * step;
}

/** Classes that a library takes over. The values in others are used by their own program, and what a metaclass of the project does is its own affair. */
function canBeRerun(cls: ClassObject): boolean {
  return !cls.isPlain && !isEnumClass(cls) && cls.metaclass?.kind !== 'class' && cls.openReason === undefined && cls.dynamicBase === undefined;
}

function hasSameHeader(old: ClassState, fresh: ClassState): boolean {
  return (
    areSame(old.bases, fresh.bases, isSameObject) &&
    areSame([...old.keywords.keys()], [...fresh.keywords.keys()], (a, b) => a === b) &&
    areSame([...old.keywords.values()], [...fresh.keywords.values()], isSameObject) &&
    areSame(old.decorators.map(({ value }) => value), fresh.decorators.map(({ value }) => value), isSameObject) &&
    areSame(old.mro.slice(1), fresh.mro.slice(1), (a, b) => a === b) &&
    areSame(old.lookupOrder.slice(1), fresh.lookupOrder.slice(1), (a, b) => a === b) &&
    areSame(old.externalBases, fresh.externalBases, (a, b) => a === b) &&
    old.metaclass === fresh.metaclass
  );
}

function areSame<T>(left: readonly T[], right: readonly T[], isSame: (left: T, right: T) => boolean): boolean {
  return left.length === right.length && left.every((one, index) => isSame(one, right[index] as T));
}

/** Whether the values stand for one object, or are equal data. */
function isSameObject(left: Value, right: Value): boolean {
  if (left === right) return true;
  switch (left.kind) {
    case 'none':
      return right.kind === 'none';
    case 'boolean':
      return right.kind === 'boolean' && left.value === right.value;
    case 'number':
      return right.kind === 'number' && left.value === right.value && left.isInteger === right.isInteger;
    case 'string':
      return right.kind === 'string' && left.value === right.value;
    case 'external':
      return right.kind === 'external' && left.path === right.path;
    case 'attribute':
      return right.kind === 'attribute' && left.name === right.name && isSameObject(left.object, right.object);
    default:
      return false;
  }
}

/** Modules and other classes as they were at an earlier time; the function given out brings them back. */
function goBack(cls: ClassObject, changes: readonly BindingChange[], later: readonly ProgramEvent[]): () => void {
  const saved: { readonly bindings: Map<string, Binding>; readonly name: string; readonly binding: Binding | undefined }[] = [];
  const put = (bindings: Map<string, Binding>, name: string, binding: Binding | undefined): void => {
    if (binding === undefined) bindings.delete(name);
    else bindings.set(name, binding);
  };
  const takeBack = (bindings: Map<string, Binding>, name: string, previous: Binding | undefined): void => {
    saved.push({ bindings, name, binding: bindings.get(name) });
    put(bindings, name, previous);
  };
  for (let index = later.length - 1; index >= 0; index--) {
    const event = later[index];
    if ((event?.kind === 'setAttribute' || event?.kind === 'deleteAttribute') && event.target.kind === 'class' && event.target !== cls) takeBack(event.target.namespace, event.name, event.previous);
  }
  for (let index = changes.length - 1; index >= 0; index--) {
    const change = changes[index];
    if (change !== undefined) takeBack(change.module.bindings, change.name, change.previous);
  }
  return () => {
    for (const { bindings, name, binding } of saved.reverse()) put(bindings, name, binding);
  };
}

/** The namespace as it was when the statement had run: later assignments taken back. */
function rewound(namespace: ReadonlyMap<string, Binding>, cls: ClassObject, later: readonly ProgramEvent[]): ReadonlyMap<string, Binding> {
  const before = new Map(namespace);
  for (let index = later.length - 1; index >= 0; index--) {
    const event = later[index];
    if ((event?.kind !== 'setAttribute' && event?.kind !== 'deleteAttribute') || event.target !== cls) continue;
    if (event.previous === undefined) before.delete(event.name);
    else before.set(event.name, event.previous);
  }
  return before;
}

/** A later assignment on the class, carried out again. */
function doneAgain(event: ProgramEvent, cls: ClassObject): ProgramEvent {
  if ((event.kind !== 'setAttribute' && event.kind !== 'deleteAttribute') || event.target !== cls) return event;
  const previous = cls.namespace.get(event.name);
  if (event.kind === 'deleteAttribute') cls.namespace.delete(event.name);
  else cls.namespace.set(event.name, { value: event.value, anchor: event.anchor, valueAnchor: event.valueAnchor });
  return { ...event, previous };
}

// ---------------------------------------------------------------- names that were looked up

/** Names of which a reader knows all. */
const WHOLE_NAMESPACE: ReadonlySet<string> = new Set([ALL_NAMES, '__dict__', '__annotations__', '__members__']);

interface ClassInFile {
  readonly namespace: ReadonlyMap<string, Binding>;
  readonly annotations: ReadonlyMap<string, AnnotationBinding>;
  readonly docstring?: string;
  readonly facts: FileFacts;
}

/** Whether those who looked up names of the class would have found the same. */
function givesTheSame(old: ClassInFile, fresh: ClassInFile, reads: ReadonlyMap<string, Reading>): boolean {
  for (const [name, reading] of reads) {
    if (WHOLE_NAMESPACE.has(name) || (name === '__doc__' && old.docstring !== fresh.docstring)) return false;
    const [before, after] = [old.namespace.get(name)?.value, fresh.namespace.get(name)?.value];
    if (before === undefined || after === undefined) {
      if (before !== after || old.annotations.has(name) !== fresh.annotations.has(name)) return false;
    } else if (!(reading === 'instrumented' && isInstrumented(before, name) && isInstrumented(after, name)) && !isSameMember(before, after, old, fresh)) return false;
  }
  return true;
}

/** Also functions whose text did not change, and descriptors around them. */
function isSameMember(before: Value, after: Value, old: ClassInFile, fresh: ClassInFile): boolean {
  if (before.kind === 'function' && after.kind === 'function') return isSameFunction(functionObject(before), functionObject(after), old, fresh);
  if (before.kind !== 'call' || after.kind !== 'call') return isSameObject(before, after);
  const [only, other] = [before.args[0]?.value, after.args[0]?.value];
  const isWrapped = before.args.length === 1 && after.args.length === 1 && before.keywords.size === 0 && after.keywords.size === 0;
  if (!isWrapped || only?.kind !== 'function' || other?.kind !== 'function' || before.callee.kind !== 'external') return false;
  return isSameObject(before.callee, after.callee) && isSameFunction(functionObject(only), functionObject(other), old, fresh);
}

function isSameFunction(before: FunctionObject, after: FunctionObject, old: ClassInFile, fresh: ClassInFile): boolean {
  if (before.defaults.size > 0 || after.defaults.size > 0 || before.attributes !== undefined) return false;
  if (before.node.kind !== 'FunctionDef' || after.node.kind !== 'FunctionDef' || JSON.stringify(before.node) !== JSON.stringify(after.node)) return false;
  const { bodyIndex } = before.node;
  return bodyIndex === undefined || old.facts.declarations.bodyFingerprints[bodyIndex] === fresh.facts.declarations.bodyFingerprints[bodyIndex];
}
