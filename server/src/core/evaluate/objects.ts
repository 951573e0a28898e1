/** Functions and classes as the evaluator holds them. */
import type { Anchor } from '../declarations/anchor';
import { unparse } from '../python/unparse';
import type { Expression, FunctionDef, LambdaExpression } from '../python/syntax';
import { NO_KEYWORDS } from './constants';
import type { Environment, Module } from './environment';
import type { AnnotationBinding, Binding, BranchMark, ClassValue, DynamicValue, FunctionValue, Scope, Value } from './values';

export class FunctionObject implements FunctionValue {
  readonly kind = 'function';
  /** Attributes assigned on the function: `fn.short_description = "x"`. */
  attributes: Map<string, Binding> | undefined;
  private returnAnnotation: AnnotationBinding | undefined;

  constructor(
    readonly node: FunctionDef | LambdaExpression,
    readonly closure: Environment,
    readonly qualifiedName: string,
    readonly defaults: ReadonlyMap<string, Value>,
  ) {}

  get name(): string {
    return this.node.kind === 'Lambda' ? '<lambda>' : this.node.name.name;
  }

  get module(): Module {
    return this.closure.module;
  }

  get anchor(): Anchor {
    return this.closure.anchorOf(this.node);
  }

  get returns(): AnnotationBinding | undefined {
    if (this.node.kind === 'Lambda' || this.node.returns === undefined) return undefined;
    return (this.returnAnnotation ??= new AnnotationObject('return', this.node, this.node.returns, this.closure));
  }
}

export class AnnotationObject implements AnnotationBinding {
  private unparsed: string | undefined;
  /** Once evaluated, the same objects for everyone who asks. */
  value: Value | undefined;
  /** `Machine.epoch` when it was evaluated. */
  epoch = 0;

  constructor(
    readonly name: string,
    private readonly owner: { readonly id: number },
    readonly expression: Expression,
    private readonly environment: Environment,
  ) {}

  get anchor(): Anchor {
    return this.environment.anchorOf(this.owner);
  }

  get expressionAnchor(): Anchor {
    return this.environment.anchorOf(this.expression);
  }

  get text(): string {
    return (this.unparsed ??= unparse(this.expression));
  }

  get isDeferred(): boolean {
    return this.environment.module.hasFutureAnnotations;
  }

  get scope(): Scope {
    return this.environment;
  }

  /** The environment behind `scope`. */
  get evaluationEnvironment(): Environment {
    return this.environment;
  }
}

export interface ClassParts {
  readonly name: string;
  readonly qualifiedName: string;
  readonly module: Module;
  readonly bases: readonly Value[];
  readonly baseAnchors: readonly Anchor[];
  readonly keywords?: ReadonlyMap<string, Value>;
  readonly namespace: Map<string, Binding>;
  readonly annotations?: Map<string, AnnotationBinding>;
  readonly decorators?: readonly { readonly value: Value; readonly anchor: Anchor }[];
  readonly anchor: Anchor;
  readonly nameAnchor: Anchor;
  readonly docstring?: string;
  readonly openReason?: string;
  /** The class that the statement made before it was changed: it keeps its identity. */
  readonly earlier?: ClassObject;
}

/** What became of a name that was looked up: what the namespace holds, or only what a library would put in its place (`User.id`). */
export type Reading = 'whole' | 'instrumented';

export class ClassObject implements ClassValue {
  readonly kind = 'class';
  readonly name: string;
  readonly qualifiedName: string;
  readonly module: Module;
  readonly bases: readonly Value[];
  readonly baseAnchors: readonly Anchor[];
  readonly keywords: ReadonlyMap<string, Value>;
  readonly namespace: Map<string, Binding>;
  readonly annotations: Map<string, AnnotationBinding>;
  readonly decorators: readonly { readonly value: Value; readonly anchor: Anchor }[];
  readonly anchor: Anchor;
  readonly nameAnchor: Anchor;
  readonly docstring?: string;
  branches?: readonly BranchMark[];
  openReason?: string;
  mro: readonly ClassObject[] = [this];
  externalBases: readonly string[] = [];
  dynamicBase?: DynamicValue;
  /** `mro` plus the project classes that symbolic bases are made from: `declarative_base(cls=Model)`. Attributes are looked up here. */
  lookupOrder: readonly ClassObject[] = [this];
  /** Whether all bases are project classes, `object` and the like: then the namespaces hold all there is. */
  isPlain = true;
  /** `metaclass=`, own or inherited. */
  metaclass: Value | undefined;
  /** Names that code asked the class or one below it for, see `readFrom`. */
  namesRead = new Map<string, Reading>();
  /** Whether the `class` event was sent: from then on libraries see assignments. */
  isAnnounced = false;

  constructor(
    parts: ClassParts,
    readonly serial: number,
  ) {
    this.name = parts.name;
    this.qualifiedName = parts.qualifiedName;
    this.module = parts.module;
    this.bases = parts.bases;
    this.baseAnchors = parts.baseAnchors;
    this.keywords = parts.keywords ?? NO_KEYWORDS;
    this.namespace = parts.namespace;
    this.annotations = parts.annotations ?? new Map<string, AnnotationBinding>();
    this.decorators = parts.decorators ?? [];
    this.anchor = parts.anchor;
    this.nameAnchor = parts.nameAnchor;
    this.docstring = parts.docstring;
    this.openReason = parts.openReason;
  }
}

/** Remembers that a name was looked up: a class that is read anew must still give the same (`ClassRuns.rerun`). */
export function readFrom(cls: ClassObject, name: string, reading: Reading): void {
  if (reading === 'whole' || !cls.namesRead.has(name)) cls.namesRead.set(name, reading);
}

/** Stands in `namesRead` for all names. */
export const ALL_NAMES = '*';

/** The class's own binding of a name, or the first one in lookup order. */
export function findInClass(cls: ClassObject, name: string, reading: Reading = 'whole'): Binding | undefined {
  for (const one of cls.lookupOrder) {
    readFrom(one, name, reading);
    const binding = one.namespace.get(name);
    if (binding !== undefined) return binding;
  }
  return undefined;
}

/** All classes and functions are made by the evaluator, so that the narrower type always holds. */
export function classObject(value: ClassValue): ClassObject {
  if (!(value instanceof ClassObject)) throw new Error(`class ${value.qualifiedName} was not made by the evaluator`);
  return value;
}

export function functionObject(value: FunctionValue): FunctionObject {
  if (!(value instanceof FunctionObject)) throw new Error(`function ${value.qualifiedName} was not made by the evaluator`);
  return value;
}
