import type { Anchor, FileId } from '../declarations/anchor';
import type { FileDeclarations, FileFacts } from '../declarations/fileFacts';
import type { WorkspaceModule } from '../workspace/linkWorkspace';
import { canonicalPath } from '../workspace/canonicalPath';
import { builtinNamed } from './builtinNames';
import { dynamic, NONE, stringOf } from './constants';
import type { AnnotationBinding, Binding, ClassValue, ExternalValue, FunctionValue, ModuleValue, Scope, Value } from './values';

/** Where names are bound and looked up: a module, a class body, a call of a function, a comprehension. */
export class Environment implements Scope {
  /** While one of several possible branches runs: what the names it binds were bound to before. */
  journal: Map<string, Binding | undefined> | undefined;
  /** Names declared `global` or `nonlocal`, with the environment they belong to. */
  private redirected: Map<string, Environment> | undefined;
  /** The call that this environment belongs to. */
  frame: Frame | undefined;
  /** For the environment around the functions of a class body: the class, once it exists (`__class__`). */
  definingClass: ClassValue | undefined;
  /** Every node gets this place instead of its own (`Program.evaluate`). */
  fixedAnchor: Anchor | undefined;
  /** `__qualname__` of the class whose body this is. */
  qualifiedName = '';
  /** In a class statement: the class's name, which goes into private names (`__x`). */
  classNameForPrivates: string | undefined;
  /** Annotations of the class whose body this is. */
  annotations: Map<string, AnnotationBinding> | undefined;
  /** In an annotation: the texts that stand for names that are not bound. */
  forwardReferences: Set<Value> | undefined;
  /** Looks names up instead of a module (`Program.evaluate`). */
  outerLookup: ((name: string) => Value | undefined) | undefined;

  constructor(
    readonly kind: 'module' | 'class' | 'function' | 'comprehension' | 'classCell',
    readonly module: Module,
    readonly parent: Environment | undefined,
    readonly bindings: Map<string, Binding>,
  ) {
    this.frame = parent?.frame;
    this.fixedAnchor = parent?.fixedAnchor;
    this.forwardReferences = parent?.forwardReferences;
  }

  lookup(name: string): Value | undefined {
    const binding = this.ownBinding(name);
    if (binding !== undefined) return binding.value;
    if (this.kind === 'classCell' && name === '__class__' && this.definingClass !== undefined) return this.definingClass;
    if (this.kind === 'class' && name === '__qualname__') return stringOf(this.qualifiedName);
    if (this.kind === 'class' && name === '__module__') return stringOf(this.module.name);
    if (this.parent !== undefined) return this.parent.lookup(name);
    return this.outerLookup === undefined ? this.module.lookupBeyond(name) : this.outerLookup(name);
  }

  /** The binding that an assignment in this environment would replace. */
  ownBinding(name: string): Binding | undefined {
    return (this.redirected?.get(name) ?? this).bindings.get(this.memberName(name));
  }

  bind(name: string, value: Value, anchor: Anchor, valueAnchor?: Anchor): void {
    this.set(name, { value, anchor, valueAnchor });
  }

  set(given: string, binding: Binding): void {
    const name = this.memberName(given);
    const owner = this.redirected?.get(name) ?? this;
    if (owner.journal !== undefined && !owner.journal.has(name)) owner.journal.set(name, owner.bindings.get(name));
    if (owner.kind === 'module') owner.module.setBinding(name, binding);
    else owner.bindings.set(name, binding);
  }

  unbind(given: string): boolean {
    const name = this.memberName(given);
    const owner = this.redirected?.get(name) ?? this;
    if (owner.journal !== undefined && !owner.journal.has(name)) owner.journal.set(name, owner.bindings.get(name));
    if (owner.kind !== 'module') return owner.bindings.delete(name);
    const wasBound = owner.bindings.has(name);
    owner.module.setBinding(name, undefined);
    return wasBound;
  }

  /** The name that an attribute has where this code stands: `__x` inside `class A` is `_A__x`. */
  attributeName(name: string): string {
    if (!name.startsWith('__') || name.endsWith('__')) return name;
    const cls = this.innermostClassName()?.replace(/^_+/, '') ?? '';
    return cls === '' ? name : `_${cls}${name}`;
  }

  /** Names bound in a class body are its attributes. */
  private memberName(name: string): string {
    return this.kind === 'class' ? this.attributeName(name) : name;
  }

  private innermostClassName(): string | undefined {
    return this.classNameForPrivates ?? this.parent?.innermostClassName();
  }

  redirect(name: string, kind: 'Global' | 'Nonlocal'): void {
    const owner = kind === 'Global' ? this.root() : this.parent?.enclosingFunctionWith(name);
    if (owner !== undefined && owner !== this) (this.redirected ??= new Map()).set(name, owner);
  }

  anchorOf(node: { readonly id: number }): Anchor {
    return this.fixedAnchor ?? { file: this.module.fileOfNodes, node: node.id };
  }

  /** The environment of the module around. */
  root(): Environment {
    return this.parent?.root() ?? this;
  }

  private enclosingFunctionWith(name: string): Environment | undefined {
    return this.kind === 'function' && this.bindings.has(name) ? this : this.parent?.enclosingFunctionWith(name);
  }
}

/** One call of a function while it runs. */
export interface Frame {
  readonly fn: FunctionValue;
  /** The value of the `return` that ended the call. */
  returned: Value | undefined;
  /** Values of `return` statements in branches that may or may not be taken. */
  readonly alternatives: { readonly value: Value; readonly condition: string }[];
  /** What `yield` gave out; defined for a generator once it has yielded. */
  yields: Value[] | undefined;
  /** The first argument, for `super()`. */
  firstArgument: Value | undefined;
}

/** A name that is looked up in another module when it is read: imports of installed packages, and imports from a module that is still running. */
export class LazyBinding implements Binding {
  private known: Value | undefined;
  private knownSince = 0;
  /** Two names that each import the other: Python would find neither. */
  private isLooking = false;

  constructor(
    public anchor: Anchor,
    private readonly find: () => Value | undefined,
    private readonly missing: () => Value,
    private readonly order: { readonly serial: number; noteRead(madeAt: number): void },
  ) {}

  get value(): Value {
    if (this.known !== undefined) this.order.noteRead(this.knownSince);
    else if (!this.isLooking) this.look();
    return this.known ?? this.missing();
  }

  private look(): void {
    this.isLooking = true;
    this.known = this.find();
    this.isLooking = false;
    this.knownSince = this.order.serial;
  }

  set value(value: Value) {
    this.known = value;
  }
}

/** One change of what a module binds. */
export interface BindingChange {
  readonly module: Module;
  readonly name: string;
  readonly previous: Binding | undefined;
}

/** Names that a star import of a library brings: those of `names`, below `path`. */
interface StarSource {
  readonly path: string;
  readonly names: ReadonlySet<string>;
}

const NO_FILE = '' as FileId;

export class Module implements ModuleValue {
  readonly kind = 'module';
  /** `waiting` until its code is run; a module without code of its own is `done` at once. */
  state: 'waiting' | 'running' | 'done';
  readonly bindings = new Map<string, Binding>();
  readonly starSources: StarSource[] = [];
  /** Why names may exist that are not in the namespace. */
  openReason: string | undefined;
  readonly environment: Environment;
  /** Runs an installed module when its namespace is looked at. */
  load: (() => void) | undefined;
  /** The place in the order where its code began to run. */
  startedAt = 0;

  constructor(
    readonly name: string,
    public facts: FileFacts | undefined,
    readonly isPackage: boolean,
    readonly isWorkspace: boolean,
    /** For modules of the workspace. */
    readonly place?: WorkspaceModule,
    /** Hears of every change of its bindings. */
    private readonly changes?: BindingChange[],
  ) {
    this.state = facts === undefined ? 'done' : 'waiting';
    this.environment = new Environment('module', this, undefined, this.bindings);
  }

  get file(): FileId | undefined {
    return this.facts?.id;
  }

  get declarations(): FileDeclarations | undefined {
    return this.facts?.declarations;
  }

  get fileOfNodes(): FileId {
    return this.facts?.id ?? NO_FILE;
  }

  get hasFutureAnnotations(): boolean {
    return this.facts?.declarations.hasFutureAnnotations ?? false;
  }

  get namespace(): Map<string, Binding> {
    if (this.state === 'waiting') this.load?.();
    return this.bindings;
  }

  /** Binds a name at the top level, or unbinds it. */
  setBinding(name: string, binding: Binding | undefined): void {
    this.changes?.push({ module: this, name, previous: this.bindings.get(name) });
    if (binding === undefined) this.bindings.delete(name);
    else this.bindings.set(name, binding);
  }

  /** Names that are not in the namespace: of star imports of libraries, of the module itself, builtins. */
  lookupBeyond(name: string): Value | undefined {
    const own = this.lookupStar(name) ?? this.lookupSelf(name) ?? builtinNamed(name);
    if (own !== undefined || this.openReason === undefined) return own;
    return dynamic(`\`${name}\`, since ${this.openReason}`);
  }

  lookupStar(name: string): ExternalValue | undefined {
    for (const { path, names } of this.starSources) {
      if (names.has(name)) return { kind: 'external', path: canonicalPath(`${path}.${name}`) };
    }
    return undefined;
  }

  /** What Python puts into every module. */
  lookupSelf(name: string): Value | undefined {
    switch (name) {
      case '__name__':
        return stringOf(this.name);
      case '__package__':
        return stringOf(this.isPackage ? this.name : this.name.slice(0, Math.max(0, this.name.lastIndexOf('.'))));
      case '__doc__':
      case '__spec__':
        return NONE;
      case '__file__':
      case '__path__':
        return dynamic(`the value of \`${name}\`, which depends on where the project is installed`);
      default:
        return undefined;
    }
  }
}
