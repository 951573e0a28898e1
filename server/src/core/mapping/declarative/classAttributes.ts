/**
 * Attributes of classes as Python and SQLAlchemy see them at this point of the replay: the namespace, what SQLAlchemy has set on the class,
 * and the bases that functions such as `declarative_base(cls=Model)` generate.
 */
import type { Anchor } from '../../declarations/anchor';
import type { Binding, ClassValue, SymbolicCall, Value } from '../../evaluate/values';
import { isCallOf, libraryName } from '../externals';
import type { Mapper, MapperProperty } from '../mapper';
import { reportImport } from '../importFaults';
import type { ClassAttribute, ClassState, MappingState } from '../state';
import { generatedBaseClasses } from './registries';

export function classStateOf(state: MappingState, cls: ClassValue): ClassState {
  let found = state.classStates.get(cls);
  if (found === undefined) {
    found = { attributes: new Map(), declaredAttributes: new Map(), isInstrumented: false };
    state.classStates.set(cls, found);
  }
  return found;
}

/** `cls.__mro__` with the classes that a generated base inherits from. */
export function mroOf(state: MappingState, cls: ClassValue): readonly ClassValue[] {
  const needsExpansion = cls.mro.some((each) => each.bases.some((base) => base.kind !== 'class' && generatedBaseClasses(state, base).length > 0));
  return needsExpansion ? linearize(state, cls) : cls.mro;
}

function linearize(state: MappingState, cls: ClassValue): readonly ClassValue[] {
  const bases = basesOf(state, cls);
  const lists = [...bases.map((base) => [...linearize(state, base)]), [...bases]];
  const out: ClassValue[] = [cls];
  for (;;) {
    const open = lists.filter((list) => list.length > 0);
    if (open.length === 0) return out;
    const next = open.map((list) => list[0]).find((head) => open.every((list) => !list.slice(1).includes(head as ClassValue))) ?? open[0]?.[0];
    if (next === undefined) return out;
    out.push(next);
    for (const list of lists) if (list[0] === next) list.shift();
  }
}

/** Direct base classes; a generated base stands for the classes it inherits from. */
export function basesOf(state: MappingState, cls: ClassValue): readonly ClassValue[] {
  return cls.bases.flatMap((base) => {
    if (base.kind === 'class') return [base];
    if (base.kind === 'subscript' && base.object.kind === 'class') return [base.object];
    return generatedBaseClasses(state, base);
  });
}

/** The first class of the MRO that has the name, and what it holds. */
export type HeldAttribute =
  | { readonly kind: 'property'; readonly holder: ClassValue; readonly property: MapperProperty }
  | { readonly kind: 'set'; readonly holder: ClassValue; readonly attribute: ClassAttribute }
  | { readonly kind: 'binding'; readonly holder: ClassValue; readonly binding: Binding };

export function findAttribute(state: MappingState, cls: ClassValue, name: string): HeldAttribute | undefined {
  for (const holder of mroOf(state, cls)) {
    const held = ownAttribute(state, holder, name);
    if (held !== undefined) return held;
  }
  return undefined;
}

/** What was assigned on a base that a call made: `Base = declarative_base()`, then `Base.__allow_unmapped__ = True`. */
export function assignedToGeneratedBase(cls: ClassValue, name: string): Binding | undefined {
  for (const base of cls.mro.flatMap((each) => each.bases)) {
    const assigned = base.kind === 'call' ? base.assigned.get(name) : undefined;
    if (assigned !== undefined) return assigned;
  }
  return undefined;
}

/** What `holder.__dict__` has under the name. */
export function ownAttribute(state: MappingState, holder: ClassValue, name: string): HeldAttribute | undefined {
  const property = state.mappersByClass.get(holder)?.properties.get(name);
  if (property !== undefined) return { kind: 'property', holder, property };
  const attribute = state.classStates.get(holder)?.attributes.get(name);
  if (attribute !== undefined) return { kind: 'set', holder, attribute };
  const binding = state.namespaceOf(holder).get(name);
  return binding === undefined ? undefined : { kind: 'binding', holder, binding };
}

// ---------------------------------------------------------------- declared_attr

export interface DeclaredAttribute {
  readonly call: SymbolicCall;
  readonly fn: Value;
  readonly isCascading: boolean;
  /** `declared_attr.directive`: never warned about. */
  readonly isQuiet: boolean;
}

/** `@declared_attr`, its variants, and `classproperty`; also below `@classmethod` or written as a call of a lambda. */
export function declaredAttributeOf(value: Value): DeclaredAttribute | undefined {
  if (value.kind !== 'call') return undefined;
  const name = libraryName(value.callee);
  if (name === 'declared_attr' || name === 'declared_attr.directive' || name === 'declared_attr.cascading' || name === 'classproperty') {
    const fn = value.args[0]?.value ?? value.keywords.get('fn')?.value;
    if (fn === undefined) return undefined;
    const cascading = value.keywords.get('cascading')?.value;
    const isCascading = name === 'declared_attr.cascading' || (cascading?.kind === 'boolean' && cascading.value);
    return { call: value, fn: plainFunction(fn), isCascading, isQuiet: name === 'declared_attr.directive' };
  }
  return undefined;
}

/** The function below `@classmethod` and `@staticmethod`. */
export function plainFunction(value: Value): Value {
  if (isCallOf(value, 'builtins.classmethod', 'builtins.staticmethod')) {
    const inner = value.args[0]?.value;
    return inner === undefined ? value : plainFunction(inner);
  }
  return value;
}

/** The value of a declared attribute for a class; run once a class while it is scanned (`_declared_attr_common.__get__`). */
export function evaluateDeclared(state: MappingState, cls: ClassValue, declared: DeclaredAttribute): Value {
  const { declaredAttributes } = classStateOf(state, cls);
  const known = declaredAttributes.get(declared.call);
  if (known !== undefined) return known;
  const args = takesNothing(declared.fn) ? [] : [cls];
  const value = state.program.call(declared.fn, args, undefined, (event) => state.replay(event), (object, name) => tableAttribute(state, object, name));
  declaredAttributes.set(declared.call, value);
  return value;
}

/** A lambda in the metadata of a dataclass field takes no class. */
function takesNothing(fn: Value): boolean {
  return fn.kind === 'function' && fn.node.parameters.length === 0;
}

/** `Cls.__table__.fullname`, once the class has its table. */
function tableAttribute(state: MappingState, object: Value, name: string): Value | undefined {
  if (object.kind !== 'attribute' || object.name !== '__table__') return undefined;
  const found = state.selectableOf(object);
  if (found?.kind !== 'found' || found.value.kind !== 'table' || found.value.openReason !== undefined) return undefined;
  const { name: tableName, schema } = found.value;
  switch (name) {
    case 'name':
      return { kind: 'string', value: tableName };
    case 'schema':
      return schema === undefined ? { kind: 'none' } : { kind: 'string', value: schema };
    case 'fullname':
    case 'key':
      return { kind: 'string', value: schema === undefined ? tableName : `${schema}.${tableName}` };
    default:
      return undefined;
  }
}

/** `getattr(cls, name)` for directives such as `__tablename__`: declared attributes are run, other values are as they stand. */
export function directiveValue(state: MappingState, cls: ClassValue, name: string): { readonly value: Value; readonly anchor: Anchor; readonly holder: ClassValue } | undefined {
  const held = findAttribute(state, cls, name);
  if (held === undefined) return undefined;
  if (held.kind === 'set' && held.attribute.kind === 'value') return { value: held.attribute.value, anchor: held.attribute.valueAnchor ?? held.attribute.anchor, holder: held.holder };
  if (held.kind !== 'binding') return undefined;
  const { binding } = held;
  const anchor = binding.valueAnchor ?? binding.anchor;
  const declared = declaredAttributeOf(binding.value);
  if (declared !== undefined) return { value: evaluateDeclared(state, cls, declared), anchor: binding.anchor, holder: held.holder };
  return { value: binding.value, anchor, holder: held.holder };
}

/** Whether the class's own `__dict__` has a true value under the name. */
export function ownFlag(state: MappingState, cls: ClassValue, name: string): boolean {
  const value = state.namespaceOf(cls).get(name)?.value;
  return value !== undefined && !(value.kind === 'boolean' && !value.value) && value.kind !== 'none';
}

/** `@declared_attr.cascading` means nothing on a directive (`_check_declared_props_nocascade`). */
export function checkNoCascade(state: MappingState, cls: ClassValue, name: string, binding: Binding, clsText: string): boolean {
  const declared = declaredAttributeOf(binding.value);
  if (declared === undefined) return false;
  if (declared.isCascading) {
    reportImport(state, {
      id: 'W-DECLATTR-CASC',
      exceptionClass: 'SAWarning',
      message: `@declared_attr.cascading is not supported on the ${name} attribute on class ${clsText}.  This attribute invokes for subclasses in any case.`,
      anchor: binding.anchor,
      cls,
    });
  }
  return true;
}

export function mapperOfClass(state: MappingState, cls: ClassValue): Mapper | undefined {
  return state.mappersByClass.get(cls);
}
