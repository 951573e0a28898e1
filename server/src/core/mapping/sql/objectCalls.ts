/** Calls of SQLAlchemy's functions (`and_`, `func.lower`, `foreign`) and of methods of columns, as far as join conditions use them. */
import { truthOf } from '../../evaluate/operators';
import type { Value } from '../../evaluate/values';
import { strOf } from '../../evaluate/pythonText';
import { attributeCall } from './objectMethods';
import { markColumns } from './annotate';
import { bindFor, binary, negated, NULL, postfix, prefix } from './build';
import { expressionOf } from './coerce';
import type { SqlExpression } from './expression';
import { joinConditionBetween } from './joinCondition';
import { conjunctionOf, literalOf, operandFor } from './objectOperators';
import { objectRepr } from './objectText';
import { selectOf } from './selects';
import { dynamicObject, expressionObject, isAbrupt, raised } from './sqlObject';
import type { DynamicObject, RaisedObject, SqlEnvironment, SqlObject } from './sqlObject';
import { typeTextOf } from './typeText';
import type { Selectable } from '../schema/schema';

export type Keywords = ReadonlyMap<string, SqlObject>;

export function callObject(callee: SqlObject, args: readonly SqlObject[], keywords: Keywords, env: SqlEnvironment): SqlObject {
  const abrupt = [callee, ...args, ...keywords.values()].find(isAbrupt);
  if (abrupt !== undefined) return abrupt;
  switch (callee.kind) {
    case 'external':
      return callExternal(callee.path, args, keywords, env);
    case 'method':
      return attributeCall(callee.object, callee.name, args, keywords, env);
    case 'customOperator': {
      const right = operandFor(args[0] ?? dynamicObject('a missing operand'), callee.left, env);
      if (isAbrupt(right)) return right;
      return expressionObject(binary(callee.left, callee.operator, right.expression, { version: env.context.version, customPrecedence: callee.precedence, isComparison: callee.isComparison }));
    }
    case 'classColumns':
      return raised('E-NAME', 'TypeError', "'_GetColumns' object is not callable");
    case 'moduleNames':
      return raised('E-NAME', 'TypeError', "'_ModNS' object is not callable");
    case 'schemaTables':
      return raised('E-NAME', 'TypeError', "'_GetTable' object is not callable");
    case 'selectable':
      return raised('E-NAME', 'TypeError', `'${callee.selectable.kind === 'table' ? 'Table' : 'Join'}' object is not callable`);
    case 'python':
      return dynamicObject('the result of a call');
    default:
      return dynamicObject('the result of a call');
  }
}

const WITHOUT_PARENTHESES: ReadonlySet<string> = new Set([
  'current_date', 'current_time', 'current_timestamp', 'current_user', 'localtime', 'localtimestamp', 'session_user', 'sysdate', 'user',
]);
/** Functions that SQLAlchemy knows in any spelling and prints in lower case. */
const GENERIC_FUNCTIONS: ReadonlySet<string> = new Set([
  ...WITHOUT_PARENTHESES, 'coalesce', 'max', 'min', 'sum', 'now', 'concat', 'char_length', 'random', 'count', 'array_agg', 'mode', 'rank', 'dense_rank', 'percent_rank',
  'cume_dist', 'cube', 'rollup', 'grouping_sets', 'aggregate_strings',
]);

/** `func.name(...)`, `func.schema.name(...)`. */
function callFunction(given: string, args: readonly SqlObject[], env: SqlEnvironment): SqlObject {
  const name = GENERIC_FUNCTIONS.has(given.toLowerCase()) ? given.toLowerCase() : given;
  if (WITHOUT_PARENTHESES.has(name) && args.length === 0) return expressionObject({ kind: 'function', name: name.toUpperCase(), args: [], isBare: true });
  if (name === 'count' && args.length === 0) return expressionObject({ kind: 'function', name, args: [{ kind: 'opaque', text: '*', operands: [], froms: [] }] });
  const self: SqlExpression = { kind: 'function', name, args: [] };
  return withOperands(args, self, env, (operands) => ({ kind: 'function', name, args: operands }));
}

/** Turns all arguments into operands; the first that fails is the answer. */
export function withOperands(args: readonly SqlObject[], beside: SqlExpression | undefined, env: SqlEnvironment, build: (operands: readonly SqlExpression[]) => SqlExpression | undefined): SqlObject {
  const operands = args.map((argument) => operandFor(argument, beside, env));
  const abrupt = operands.find(isAbrupt);
  if (abrupt !== undefined) return abrupt;
  return expressionObject(build(operands.flatMap((operand) => (operand.kind === 'expression' ? [operand.expression] : []))));
}

function callExternal(path: string, args: readonly SqlObject[], keywords: Keywords, env: SqlEnvironment): SqlObject {
  const fn = /^sqlalchemy\.(?:sql\.)?(?:expression\.)?(?:functions\.)?func\.(.+)$/.exec(path);
  if (fn !== null) return callFunction(fn[1] ?? '', args, env);
  if (path === 'sqlmodel.col') return args[0] ?? dynamicObject('a missing argument');
  const name = path.slice(path.lastIndexOf('.') + 1);
  if (!path.startsWith('sqlalchemy.')) return path.startsWith('builtins.') ? callBuiltin(name, args) : dynamicObject(`the result of \`${path}\``);
  const { version } = env.context;
  const [first, second, third] = args;
  switch (name) {
    case 'and_':
    case 'or_':
      return conjunction(name === 'and_' ? 'and' : 'or', args, env);
    case 'not_':
      return withOperands(args, undefined, env, ([operand]) => (operand === undefined ? undefined : negated(operand, version)));
    case 'foreign':
    case 'remote':
      return annotation(name, first ?? keywords.get('expr'), env);
    case 'cast':
    case 'try_cast': {
      const typeText = typeTextOf(second ?? keywords.get('type_'));
      if (typeText === undefined) return dynamicObject('the type of a cast');
      return withOperands(args.slice(0, 1), undefined, env, ([operand]) => operand && { kind: 'cast', operand, typeText });
    }
    case 'type_coerce':
    case 'label':
      return withOperands(name === 'label' ? args.slice(1, 2) : args.slice(0, 1), undefined, env, wrapped);
    case 'literal':
      return literal(first);
    case 'text':
      return first?.kind === 'python' && first.value.kind === 'string' ? { kind: 'text', text: first.value.value } : dynamicObject('a text that is not written out');
    case 'null':
      return expressionObject(NULL);
    case 'true':
    case 'false':
      return expressionObject({ kind: 'constant', text: name });
    case 'column':
    case 'literal_column': {
      const text = stringIn(first);
      return text === undefined ? dynamicObject('a column name that is not written out') : expressionObject({ kind: 'opaque', text, operands: [], froms: [], bindName: text });
    }
    case 'bindparam': {
      const text = stringIn(first);
      return text === undefined ? dynamicObject('a parameter name that is not written out') : expressionObject({ kind: 'bind', name: text, isNamed: true });
    }
    case 'desc':
      return orderBy('DESC', first, env);
    case 'asc':
      return orderBy('ASC', first, env);
    case 'nullsfirst':
    case 'nulls_first':
      return orderBy('NULLS FIRST', first, env);
    case 'nullslast':
    case 'nulls_last':
      return orderBy('NULLS LAST', first, env);
    case 'distinct':
      return withOperands(args.slice(0, 1), undefined, env, ([operand]) => operand && prefix('DISTINCT', operand, version));
    case 'any_':
    case 'all_':
      return withOperands(args.slice(0, 1), undefined, env, ([operand]) => operand && { kind: 'unary', operator: name === 'any_' ? 'ANY' : 'ALL', isPostfix: false, operand: { kind: 'grouping', operand } });
    case 'between':
    case 'collate':
      return first === undefined ? dynamicObject('a missing argument') : attributeCall(first, name, args.slice(1), keywords, env);
    case 'tuple_':
      return withOperands(args, undefined, env, (elements) => ({ kind: 'tuple', elements }));
    case 'extract': {
      const field = stringIn(first);
      return withOperands(args.slice(1, 2), undefined, env, ([operand]) => operand && { kind: 'opaque', text: `EXTRACT(${field ?? ''} FROM {0})`, operands: [operand], froms: [] });
    }
    case 'case':
      return caseOf(args, keywords, env);
    case 'select':
    case 'exists':
      return selectOf(name, args, env);
    case 'join':
    case 'outerjoin':
      return joinOf(first, second, third ?? keywords.get('onclause'), name === 'outerjoin' || isTrue(keywords.get('isouter')));
    default:
      return /^[A-Z]/.test(name) ? { kind: 'type', name, args } : dynamicObject(`the result of \`${name}\``);
  }
}

function isTrue(object: SqlObject | undefined): boolean {
  return object?.kind === 'python' && object.value.kind === 'boolean' && object.value.value;
}

export function stringIn(object: SqlObject | undefined): string | undefined {
  return object?.kind === 'python' && object.value.kind === 'string' ? object.value.value : undefined;
}

/** `and_(a, b)`, also of one generator or list. */
function conjunction(kind: 'and' | 'or', args: readonly SqlObject[], env: SqlEnvironment): SqlObject {
  const [only] = args;
  // Lists are taken apart only where they come from `*args`; a list itself is refused.
  return only === undefined ? dynamicObject('an empty condition') : conjunctionOf(kind, args, env);
}

/** `foreign(x)`, `remote(x)`: only a column expression will do. */
function annotation(mark: 'foreign' | 'remote', object: SqlObject | undefined, env: SqlEnvironment): SqlObject {
  if (object === undefined) return raised('E-EXPR-ARG', 'TypeError', `${mark}() missing 1 required positional argument: 'expr'`);
  const clause = expressionOf(object, env);
  if (clause === undefined) return raised('E-EXPR-ARG', 'ArgumentError', `Column expression expected, got ${objectRepr(object)}.`);
  return isAbrupt(clause) ? clause : expressionObject(markColumns(clause.expression, mark));
}

function wrapped([operand]: readonly SqlExpression[]): SqlExpression | undefined {
  return operand && { kind: 'opaque', text: '{0}', operands: [operand], froms: [] };
}

function literal(object: SqlObject | undefined): SqlObject {
  if (object?.kind !== 'python') return dynamicObject('a literal');
  const made = literalOf(object.value, undefined);
  if (made === undefined) return dynamicObject('a literal');
  return expressionObject(made.kind === 'bind' ? made : bindFor(undefined, made.text));
}

function orderBy(direction: string, object: SqlObject | undefined, env: SqlEnvironment): SqlObject {
  if (object === undefined) return dynamicObject('a missing argument');
  // `desc("name")` names a label, as text.
  const text = stringIn(object);
  if (text !== undefined) return expressionObject(postfix(direction, { kind: 'opaque', text, operands: [], froms: [] }, env.context.version));
  return withOperands([object], undefined, env, ([operand]) => operand && postfix(direction, operand, env.context.version));
}

/** `case((condition, value), …, else_=value)`; before 2.0 also a list of pairs. */
function caseOf(args: readonly SqlObject[], keywords: Keywords, env: SqlEnvironment): SqlObject {
  const [first] = args;
  const whens = args.length === 1 && first?.kind === 'sequence' && first.items.every((item) => item.kind === 'sequence') ? first.items : args;
  const otherwise = keywords.get('else_');
  if (keywords.has('value') || !whens.every((when) => when.kind === 'sequence' && when.items.length === 2)) return dynamicObject('a CASE that is not a list of pairs');
  const parts = whens.flatMap((when) => (when.kind === 'sequence' ? when.items : []));
  return withOperands(otherwise === undefined ? parts : [...parts, otherwise], undefined, env, (operands) => {
    const clauses = parts.filter((_, index) => index % 2 === 0).map((_, index) => ` WHEN {${index * 2}} THEN {${index * 2 + 1}}`);
    const grouped = operands.map((operand, index): SqlExpression => (index < parts.length && index % 2 === 0 && operand.kind !== 'columnReference' ? { kind: 'grouping', operand } : operand));
    return { kind: 'opaque', text: `CASE${clauses.join('')}${otherwise === undefined ? '' : ` ELSE {${parts.length}}`} END`, operands: grouped, froms: [] };
  });
}

/** `join(a, b, onclause)`, `a.join(b)`. */
export function joinOf(left: SqlObject | undefined, right: SqlObject | undefined, onclause: SqlObject | undefined, isOuter: boolean): SqlObject {
  const [one, other] = [selectableIn(left), selectableIn(right)];
  if (one === undefined || other === undefined) return dynamicObject('a join of something that is no table');
  if (onclause !== undefined && onclause.kind === 'expression') return { kind: 'selectable', selectable: { kind: 'join', left: one, right: other, onclause: onclause.expression, isOuter } };
  const found = joinConditionBetween(one, other, { subset: one.kind === 'join' ? one.right : undefined });
  if (found.kind === 'join') return { kind: 'selectable', selectable: { kind: 'join', left: one, right: other, onclause: found.expression, isOuter } };
  return joinFailure(found.kind === 'dynamic' ? found : undefined, one, other, found.kind === 'ambiguous');
}

function joinFailure(dynamic: { readonly reason: string } | undefined, left: Selectable, right: Selectable, isAmbiguous: boolean): RaisedObject | DynamicObject {
  if (dynamic !== undefined) return dynamicObject(dynamic.reason);
  const [one, other] = [left, right].map((each) => (each.kind === 'join' ? 'Join object' : each.name));
  return isAmbiguous
    ? raised('E-JOIN-CORE', 'AmbiguousForeignKeysError', `Can't determine join between '${one ?? ''}' and '${other ?? ''}'; tables have more than one foreign key constraint relationship between them. Please specify the 'onclause' of this join explicitly.`)
    : raised('E-JOIN-CORE', 'NoForeignKeysError', `Can't find any foreign key relationships between '${one ?? ''}' and '${other ?? ''}'.`);
}

/** The FROM object that an object is, mapped classes included. */
export function selectableIn(object: SqlObject | undefined): Selectable | undefined {
  switch (object?.kind) {
    case 'selectable':
    case 'aliased':
      return object.selectable;
    case 'entity':
    case 'classColumns':
    case 'mapper':
      return object.mapper.persistSelectable;
    default:
      return undefined;
  }
}

/** Builtins that strings may call. */
function callBuiltin(name: string, args: readonly SqlObject[]): SqlObject {
  const [first] = args;
  if (args.length === 1 && first?.kind === 'python') {
    const converted = convertedLiteral(name, first.value);
    if (converted !== undefined) return { kind: 'python', value: converted };
  }
  if ((name === 'list' || name === 'tuple' || name === 'set') && (first === undefined || first.kind === 'sequence')) return { kind: 'sequence', type: name, items: first?.items ?? [] };
  return dynamicObject(`the result of \`${name}\``);
}



/** `int("5")`, `str(5)`, `bool(0)` of plain values. */
function convertedLiteral(name: string, value: Value): Value | undefined {
  if (value.kind !== 'number' && value.kind !== 'string' && value.kind !== 'boolean') return undefined;
  switch (name) {
    case 'int':
    case 'float': {
      const number = Number(value.value);
      return Number.isNaN(number) ? undefined : { kind: 'number', value: name === 'int' ? Math.trunc(number) : number, isInteger: name === 'int' };
    }
    case 'str': {
      const text = strOf(value);
      return text === undefined ? undefined : { kind: 'string', value: text };
    }
    case 'bool': {
      const truth = truthOf(value);
      return truth === undefined ? undefined : { kind: 'boolean', value: truth };
    }
    default:
      return undefined;
  }
}
