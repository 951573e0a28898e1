/** Subqueries inside join conditions: `select(...).where(...).scalar_subquery()`, `exists()` (`sql/selectable.py: Select`, `Exists`). */
import type { AliasSelectable, Column, Selectable } from '../schema/schema';
import { booleanList } from './build';
import { expressionOf } from './coerce';
import type { SqlExpression } from './expression';
import { joinOf, selectableIn, stringIn } from './objectCalls';
import type { Keywords } from './objectCalls';
import { operandFor } from './objectOperators';
import { quoteIdentifier } from './print';
import { dynamicObject, expressionObject, isAbrupt } from './sqlObject';
import type { SelectObject, SqlEnvironment, SqlObject } from './sqlObject';
import { columnsIn } from './traverse';
import { columnsOf } from '../schema/schema';

/** Clauses that change the text in ways that are not followed. */
const UNREAD: ReadonlySet<string> = new Set(['with_for_update', 'fetch', 'options', 'union', 'union_all', 'intersect', 'except_', 'with_only_columns', 'add_columns']);

export function selectOf(name: 'select' | 'exists', args: readonly SqlObject[], env: SqlEnvironment): SqlObject {
  const given = args.length === 1 && args[0]?.kind === 'sequence' ? args[0].items : args;
  const select: SelectObject = { kind: 'select', isExists: name === 'exists', columns: [], froms: [], where: [], groupBy: [], having: [], orderBy: [], isDistinct: false };
  return given.reduce<SqlObject>((current, argument) => (current.kind === 'select' ? withColumn(current, argument, env) : current), select);
}

function withColumn(select: SelectObject, argument: SqlObject, env: SqlEnvironment): SqlObject {
  const selectable = selectableIn(argument);
  if (selectable !== undefined) return { ...select, columns: [...select.columns, ...columnsOf(selectable).map((column): SqlExpression => ({ kind: 'columnReference', column }))], froms: [...select.froms, selectable] };
  // 1.4 takes the SELECT as it is, so that comparisons inside it count as those of the join
  if (argument.kind === 'select') return { ...argument, isExists: select.isExists, isLookedInto: env.context.version === '1.4' };
  const clause = expressionOf(argument, env);
  if (clause === undefined) return dynamicObject('what a SELECT selects');
  return isAbrupt(clause) ? clause : { ...select, columns: [...select.columns, clause.expression] };
}

/** `select.name(args)`. */
export function selectMethod(select: SelectObject, name: string, args: readonly SqlObject[], keywords: Keywords, env: SqlEnvironment): SqlObject {
  switch (name) {
    case 'where':
    case 'filter':
      return withClauses(select, 'where', args, env);
    case 'having':
      return withClauses(select, 'having', args, env);
    case 'group_by':
      return withClauses(select, 'groupBy', args, env);
    case 'order_by':
      return withClauses(select, 'orderBy', args, env);
    case 'distinct':
      return args.length === 0 ? { ...select, isDistinct: true } : { ...select, openReason: 'the SQL of a subquery with `distinct` of columns' };
    case 'limit':
    case 'offset':
      return withNumber(select, name, args[0], env);
    case 'join':
    case 'outerjoin':
    case 'join_from':
      return name === 'join_from' ? { ...select, openReason: 'the SQL of a subquery with `join_from`' } : withJoin(select, args, { keywords, isOuter: name === 'outerjoin' });
    case 'correlate':
    case 'correlate_except':
      // A join condition has no SELECT around it, so that nothing is left out of FROM.
      return select;
    case 'select_from':
      return { ...select, froms: [...select.froms, ...args.flatMap((argument) => selectableIn(argument) ?? [])] };
    case 'exists':
      return { ...select, isExists: true };
    case 'scalar_subquery':
    case 'as_scalar':
    case 'label':
      return selectExpression(select, env);
    case 'subquery':
    case 'alias':
    case 'cte':
    case 'lateral':
      return { kind: 'selectable', selectable: subqueryOf(select, stringIn(args[0]), env) };
    default:
      return UNREAD.has(name) ? { ...select, openReason: `the SQL of a subquery with \`${name}\`` } : dynamicObject(`the result of \`${name}\` of a subquery`);
  }
}

function withClauses(select: SelectObject, part: 'where' | 'having' | 'groupBy' | 'orderBy', args: readonly SqlObject[], env: SqlEnvironment): SqlObject {
  // `order_by(None)` takes back what was stated
  if (args.length === 1 && args[0]?.kind === 'python' && args[0].value.kind === 'none' && (part === 'groupBy' || part === 'orderBy')) return { ...select, [part]: [] };
  const clauses = args.map((argument) => expressionOf(argument, env) ?? dynamicObject('a clause of a subquery'));
  const abrupt = clauses.find(isAbrupt);
  if (abrupt !== undefined) return abrupt;
  return { ...select, [part]: [...select[part], ...clauses.flatMap((clause) => (clause.kind === 'expression' ? [clause.expression] : []))] };
}

function withNumber(select: SelectObject, part: 'limit' | 'offset', argument: SqlObject | undefined, env: SqlEnvironment): SqlObject {
  if (argument?.kind === 'python' && argument.value.kind === 'none') return { ...select, [part]: undefined };
  const number = argument === undefined ? dynamicObject('a missing number') : operandFor(argument, undefined, env);
  return number.kind === 'expression' ? { ...select, [part]: number.expression } : number;
}

/** `select.join(target, onclause)`: with the one FROM object there is so far. */
function withJoin(select: SelectObject, args: readonly SqlObject[], { keywords, isOuter }: { readonly keywords: Keywords; readonly isOuter: boolean }): SqlObject {
  const [left, ...others] = fromsOfSelect(select);
  if (left === undefined || others.length > 0 || keywords.has('full')) return { ...select, openReason: 'the SQL of a subquery with `join`' };
  const joined = joinOf({ kind: 'selectable', selectable: left }, args[0], args[1] ?? keywords.get('onclause'), isOuter || isTrue(keywords.get('isouter')));
  if (joined.kind !== 'selectable') return joined;
  return { ...select, froms: [joined.selectable] };
}

/** The subquery as a FROM object, with a proxy of each column; columns without a name of their own are left out. */
function subqueryOf(select: SelectObject, name: string | undefined, env: SqlEnvironment): AliasSelectable {
  const columns = new Map<string, Column>();
  const alias: AliasSelectable = { kind: 'alias', name: name ?? 'anon_1', isAnonymous: name === undefined, isPlainlyNumbered: env.context.version === '1.4', columns, isSubquery: true };
  for (const expression of select.columns) {
    if (expression.kind === 'columnReference') {
      const { column } = expression;
      columns.set(column.key, { ...column, table: alias, foreignKeys: [], proxyFor: column });
    } else if (expression.kind === 'opaque' && expression.bindName !== undefined) {
      columns.set(expression.bindName, labelledColumn(expression.bindName, alias, columns.size, env));
    }
  }
  return alias;
}

function labelledColumn(name: string, table: AliasSelectable, position: number, env: SqlEnvironment): Column {
  return {
    kind: 'column', name, key: name, table, type: { name: 'NullType', text: 'NullType' }, nullable: true, primaryKey: false, unique: false, index: false,
    foreignKeys: [], hasDefault: false, creationOrder: position, anchor: env.anchor,
  };
}

/** The subquery as a column expression: `(SELECT … FROM … WHERE …)`, or `EXISTS (SELECT * …)` (`sql/compiler.py: visit_select`). */
export function selectExpression(select: SelectObject, env: SqlEnvironment): SqlObject {
  if (select.openReason !== undefined) return dynamicObject(select.openReason);
  const { version } = env.context;
  const operands: SqlExpression[] = [];
  const put = (expression: SqlExpression | undefined): string => (expression === undefined ? '' : `{${operands.push(expression) - 1}}`);
  const list = (expressions: readonly SqlExpression[]): string => expressions.map(put).join(', ');
  const condition = (clauses: readonly SqlExpression[]): string => put(booleanList('and', clauses, version));
  const froms = fromsOfSelect(select);
  const parts = [
    `SELECT ${select.isDistinct ? 'DISTINCT ' : ''}${select.columns.length === 0 ? '*' : select.columns.map((column) => put(column) + labelOf(column)).join(', ')}`,
    ...(froms.length === 0 ? [] : [` \nFROM ${froms.map((from) => fromText(from, put)).join(', ')}`]),
    ...(select.where.length === 0 ? [] : [` \nWHERE ${condition(select.where)}`]),
    ...(select.groupBy.length === 0 ? [] : [` GROUP BY ${list(select.groupBy)}`]),
    ...(select.having.length === 0 ? [] : [` \nHAVING ${condition(select.having)}`]),
    ...(select.orderBy.length === 0 ? [] : [` ORDER BY ${list(select.orderBy)}`]),
    ...(select.limit === undefined ? [] : [`\n LIMIT ${put(select.limit)}`]),
    ...(select.offset === undefined ? [] : [`${select.limit === undefined ? '\n LIMIT -1' : ''} OFFSET ${put(select.offset)}`]),
  ];
  const subquery: SqlExpression = { kind: 'opaque', text: `(${parts.join('')})`, operands, froms: select.isLookedInto === true ? [] : froms };
  return expressionObject(select.isExists ? { kind: 'unary', operator: 'EXISTS', isPostfix: false, operand: subquery } : subquery);
}

function labelOf(column: SqlExpression): string {
  return column.kind === 'function' ? ` AS ${column.name}_1` : '';
}

/** FROM objects that are stated, and those of the columns and conditions that no join holds. */
function fromsOfSelect({ columns, froms, where }: SelectObject): readonly Selectable[] {
  const hidden = froms.flatMap((from) => (from.kind === 'join' ? partsOf(from) : []));
  const tables = [...columns, ...where].flatMap(columnsIn).flatMap((column) => column.table ?? []);
  return [...new Set([...froms, ...tables])].filter((from) => !hidden.includes(from));
}

function partsOf(from: Selectable): readonly Selectable[] {
  return from.kind === 'join' ? [...partsOf(from.left), ...partsOf(from.right)] : [from];
}

function fromText(from: Selectable, put: (expression: SqlExpression) => string): string {
  if (from.kind !== 'join') return fromName(from);
  const right = from.right.kind === 'join' ? `(${fromText(from.right, put)})` : fromText(from.right, put);
  return `${fromText(from.left, put)} ${from.isOuter ? 'LEFT OUTER JOIN' : 'JOIN'} ${right} ON ${put(from.onclause)}`;
}

function fromName(from: Exclude<Selectable, { kind: 'join' }>): string {
  if (from.kind === 'table') return from.schema === undefined ? quoteIdentifier(from.name) : `${quoteIdentifier(from.schema)}.${quoteIdentifier(from.name)}`;
  if (from.kind === 'alias' && from.element?.kind === 'table' && !from.isSubquery) return `${fromName(from.element)} AS ${quoteIdentifier(from.name)}`;
  return quoteIdentifier(from.name);
}

function isTrue(object: SqlObject | undefined): boolean {
  return object?.kind === 'python' && object.value.kind === 'boolean' && object.value.value;
}
