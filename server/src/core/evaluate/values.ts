/**
 * What a Python expression is known to be, without running it.
 *
 * The evaluator knows Python, not SQLAlchemy: `Column(Integer, primary_key=True)` is a `SymbolicCall` of the external name
 * `sqlalchemy.Column`, `User.id == Post.user_id` is a `SymbolicOperation`. `core/mapping` gives them meaning.
 * Values have identity, as Python objects do: the same `Column` object reached by two names is the same `SymbolicCall`.
 */
import type { Anchor, FileId } from '../declarations/anchor';
import type { Expression, FunctionDef, LambdaExpression } from '../python/syntax';

export type Value =
  | NoneValue
  | EllipsisValue
  | BooleanValue
  | NumberValue
  | StringValue
  | BytesValue
  | SequenceValue
  | DictValue
  | ClassValue
  | FunctionValue
  | BoundMethodValue
  | ModuleValue
  | ExternalValue
  | SymbolicCall
  | SymbolicAttribute
  | SymbolicSubscript
  | SymbolicOperation
  | DynamicValue;

export interface NoneValue {
  readonly kind: 'none';
}

export interface EllipsisValue {
  readonly kind: 'ellipsis';
}

export interface BooleanValue {
  readonly kind: 'boolean';
  readonly value: boolean;
}

export interface NumberValue {
  readonly kind: 'number';
  readonly value: number;
  /** Whether Python would hold an `int`. */
  readonly isInteger: boolean;
}

export interface StringValue {
  readonly kind: 'string';
  readonly value: string;
}

export interface BytesValue {
  readonly kind: 'bytes';
  readonly value: string;
}

/** A Python list, tuple or set. Lists and sets change as the program runs (`append`, `+=`). */
export interface SequenceValue {
  readonly kind: 'list' | 'tuple' | 'set';
  readonly items: Value[];
  /** Whether further, unknown items may follow or stand between. */
  isOpen?: boolean;
}

/** A Python dict in insertion order. */
export interface DictValue {
  readonly kind: 'dict';
  readonly entries: DictEntry[];
  /** Whether further, unknown entries may exist. */
  isOpen?: boolean;
}

export interface DictEntry {
  readonly key: Value;
  value: Value;
  readonly anchor?: Anchor;
}

/** A name bound in a class body, a module or a function. */
export interface Binding {
  value: Value;
  /** The place that bound it: the target name, the `def` or `class` name, the import alias. */
  anchor: Anchor;
  /** The place of the bound value's expression, where it has one. */
  valueAnchor?: Anchor;
}

/** An annotation `name: T` in a class body. It is not evaluated until asked for. */
export interface AnnotationBinding {
  readonly name: string;
  readonly anchor: Anchor;
  /** The annotation's expression. For `x: "Mapped[int]"` it is the string literal. */
  readonly expression: Expression;
  /** Place of the annotation's expression. */
  readonly expressionAnchor: Anchor;
  /** Text of the annotation as CPython's `ast.unparse` would print it, for `from __future__ import annotations` and messages. */
  readonly text: string;
  /** `from __future__ import annotations` is in force: at run time the annotation is its text. */
  readonly isDeferred: boolean;
  /** Names are looked up here: class body (and its enclosing scopes), then module, then builtins. */
  readonly scope: Scope;
}

export interface Scope {
  /** The value the name has now in this scope or an enclosing one; undefined where Python would raise NameError. */
  lookup(name: string): Value | undefined;
  readonly module: ModuleValue;
}

/** One alternative of a decision that only run time takes: the first or second branch of an `if`. */
export interface BranchMark {
  readonly decision: number;
  readonly alternative: number;
}

export interface ClassValue {
  readonly kind: 'class';
  readonly name: string;
  /** `Outer.Inner`, `factory.<locals>.User` as Python's `__qualname__`. */
  readonly qualifiedName: string;
  readonly module: ModuleValue;
  readonly bases: readonly Value[];
  /** C3 linearisation over the bases that are `ClassValue`s (this class first); external bases are in `externalBases`. */
  readonly mro: readonly ClassValue[];
  /** Canonical names of all external bases of the whole hierarchy, such as `sqlalchemy.orm.DeclarativeBase`, in MRO order. */
  readonly externalBases: readonly string[];
  /** Class keywords: `class Hero(SQLModel, table=True)`. */
  readonly keywords: ReadonlyMap<string, Value>;
  /** The class `__dict__` in insertion order. Grows by assignments after the class statement. */
  readonly namespace: Map<string, Binding>;
  readonly annotations: Map<string, AnnotationBinding>;
  /** Decorators, outermost first, with what they evaluate to. */
  readonly decorators: readonly { readonly value: Value; readonly anchor: Anchor }[];
  /** The class statement. */
  readonly anchor: Anchor;
  /** The name in the class statement. */
  readonly nameAnchor: Anchor;
  /** Places of the base expressions, parallel to `bases`. */
  readonly baseAnchors: readonly Anchor[];
  /** Position in the order of all evaluated objects. */
  readonly serial: number;
  /** Set where a base is dynamic: what is inherited is then not fully known. */
  readonly dynamicBase?: DynamicValue;
  /** The alternatives inside which the class statement stands, outermost first; undefined outside of any. */
  readonly branches?: readonly BranchMark[];
  /** The docstring, when the body starts with one. */
  readonly docstring?: string;
  /** Why attributes may exist that `namespace` does not list: a `**` of unknown content, `setattr` with an unknown name. */
  readonly openReason?: string;
}

/** A function or lambda with the scope it closes over. Called through `Program.call`. */
export interface FunctionValue {
  readonly kind: 'function';
  readonly name: string;
  readonly qualifiedName: string;
  readonly module: ModuleValue;
  readonly node: FunctionDef | LambdaExpression;
  readonly anchor: Anchor;
  readonly closure: Scope;
  /** Default values by parameter name. */
  readonly defaults: ReadonlyMap<string, Value>;
  /** `-> T` when stated; the scope is the closure. */
  readonly returns?: AnnotationBinding;
}

export interface BoundMethodValue {
  readonly kind: 'boundMethod';
  readonly fn: FunctionValue;
  readonly self: Value;
}

export interface ModuleValue {
  readonly kind: 'module';
  /** Dotted name as imported: `app.models.user`. */
  readonly name: string;
  /** undefined for a namespace package. */
  readonly file?: FileId;
  readonly namespace: Map<string, Binding>;
  /** Whether the module belongs to the workspace, as opposed to an installed package read on demand. */
  readonly isWorkspace: boolean;
  readonly hasFutureAnnotations: boolean;
  /** Why names may exist that `namespace` does not list: a star import of something unreadable, code too long to follow. */
  readonly openReason?: string;
}

/**
 * An object of a library that is known by name and not read, by its canonical public path: `sqlalchemy.orm.relationship`, `typing.List`,
 * `builtins.int`, `sqlalchemy.String`. Different import paths of one SQLAlchemy object give one canonical path (`canonicalPath`).
 */
export interface ExternalValue {
  readonly kind: 'external';
  readonly path: string;
}

/** A call that is not carried out: of an external object, a method of a symbolic object, or an unmodelled class of the project. */
export interface SymbolicCall {
  readonly kind: 'call';
  readonly callee: Value;
  readonly args: readonly Argument[];
  readonly keywords: ReadonlyMap<string, Argument>;
  /** `*args`/`**kwargs` of unknown content were passed. */
  readonly hasUnknownArguments: boolean;
  /** The call expression. */
  readonly anchor: Anchor;
  /** Position in the order of all evaluated objects: SQLAlchemy's creation order follows it. */
  readonly serial: number;
  /** The alternatives inside which the call stands, outermost first; undefined outside of any. */
  readonly branches?: readonly BranchMark[];
  /** Attributes assigned later on the object: `col.name = "x"`. */
  readonly assigned: Map<string, Binding>;
  /** For a project class built on a library's: what its `__init__` hands on with `super().__init__(...)`. */
  forwarded?: {
    readonly args: readonly Argument[];
    readonly keywords: ReadonlyMap<string, Argument>;
    readonly hasUnknownArguments: boolean;
  };
}

export interface Argument {
  readonly value: Value;
  /** The argument's value: in `relationship(back_populates="author")`, `"author"`. */
  readonly anchor: Anchor;
}

/** `object.name` where the object is symbolic, external-free, or a class whose attribute only SQLAlchemy knows (`User.id`, `t.c.x`). */
export interface SymbolicAttribute {
  readonly kind: 'attribute';
  readonly object: Value;
  readonly name: string;
  readonly anchor: Anchor;
}

export interface SymbolicSubscript {
  readonly kind: 'subscript';
  readonly object: Value;
  /** A slice is a tuple of three with `none` for what is left out, marked by `isSlice`. */
  readonly index: Value;
  readonly isSlice: boolean;
  readonly anchor: Anchor;
}

export interface SymbolicOperation {
  readonly kind: 'operation';
  /** Python's binary, comparison, or unary operator; `and`/`or`/`not` only where the truth value is not known. */
  readonly operator: string;
  readonly operands: readonly Value[];
  readonly anchor: Anchor;
}

/** Only run time knows. Never reported as an error. */
export interface DynamicValue {
  readonly kind: 'dynamic';
  /** Plain words, no full stop: `the value of \`settings.OWNER\`, which this file does not fix`. */
  readonly reason: string;
  readonly anchor?: Anchor;
}

// ---------------------------------------------------------------- program

/** What happened while the modules ran, in order, as far as it matters to a library that keeps registries. */
export type ProgramEvent =
  /** A class statement (or `type(name, bases, dict)`) finished, before its decorators run. */
  | { readonly kind: 'class'; readonly cls: ClassValue }
  /** `type(name, bases, dict)` with a name that only run time knows: some class of those bases exists. */
  | { readonly kind: 'unnamedClass'; readonly bases: readonly Value[]; readonly reason: string }
  /** A decorator that is not evaluated was applied to a class: `@registry.mapped`. Innermost first. */
  | { readonly kind: 'classDecorated'; readonly cls: ClassValue; readonly decorator: Value; readonly anchor: Anchor }
  /** A symbolic call was made: `Table(...)`, `registry.map_imperatively(...)`. Every `SymbolicCall` appears once. */
  | { readonly kind: 'call'; readonly call: SymbolicCall }
  /** `Cls.name = value` (or `setattr`) after the class statement, or on a symbolic object. The namespace holds it already. */
  | {
      readonly kind: 'setAttribute';
      readonly target: Value;
      readonly name: string;
      readonly value: Value;
      readonly anchor: Anchor;
      readonly valueAnchor?: Anchor;
      /** What the target's own namespace held before; undefined for nothing. Needed to see the class as it was when its statement ended. */
      readonly previous?: Binding;
    }
  | { readonly kind: 'deleteAttribute'; readonly target: Value; readonly name: string; readonly anchor: Anchor; readonly previous?: Binding };

/** `object.name` as a library that calls a function of the program knows it by then; undefined where it does not. */
export type LibraryAttribute = (object: Value, name: string) => Value | undefined;

/** The outcome of evaluating a workspace: its modules and what they did, plus the means to evaluate further. Deterministic and bounded. */
export interface Program {
  readonly modules: ReadonlyMap<string, ModuleValue>;
  /** In the order of execution. */
  readonly events: readonly ProgramEvent[];
  /**
   * Calls a function, method, lambda or class and gives what it returns; `dynamic` where that is not known. Events that happen meanwhile go to `onEvent`
   * (e.g. classes built by `type(...)` in a `declared_attr`).
   */
  call(callee: Value, args: readonly Value[], keywords?: ReadonlyMap<string, Value>, onEvent?: (event: ProgramEvent) => void, libraryAttribute?: LibraryAttribute): Value;
  /** Evaluates an expression with names from `lookup` (builtins are not added). Anchors of what it creates are `anchor`. */
  evaluate(expression: Expression, lookup: (name: string) => Value | undefined, anchor: Anchor): Value;
  /** `getattr(object, name)` with Python's lookup: instance, class MRO, module; symbolic where a library decides. undefined where AttributeError is certain. */
  getAttribute(object: Value, name: string, anchor: Anchor): Value | undefined;
  /**
   * Answers calls of library functions whose result depends on what the library has done so far (`has_inherited_table(cls)`); undefined leaves the call symbolic.
   * Set by the layer that replays the events.
   */
  answerLibraryCall?: (path: string, args: readonly Value[]) => Value | undefined;
  /** The value of an annotation as it is at run time, names looked up in its scope; a name that is not found becomes a `string` value (forward reference). */
  evaluateAnnotation(annotation: AnnotationBinding): Value;
}
