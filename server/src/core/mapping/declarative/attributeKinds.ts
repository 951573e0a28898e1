/** What kind of attribute a value is when a class is scanned. */
import type { SymbolicCall, Value } from '../../evaluate/values';
import { calleeName, libraryName, methodOf } from '../externals';
import type { MappingState } from '../state';
import { declaredAttributeOf } from './classAttributes';
import { isStandardLibrary, topLevelOf } from '../../workspace/standardLibrary';

export type AttributeKind =
  | 'column'
  | 'mappedColumn'
  | 'relationship'
  | 'columnProperty'
  | 'queryExpression'
  | 'synonym'
  | 'composite'
  | 'associationProxy'
  | 'declaredAttribute'
  | 'hybrid'
  | 'descriptor'
  /** `User.name` of a mapped class. */
  | 'mappedAttribute'
  /** A SQL expression that is none of the above. */
  | 'expression'
  | 'sqlmodelField'
  | 'sqlmodelRelationship'
  | 'plain'
  | 'unknown';

const KINDS_BY_NAME = new Map<string, AttributeKind>([
  ['Column', 'column'],
  ['mapped_column', 'mappedColumn'],
  ['MappedColumn', 'mappedColumn'],
  ['unmapped_column', 'mappedColumn'],
  ['relationship', 'relationship'],
  ['dynamic_loader', 'relationship'],
  ['RelationshipProperty', 'relationship'],
  ['Relationship', 'relationship'],
  ['column_property', 'columnProperty'],
  ['deferred', 'columnProperty'],
  ['query_expression', 'queryExpression'],
  ['synonym', 'synonym'],
  ['synonym_for', 'synonym'],
  ['composite', 'composite'],
  ['association_proxy', 'associationProxy'],
  ['AssociationProxy', 'associationProxy'],
  ['hybrid_property', 'hybrid'],
  ['hybrid_method', 'hybrid'],
  ['index_property', 'descriptor'],
  ['sqlmodel.Field', 'sqlmodelField'],
  ['sqlmodel.Relationship', 'sqlmodelRelationship'],
  ['builtins.property', 'descriptor'],
  ['builtins.classmethod', 'descriptor'],
  ['builtins.staticmethod', 'descriptor'],
  ['functools.cached_property', 'descriptor'],
  ['dataclasses.field', 'plain'],
]);

const EXPRESSION_FUNCTIONS = new Set([
  'and_', 'or_', 'not_', 'case', 'cast', 'func', 'literal', 'literal_column', 'text', 'column', 'label', 'null', 'true', 'false', 'type_coerce', 'extract', 'tuple_',
  'bindparam', 'exists', 'between', 'collate', 'desc', 'asc', 'distinct', 'over', 'within_group', 'try_cast',
]);

export function attributeKindOf(state: MappingState, value: Value): AttributeKind {
  switch (value.kind) {
    case 'call':
      return callKind(state, value);
    case 'attribute':
      return mappedAttributeKind(state, value);
    case 'operation':
      return value.operands.some((operand) => isSqlOperand(state, operand)) ? 'expression' : 'unknown';
    case 'function':
    case 'boundMethod':
      return 'descriptor';
    case 'dynamic':
      return 'unknown';
    default:
      return 'plain';
  }
}

function callKind(state: MappingState, call: SymbolicCall): AttributeKind {
  if (declaredAttributeOf(call) !== undefined) return 'declaredAttribute';
  const name = calleeName(call);
  if (name !== undefined) {
    if (name === 'relation') return state.version === '1.4' ? 'relationship' : 'unknown';
    const kind = KINDS_BY_NAME.get(name);
    if (kind !== undefined) return kind;
    if (EXPRESSION_FUNCTIONS.has(name) || name.startsWith('func.')) return 'expression';
    return call.callee.kind === 'external' && makesPlainObjects(call.callee.path) ? 'plain' : 'unknown';
  }
  return methodKind(state, call);
}

/** Modules of Python whose functions may give back what they are given. */
const PASSING_MODULES: ReadonlySet<string> = new Set(['builtins', 'contextlib', 'copy', 'functools', 'importlib', 'inspect', 'itertools', 'operator', 'typing']);

/** `re.compile(…)`, `logging.getLogger(…)`: nothing that SQLAlchemy maps. */
function makesPlainObjects(path: string): boolean {
  return isStandardLibrary(path) && !PASSING_MODULES.has(topLevelOf(path));
}

/** `func.now()`, `column.label("x")`, `hybrid.setter(fn)`, `synonym_for("x")(fn)`. */
function methodKind(state: MappingState, call: SymbolicCall): AttributeKind {
  const method = methodOf(call);
  if (method === undefined) {
    return call.callee.kind === 'call' ? callKind(state, call.callee) : 'unknown';
  }
  if (isFunctionNamespace(method.object)) return 'expression';
  const owner = attributeKindOf(state, method.object);
  if (owner === 'hybrid' || owner === 'descriptor') return owner;
  if (owner === 'column' || owner === 'mappedColumn' || owner === 'mappedAttribute' || owner === 'expression') {
    return method.name === 'copy' || method.name === '_copy' ? owner : 'expression';
  }
  return 'unknown';
}

/** `func`, `func.schema`. */
function isFunctionNamespace(value: Value): boolean {
  if (value.kind === 'external') return libraryName(value) === 'func';
  return value.kind === 'attribute' && isFunctionNamespace(value.object);
}

function mappedAttributeKind(state: MappingState, value: Extract<Value, { kind: 'attribute' }>): AttributeKind {
  if (value.object.kind === 'class' && state.mappersByClass.get(value.object)?.properties.has(value.name) === true) return 'mappedAttribute';
  if (isFunctionNamespace(value)) return 'expression';
  return state.columnOf(value)?.kind === 'found' ? 'column' : 'unknown';
}

function isSqlOperand(state: MappingState, value: Value): boolean {
  const kind = attributeKindOf(state, value);
  return kind === 'column' || kind === 'mappedColumn' || kind === 'mappedAttribute' || kind === 'expression' || kind === 'columnProperty';
}

/** `_MappedAttribute`: beside an annotation these expect `Mapped[]`. */
export function isMappedAttributeKind(kind: AttributeKind): boolean {
  return ['mappedColumn', 'relationship', 'columnProperty', 'queryExpression', 'synonym', 'composite', 'declaredAttribute'].includes(kind);
}

/** `MapperProperty` objects, which a mixin may not hold. */
export function isMapperPropertyKind(kind: AttributeKind): boolean {
  return ['relationship', 'columnProperty', 'queryExpression', 'synonym', 'composite'].includes(kind);
}

/** The call that says what the attribute is: of `synonym_for("x")(fn)` the inner one. */
export function definingCall(value: Value): SymbolicCall | undefined {
  if (value.kind !== 'call') return undefined;
  return value.callee.kind === 'call' ? definingCall(value.callee) : value;
}
