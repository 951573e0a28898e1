/** Python types as values: unions, optionals, aliases and forward references (`util/typing.py`). */
import type { Anchor } from '../../declarations/anchor';
import type { ClassValue, ModuleValue, SymbolicCall, Value } from '../../evaluate/values';
import { isCallOf, libraryName, sqlalchemyName } from '../externals';
import { describe } from '../pythonText';
import { classText, reprOf } from '../../evaluate/pythonText';
import type { MappingState } from '../state';
import { evaluateAnnotationText } from './annotationScope';

const NONE: Value = { kind: 'none' };

/** Arguments of a generic: `[A, B]` of `X[A, B]`. */
export function typeArguments(value: Value): readonly Value[] {
  if (value.kind === 'operation' && value.operator === '|') return unionMembers(value);
  if (value.kind !== 'subscript') return [];
  const name = libraryName(value.object);
  if (name === 'typing.Optional' || name === 'typing.Union') return unionMembers(value);
  return value.index.kind === 'tuple' ? value.index.items : [value.index];
}

export function isUnion(value: Value): boolean {
  if (value.kind === 'operation') return value.operator === '|';
  if (value.kind !== 'subscript') return false;
  const name = libraryName(value.object);
  return name === 'typing.Optional' || name === 'typing.Union';
}

/** Members of a union, nested ones flattened as `typing` does. */
export function unionMembers(value: Value): readonly Value[] {
  if (!isUnion(value)) return [value];
  const members = new Map<string, Value>();
  for (const direct of directMembers(value)) {
    for (const member of unionMembers(direct)) {
      const key = typeKey(member);
      if (!members.has(key)) members.set(key, member);
    }
  }
  return [...members.values()];
}

function directMembers(value: Value): readonly Value[] {
  if (value.kind === 'operation') return value.operands;
  if (value.kind !== 'subscript') return [value];
  const items = value.index.kind === 'tuple' ? value.index.items : [value.index];
  return libraryName(value.object) === 'typing.Optional' ? [...items, NONE] : items;
}

export function isAnnotated(value: Value): boolean {
  return value.kind === 'subscript' && libraryName(value.object) === 'typing.Annotated';
}

export function isLiteral(value: Value): boolean {
  return value.kind === 'subscript' && libraryName(value.object) === 'typing.Literal';
}

/** The value of a `type X = …` statement or `TypeAliasType("X", …)`. */
export function aliasedType(value: Value): Value | undefined {
  return isCallOf(value, 'typing.TypeAliasType') ? value.args[1]?.value : undefined;
}

export function newTypeSupertype(value: Value): Value | undefined {
  return isCallOf(value, 'typing.NewType') ? value.args[1]?.value : undefined;
}

/** `includes_none`. */
export function includesNone(value: Value): boolean {
  if (value.kind === 'none') return true;
  if (value.kind === 'string') return value.value === 'None' || forwardReference(value.value).hasNone;
  if (isUnion(value)) return unionMembers(value).some(includesNone);
  const [annotated] = isAnnotated(value) ? typeArguments(value) : [];
  if (annotated !== undefined) return includesNone(annotated);
  const inner = aliasedType(value) ?? newTypeSupertype(value);
  return inner !== undefined && includesNone(inner);
}

/** `de_optionalize_union_types`. */
export function deOptionalized(value: Value): Value {
  if (value.kind === 'string') return forwardReference(value.value).type;
  if (!isUnion(value) || !includesNone(value)) return value;
  const members = unionMembers(value).filter((member) => member.kind !== 'none' && !(member.kind === 'string' && member.value === 'None'));
  return unionOf(members, value);
}

function unionOf(members: readonly Value[], like: Value): Value {
  const [only] = members;
  if (members.length === 1 && only !== undefined) return only;
  const anchor = like.kind === 'operation' || like.kind === 'subscript' ? like.anchor : undefined;
  if (anchor === undefined) return like;
  return { kind: 'subscript', object: { kind: 'external', path: 'typing.Union' }, index: { kind: 'tuple', items: [...members] }, isSlice: false, anchor };
}

/** `_de_optionalize_fwd_ref_union_types`: a forward reference without evaluating it. */
export function forwardReference(text: string): { readonly type: Value; readonly hasNone: boolean } {
  const same: Value = { kind: 'string', value: text };
  const generic = /^(.+?)\[(.+)\]$/s.exec(text);
  if (generic !== null) {
    const name = (generic[1] ?? '').split('.').at(-1);
    const inner = generic[2] ?? '';
    if (name === 'Optional') return { type: { kind: 'string', value: inner }, hasNone: true };
    if (name !== 'Union') return { type: same, hasNone: false };
    const elements = inner.includes('[') ? splitOutsideBrackets(inner) : inner.split(/,\s*/);
    return withoutNone(elements, (parts) => parts.length === 1 ? (parts[0] ?? '') : `Union[${parts.join(', ')}]`, same);
  }
  return withoutNone(text.split(/\s*\|\s*/), (parts) => parts.join('|'), same);
}

function withoutNone(elements: readonly string[], join: (parts: readonly string[]) => string, same: Value): { readonly type: Value; readonly hasNone: boolean } {
  const parts = elements.filter((element) => element !== 'None');
  if (parts.length === elements.length) return { type: same, hasNone: false };
  return { type: { kind: 'string', value: join(parts) }, hasNone: true };
}

function splitOutsideBrackets(text: string): readonly string[] {
  const out: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    const char = text[index];
    if (char === '[') depth += 1;
    else if (char === ']') depth -= 1;
    else if (char === ',' && depth === 0) {
      out.push(text.slice(start, index).trim());
      start = index + 1;
    }
  }
  // the part after the last comma is dropped by SQLAlchemy; it is kept here, where it can only be `None`
  out.push(text.slice(start).trim());
  return out;
}

export type Destringified = { readonly kind: 'value'; readonly value: Value } | { readonly kind: 'nameError'; readonly text: string };

/** What destringifying goes on with: where names are looked up, and the generics met so far, as a recursive alias meets itself. */
interface Destringifying {
  readonly state: MappingState;
  readonly module: ModuleValue;
  readonly cls: ClassValue;
  readonly anchor: Anchor;
  readonly seen: Set<string>;
}

/** `de_stringify_annotation(include_generic=True)`: every forward reference inside is evaluated. */
export function destringified(state: MappingState, value: Value, module: ModuleValue, cls: ClassValue, anchor: Anchor): Destringified {
  return destringify(value, { state, module, cls, anchor, seen: new Set() });
}

function destringify(value: Value, context: Destringifying): Destringified {
  if (value.kind === 'string') {
    const evaluated = evaluateAnnotationText(context.state, value.value, context.module, context.cls, context.anchor);
    if (evaluated === undefined) return { kind: 'nameError', text: value.value };
    return evaluated.kind === 'string' ? { kind: 'value', value: evaluated } : destringify(evaluated, context);
  }
  const isPipe = value.kind === 'operation' && value.operator === '|';
  if ((!isPipe && value.kind !== 'subscript') || isLiteral(value)) return { kind: 'value', value };
  const key = typeKey(value);
  if (context.seen.has(key)) return { kind: 'value', value };
  context.seen.add(key);
  if (isPipe) return destringifyItems(value.operands, context, (operands) => ({ ...value, operands }));
  return value.kind === 'subscript' ? destringifyGeneric(value, context) : { kind: 'value', value };
}

function destringifyGeneric(value: Extract<Value, { kind: 'subscript' }>, context: Destringifying): Destringified {
  const items = value.index.kind === 'tuple' ? value.index.items : [value.index];
  const [first, ...metadata] = items;
  if (isAnnotated(value) && first !== undefined) {
    return destringifyItems([first], context, ([type]) => ({ ...value, index: { kind: 'tuple', items: [type ?? first, ...metadata] } }));
  }
  return destringifyItems(items, context, (done) => ({
    ...value,
    index: value.index.kind === 'tuple' ? { kind: 'tuple', items: [...done] } : (done[0] ?? value.index),
  }));
}

function destringifyItems(items: readonly Value[], context: Destringifying, rebuild: (items: readonly Value[]) => Value): Destringified {
  const done: Value[] = [];
  for (const item of items) {
    const answer = destringify(item, context);
    if (answer.kind === 'nameError') return answer;
    done.push(answer.value);
  }
  return { kind: 'value', value: rebuild(done) };
}

/** Equal keys mean equal types as dictionary keys. */
export function typeKey(value: Value): string {
  switch (value.kind) {
    case 'external':
      return value.path;
    case 'class':
      return `class:${value.module.name}.${value.qualifiedName}#${value.serial}`;
    case 'call':
      return `call:${value.serial}`;
    case 'subscript':
      if (isUnion(value)) return unionKey(value);
      return `${typeKey(value.object)}[${typeArguments(value).map(typeKey).join(',')}]`;
    case 'operation':
      return isUnion(value) ? unionKey(value) : `operation:${value.anchor.file}:${value.anchor.node}`;
    case 'attribute':
      return `${typeKey(value.object)}.${value.name}`;
    case 'dynamic':
      return 'dynamic';
    default:
      return `${value.kind}:${reprOf(value) ?? describe(value)}`;
  }
}

function unionKey(value: Value): string {
  return `Union[${unionMembers(value).map(typeKey).sort().join(',')}]`;
}

// ---------------------------------------------------------------- printing

/** Where SQLAlchemy's own classes really live, for `<class '…'>`. */
function realPath(path: string): string {
  const name = sqlalchemyName(path);
  if (name === undefined) return path;
  if (path.startsWith('sqlalchemy.dialects.')) return path;
  return /^[A-Z]/.test(name) && !path.startsWith('sqlalchemy.orm.') ? `sqlalchemy.sql.sqltypes.${name}` : path;
}

/** `str()` of a type, as messages show it. */
export function typeText(value: Value): string {
  if (value.kind === 'class') return classText(value);
  if (value.kind === 'none') return 'None';
  if (value.kind === 'external') {
    if (value.path.startsWith('typing.')) return value.path;
    return `<class '${value.path.startsWith('builtins.') ? value.path.slice('builtins.'.length) : realPath(value.path)}'>`;
  }
  return typeRepr(value);
}

/** `typing._type_repr`: how a type prints inside a generic. */
export function typeRepr(value: Value): string {
  switch (value.kind) {
    case 'class':
      return `${value.module.name}.${value.qualifiedName}`;
    case 'external':
      return value.path.startsWith('builtins.') ? value.path.slice('builtins.'.length) : realPath(value.path);
    case 'none':
      return 'NoneType';
    case 'ellipsis':
      return '...';
    case 'string':
      return `ForwardRef(${reprOf(value) ?? ''})`;
    case 'operation':
      return value.operator === '|' ? unionMembers(value).map((member) => (member.kind === 'none' ? 'None' : typeRepr(member))).join(' | ') : describe(value);
    case 'subscript':
      return subscriptRepr(value);
    case 'call':
      return callRepr(value);
    default:
      return reprOf(value) ?? describe(value);
  }
}

function subscriptRepr(value: Extract<Value, { kind: 'subscript' }>): string {
  const name = libraryName(value.object);
  if (isUnion(value)) {
    const members = unionMembers(value);
    const others = members.filter((member) => member.kind !== 'none');
    if (others.length === 1 && others.length !== members.length && others[0] !== undefined) return `typing.Optional[${typeRepr(others[0])}]`;
    return `typing.Union[${members.map(typeRepr).join(', ')}]`;
  }
  const isBuiltin = name?.startsWith('builtins.') === true;
  const container = name === 'Mapped' || name === 'DynamicMapped' || name === 'WriteOnlyMapped' ? `sqlalchemy.orm.base.${name}` : typeRepr(value.object);
  const args = isLiteral(value)
    ? typeArguments(value).map((argument) => reprOf(argument) ?? describe(argument))
    : typeArguments(value).map((argument) => (isBuiltin && argument.kind === 'string' ? (reprOf(argument) ?? '') : typeRepr(argument)));
  return `${container}[${args.length === 0 ? '()' : args.join(', ')}]`;
}

function callRepr(call: SymbolicCall): string {
  if (newTypeSupertype(call) !== undefined || aliasedType(call) !== undefined) {
    const name = call.args[0]?.value;
    return name?.kind === 'string' ? name.value : describe(call);
  }
  return describe(call);
}
