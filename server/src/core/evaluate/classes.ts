/** Class statements and `type(name, bases, namespace)`. */
import type { Anchor } from '../declarations/anchor';
import type { ClassDef, Expression, Statement } from '../python/syntax';
import { bindTypeParameter } from './annotationValues';
import { bindMethod, getAttribute } from './attributes';
import { call } from './calls';
import { argumentsOf, dictOf, dynamic, isSymbolic, stringOf, tupleOf, type CallArguments } from './constants';
import type { Decorator } from './decorators';
import { Environment, type Module } from './environment';
import { evaluate } from './expressions';
import { callFunction, qualifiedNameIn } from './functions';
import { resolveHierarchy } from './hierarchy';
import { itemsOf } from './iteration';
import type { Machine } from './machine';
import { ClassObject, classObject, findInClass, readFrom, type ClassParts } from './objects';
import { executeBlock } from './statements';
import type { Argument, Binding, DictValue, Value } from './values';

export function executeClass(machine: Machine, environment: Environment, node: ClassDef): void {
  bindClass(environment, node, makeClass(machine, environment, node));
}

export function bindClass(environment: Environment, node: ClassDef, value: Value): void {
  environment.set(node.name.name, bindingOf(environment, node, value));
}

export function bindingOf(environment: Environment, node: ClassDef, value: Value): Binding {
  return { value, anchor: environment.anchorOf(node.name), valueAnchor: environment.anchorOf(node) };
}

/** What a class statement binds to its name: the class, or what its decorators make of it. */
export function makeClass(machine: Machine, environment: Environment, node: ClassDef, earlier?: ClassObject): Value {
  const decorators = node.decorators.map((decorator): Decorator => ({ value: evaluate(machine, environment, decorator), anchor: environment.anchorOf(decorator) }));
  const cell = new Environment('classCell', environment.module, environment.kind === 'class' ? environment.parent : environment, new Map());
  cell.classNameForPrivates = node.name.name;
  for (const { name, mode } of node.typeParameters) bindTypeParameter(machine, cell, name, mode);
  // Without type parameters the header is evaluated where the statement stands.
  const header = node.typeParameters.length === 0 ? environment : cell;
  const stated = evaluateBases(machine, header, node);
  const keywords = evaluateKeywords(machine, header, node);
  const body = new Environment('class', environment.module, cell, new Map());
  body.qualifiedName = qualifiedNameIn(environment, node.name.name);
  body.annotations = new Map();
  executeBlock(machine, body, node.body);
  const parts: ClassParts = {
    name: node.name.name,
    qualifiedName: body.qualifiedName,
    module: environment.module,
    bases: stated.bases,
    baseAnchors: stated.anchors,
    keywords: new Map([...keywords].map(([name, { value }]) => [name, value])),
    namespace: body.bindings,
    annotations: body.annotations,
    decorators,
    anchor: environment.anchorOf(node),
    nameAnchor: environment.anchorOf(node.name),
    docstring: docstringOf(node.body),
    openReason: stated.openReason,
    earlier,
  };
  const value = buildClass(machine, parts, keywords, stated.metaclass, (cls) => (cell.definingClass = cls));
  return applyClassDecorators(machine, value, decorators);
}

/** `type(name, bases, namespace)`. */
export function classFromDict(machine: Machine, module: Module, parts: { readonly name: string; readonly bases: Value; readonly namespace: DictValue; readonly keywords: ReadonlyMap<string, Argument>; readonly anchor: Anchor; readonly nameAnchor: Anchor }): Value {
  const bases = itemsOf(parts.bases);
  return buildClass(
    machine,
    {
      name: parts.name,
      qualifiedName: parts.name,
      module,
      bases: bases === undefined || bases.isOpen ? [...(bases?.values ?? []), dynamic('bases that only run time knows', parts.anchor)] : bases.values.map(unwrapGeneric),
      baseAnchors: (bases?.values ?? []).map(() => parts.anchor),
      keywords: new Map([...parts.keywords].map(([name, { value }]) => [name, value])),
      namespace: namespaceOf(parts.namespace, new Map(), parts.anchor),
      anchor: parts.anchor,
      nameAnchor: parts.nameAnchor,
      openReason: opennessOf(parts.namespace),
    },
    parts.keywords,
    undefined,
    () => undefined,
  );
}

function docstringOf(body: readonly Statement[]): string | undefined {
  const first = body[0];
  return first?.kind === 'Expr' && first.value.kind === 'String' ? first.value.value : undefined;
}

// ---------------------------------------------------------------- the header

interface StatedBases {
  readonly bases: readonly Value[];
  readonly anchors: readonly Anchor[];
  /** From `six.with_metaclass(Meta, Base)`. */
  readonly metaclass?: Value;
  readonly openReason?: string;
}

function evaluateBases(machine: Machine, environment: Environment, node: ClassDef): StatedBases {
  const bases: Value[] = [];
  const anchors: Anchor[] = [];
  let metaclass: Value | undefined;
  const add = (value: Value, expression: Expression): void => {
    const base = unwrapGeneric(value);
    const combined = metaclassCall(base);
    if (combined !== undefined) metaclass = combined.metaclass;
    for (const one of combined?.bases ?? [base]) {
      bases.push(one);
      anchors.push(environment.anchorOf(expression));
    }
  };
  for (const expression of node.bases) {
    if (expression.kind !== 'Starred') {
      add(evaluate(machine, environment, expression), expression);
      continue;
    }
    const items = itemsOf(evaluate(machine, environment, expression.value));
    for (const value of items?.values ?? []) add(value, expression);
    if (items === undefined || items.isOpen) add(dynamic('bases that only run time knows', environment.anchorOf(expression)), expression);
  }
  return { bases, anchors, metaclass };
}

/** `Base[int]` and `Generic[T]` as a base are the class (`__mro_entries__` of an alias). */
function unwrapGeneric(value: Value): Value {
  let base = value;
  while (base.kind === 'subscript') base = base.object;
  return base;
}

/** `with_metaclass(Meta, *bases)` of six, future and SQLAlchemy stands for its bases and the metaclass. */
function metaclassCall(value: Value): { readonly bases: readonly Value[]; readonly metaclass: Value | undefined } | undefined {
  if (value.kind !== 'call' || value.callee.kind !== 'external' || !value.callee.path.endsWith('.with_metaclass')) return undefined;
  const [metaclass, ...bases] = value.args.map((argument) => argument.value);
  return { bases: bases.map(unwrapGeneric), metaclass };
}

function evaluateKeywords(machine: Machine, environment: Environment, node: ClassDef): ReadonlyMap<string, Argument> {
  const keywords = new Map<string, Argument>();
  for (const { name, value: expression } of node.keywords) {
    const value = evaluate(machine, environment, expression);
    const anchor = environment.anchorOf(expression);
    if (name !== undefined) keywords.set(name.name, { value, anchor });
    else if (value.kind === 'dict') for (const entry of value.entries) if (entry.key.kind === 'string') keywords.set(entry.key.value, { value: entry.value, anchor });
  }
  return keywords;
}

// ---------------------------------------------------------------- making the class

/**
 * `metaclass(name, bases, namespace, **keywords)`: a metaclass of the project is called, `type` otherwise. `onClass` hears of the class before its
 * hooks run.
 */
function buildClass(machine: Machine, parts: ClassParts, keywords: ReadonlyMap<string, Argument>, metaclass: Value | undefined, onClass: (cls: ClassObject) => void): Value {
  const stated = keywords.get('metaclass')?.value ?? metaclass;
  const own = new Map([...keywords].filter(([name]) => name !== 'metaclass'));
  const make = (name: string, bases: readonly Value[], namespace: Map<string, Binding>, openReason?: string): ClassObject => {
    const made = new ClassObject({ ...parts, name, bases, namespace, openReason: parts.openReason ?? openReason }, machine.nextSerial());
    const cls = parts.earlier === undefined ? made : Object.assign(parts.earlier, made);
    cls.branches = machine.branches;
    resolveHierarchy(cls, stated);
    onClass(cls);
    nameMembers(machine, cls);
    initSubclass(machine, cls, own);
    return cls;
  };
  const meta = metaclassOf(stated, parts.bases);
  const dict = meta === undefined ? undefined : dictOf([...parts.namespace].map(([name, binding]) => ({ key: stringOf(name), value: binding.value, anchor: binding.anchor })));
  const made = meta === undefined || dict === undefined ? undefined : callMetaclassNew(machine, meta, parts, dict, own, make);
  const cls = made ?? make(parts.name, parts.bases, parts.namespace);
  if (cls.kind !== 'class') return cls;
  if (meta !== undefined && dict !== undefined) callMetaclassInit(machine, meta, cls, dict, own);
  announce(machine, cls);
  return cls;
}

/** Tells of a finished class, once. From here on libraries see what is assigned on it. */
export function announce(machine: Machine, cls: ClassObject): void {
  if (cls.isAnnounced) return;
  cls.isAnnounced = true;
  machine.emit({ kind: 'class', cls });
}

/** The metaclass when the project wrote it. */
function metaclassOf(stated: Value | undefined, bases: readonly Value[]): ClassObject | undefined {
  if (stated !== undefined) return stated.kind === 'class' ? classObject(stated) : undefined;
  for (const base of bases) {
    if (base.kind !== 'class') continue;
    const { metaclass } = classObject(base);
    if (metaclass?.kind === 'class') return classObject(metaclass);
  }
  return undefined;
}

type Make = (name: string, bases: readonly Value[], namespace: Map<string, Binding>, openReason?: string) => ClassObject;

function callMetaclassNew(machine: Machine, meta: ClassObject, parts: ClassParts, dict: DictValue, keywords: ReadonlyMap<string, Argument>, make: Make): ClassObject | undefined {
  const fn = findInClass(meta, '__new__')?.value;
  if (fn?.kind !== 'function') return undefined;
  const outer = machine.pendingClass;
  machine.pendingClass = (name, bases, namespace) => make(name, bases, namespaceOf(namespace, parts.namespace, parts.nameAnchor), opennessOf(namespace));
  const result = callFunction(machine, fn, metaclassArguments(meta, parts.name, parts.bases, dict, keywords, parts.anchor), parts.anchor);
  machine.pendingClass = outer;
  return result.kind === 'class' ? classObject(result) : undefined;
}

function callMetaclassInit(machine: Machine, meta: ClassObject, cls: ClassObject, dict: DictValue, keywords: ReadonlyMap<string, Argument>): void {
  const fn = findInClass(meta, '__init__')?.value;
  if (fn?.kind === 'function') callFunction(machine, fn, metaclassArguments(cls, cls.name, cls.bases, dict, keywords, cls.anchor), cls.anchor);
}

function metaclassArguments(first: Value, name: string, bases: readonly Value[], dict: DictValue, keywords: ReadonlyMap<string, Argument>, anchor: Anchor): CallArguments {
  return { positional: [first, stringOf(name), tupleOf([...bases]), dict].map((value) => ({ value, anchor })), keywords, hasUnknown: false };
}

/** The class `__dict__` that a dict makes; members of the class statement keep their places in the text. */
function namespaceOf(dict: DictValue, stated: ReadonlyMap<string, Binding>, anchor: Anchor): Map<string, Binding> {
  const namespace = new Map<string, Binding>();
  for (const { key, value, anchor: place } of dict.entries) {
    if (key.kind !== 'string') continue;
    const before = stated.get(key.value);
    namespace.set(key.value, before?.value === value ? before : { value, anchor: place ?? before?.anchor ?? anchor, valueAnchor: place });
  }
  return namespace;
}

function opennessOf(dict: DictValue): string | undefined {
  const isOpen = dict.isOpen === true || dict.entries.some(({ key }) => key.kind !== 'string');
  return isOpen ? 'its attributes come from a dict of which not everything is known' : undefined;
}

/** Descriptors of the project hear their name (`__set_name__`). */
function nameMembers(machine: Machine, cls: ClassObject): void {
  for (const [name, { value, anchor }] of cls.namespace) {
    if (value.kind !== 'call' || value.callee.kind !== 'class') continue;
    const fn = findInClass(classObject(value.callee), '__set_name__')?.value;
    if (fn?.kind === 'function') callFunction(machine, fn, argumentsOf([value, cls, stringOf(name)], anchor), anchor);
  }
}

function initSubclass(machine: Machine, cls: ClassObject, keywords: ReadonlyMap<string, Argument>): void {
  for (const base of cls.lookupOrder.slice(1)) {
    readFrom(base, '__init_subclass__', 'whole');
    const value = base.namespace.get('__init_subclass__')?.value;
    if (value === undefined) continue;
    const fn = value.kind === 'call' ? value.args[0]?.value : value;
    if (fn?.kind === 'function') call(machine, bindMethod(fn, cls), { positional: [], keywords, hasUnknown: false }, cls.anchor);
    return;
  }
}

// ---------------------------------------------------------------- decorators

/** Decorators of the project are called; others are told of and leave the class as it is. */
function applyClassDecorators(machine: Machine, value: Value, decorators: readonly Decorator[]): Value {
  let current = value;
  for (const { value: decorator, anchor } of [...decorators].reverse()) {
    if (current.kind !== 'class') {
      current = call(machine, decorator, argumentsOf([current], anchor), anchor);
    } else if (decorator.kind === 'external' || isSymbolic(decorator)) {
      current = decorateSymbolically(machine, current, decorator, anchor);
    } else if (decorator.kind !== 'dynamic') {
      current = afterProjectDecorator(machine, current, call(machine, decorator, argumentsOf([current], anchor), anchor), anchor);
    }
  }
  return current;
}

function decorateSymbolically(machine: Machine, cls: Value, decorator: Value, anchor: Anchor): Value {
  if (cls.kind !== 'class') return cls;
  const method = decorator.kind === 'call' && decorator.callee.kind === 'class' ? getAttribute(machine, decorator, '__call__', anchor) : undefined;
  if (method?.kind === 'boundMethod') return afterProjectDecorator(machine, cls, call(machine, method, argumentsOf([cls], anchor), anchor), anchor);
  machine.emit({ kind: 'classDecorated', cls, decorator, anchor });
  return cls;
}

/** A decorator that hands the class on to a library's decorator gives the class; one whose result is not known leaves it. */
function afterProjectDecorator(machine: Machine, cls: Value, result: Value, anchor: Anchor): Value {
  if (cls.kind !== 'class') return cls;
  if (result.kind === 'call' && result.callee.kind !== 'class' && result.args[0]?.value === cls) {
    machine.emit({ kind: 'classDecorated', cls, decorator: result.callee, anchor });
    return cls;
  }
  return result.kind === 'class' || result.kind === 'function' ? result : cls;
}
