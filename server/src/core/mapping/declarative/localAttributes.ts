/** The names of one class that may matter to the mapping, with their values and annotations (`orm/decl_base.py: _cls_attr_resolver`). */
import type { AnnotationBinding, Binding, ClassValue, SymbolicCall, Value } from '../../evaluate/values';
import { isCallOf } from '../externals';
import { dictGet } from '../values';
import { directiveValue } from './classAttributes';
import type { ClassScan } from './classScan';

export const DIRECTIVES = new Set(['__table__', '__mapper_args__', '__tablename__', '__table_args__']);

/** One name of a class body: its value, its annotation, or both. */
export interface LocalAttribute {
  readonly name: string;
  readonly binding?: Binding;
  readonly annotation?: AnnotationBinding;
}

/** Values and annotations merged in their order (`_cls_attr_resolver`, `merge_lists_w_ordering`). */
export function localAttributes(scan: ClassScan, base: ClassValue): readonly LocalAttribute[] {
  const { state } = scan;
  const namespace = base === scan.cls ? scan.dict : state.namespaceOf(base);
  const usesAnnotations = state.version !== '1.4';
  const names = usesAnnotations ? mergedNames([...namespace.keys()], [...base.annotations.keys()]) : [...namespace.keys()];
  const attributes = names
    .map((name) => ({ name: mangled(base, name), binding: namespace.get(name), annotation: usesAnnotations ? base.annotations.get(name) : undefined }))
    .filter(({ name }) => !/^(?:_sa_|__)/.test(name) || DIRECTIVES.has(name));
  const fieldKey = scan.isDataclassBefore && !scan.isDataclass ? directiveValue(state, base, '__sa_dataclass_metadata_key__')?.value : undefined;
  if (fieldKey?.kind === 'string') return attributes.map((attribute) => fromDataclassField(attribute, fieldKey.value));
  const generated = namespace.has('__tablename__') ? undefined : state.classStates.get(base)?.attributes.get('__tablename__');
  if (generated?.kind !== 'value') return attributes;
  return [...attributes, { name: '__tablename__', binding: { value: generated.value, anchor: generated.anchor } }];
}

/** What the metadata of a `dataclasses.field(...)` holds for the mapping; a lambda there is run for each class. */
function fromDataclassField(attribute: LocalAttribute, key: string): LocalAttribute {
  const { binding } = attribute;
  if (binding === undefined || !isCallOf(binding.value, 'dataclasses.field')) return attribute;
  const metadata = binding.value.keywords.get('metadata')?.value;
  const held = metadata === undefined ? undefined : dictGet(metadata, key);
  if (held === undefined) return attribute;
  const value = held.kind === 'function' ? declaredByField(binding.value, held) : held;
  return { ...attribute, binding: { ...binding, value } };
}

const declaredByFields = new WeakMap<SymbolicCall, SymbolicCall>();

/** `_as_dc_declaredattr`: a lambda counts as a `declared_attr`. */
function declaredByField(field: SymbolicCall, fn: Value): SymbolicCall {
  let declared = declaredByFields.get(field);
  if (declared === undefined) {
    declared = { ...field, callee: { kind: 'external', path: 'sqlalchemy.orm.declared_attr' }, args: [{ value: fn, anchor: field.anchor }], keywords: new Map() };
    declaredByFields.set(field, declared);
  }
  return declared;
}

/** Private names of a class body carry the class's name. */
function mangled(cls: ClassValue, name: string): string {
  return name.startsWith('__') && !name.endsWith('__') ? `_${cls.name.replace(/^_+/, '')}${name}` : name;
}

export function mergedNames(first: readonly string[], second: readonly string[]): readonly string[] {
  const overlap = new Set(first.filter((name) => second.includes(name)));
  const result: string[] = [];
  let [current, other] = [first, second];
  let [position, otherPosition] = [0, 0];
  while (position < current.length) {
    const name = current[position] ?? '';
    position += 1;
    if (overlap.delete(name)) {
      [current, other] = [other, current];
      [position, otherPosition] = [otherPosition, position];
      // the element itself is appended when the other list reaches it
    } else result.push(name);
  }
  result.push(...other.slice(otherPosition));
  return result;
}

/** Python's `None` in a class body counts as no value. */
export function valueOf(attribute: LocalAttribute): Value | undefined {
  const value = attribute.binding?.value;
  return value?.kind === 'none' ? undefined : value;
}
