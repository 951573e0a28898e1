/** Subqueries inside join conditions: `select(...).where(...).scalar_subquery()`, `exists()` (`sql/selectable.py: Select`, `Exists`). */
import type { AliasSelectable, Column, Selectable } from '../schema/schema';
import { booleanList } from './build';
import { expressionOf } from './coerce';
import type { SqlExpression } from './expression';
import { selectableIn, stringIn } from './objectCalls';
import { quoteIdentifier } from './print';
import { dynamicObject, expressionObject, isAbrupt } from './sqlObject';
import type { SelectObject, SqlEnvironment, SqlObject } from './sqlObject';
import { columnsIn } from './traverse';
import { columnsOf } from '../schema/schema';

/** Clauses that change the text in ways that are not followed. */
const UNREAD: ReadonlySet<string> = new Set(['limit', 'offset', 'order_by', 'group_by', 'having', 'distinct', 'join', 'outerjoin', 'with_for_update', 'fetch', 'options']);

export function selectOf(name: 'select' | 'exists', args: readonly SqlObject[], env: SqlEnvironment): SqlObject {
  const given = args.length === 1 && args[0]?.kind === 'sequence' ? args[0].items : args;
  const select: SelectObject = { kind: 'select', isExists: name === 'exists', columns: [], froms: [], where: [] };
  return given.reduce<SqlObject>((current, argument) => (current.kind === 'select' ? withColumn(current, argument, env) : current), select);
}

function withColumn(select: SelectObject, argument: SqlObject, env: SqlEnvironment): SqlObject {
  const selectable = selectableIn(argument);
  if (selectable !== undefined) return { ...select, columns: [...select.columns, ...columnsOf(selectable).map((column): SqlExpression => ({ kind: 'columnReference', column }))], froms: [...select.froms, selectable] };
  if (argument.kind === 'select') return { ...argument, isExists: select.isExists };
  const clause = expressionOf(argument, env);
  if (clause === undefined) return dynamicObject('what a SELECT selects');
  return isAbrupt(clause) ? clause : { ...select, columns: [...select.columns, clause.expression] };
}

export function selectMethod(select: SelectObject, name: string, args: readonly SqlObject[], env: SqlEnvironment): SqlObject {
  switch (name) {
    case 'where':
    case 'filter': {
      const clauses = args.map((argument) => expressionOf(argument, env) ?? dynamicObject('a condition'));
      const abrupt = clauses.find(isAbrupt);
      if (abrupt !== undefined) return abrupt;
      return { ...select, where: [...select.where, ...clauses.flatMap((clause) => (clause.kind === 'expression' ? [clause.expression] : []))] };
    }
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

/** The subquery as a column expression: `(SELECT … FROM … WHERE …)`, or `EXISTS (SELECT * …)`. */
export function selectExpression(select: SelectObject, env: SqlEnvironment): SqlObject {
  if (select.openReason !== undefined) return dynamicObject(select.openReason);
  const where = select.where.length === 0 ? undefined : booleanList('and', select.where, env.context.version);
  const operands = [...select.columns, ...(where === undefined ? [] : [where])];
  const froms = fromsOfSelect(select, operands);
  if (froms.some((from) => from.kind === 'join')) return dynamicObject('the SQL of a subquery over a join');
  const columns = select.columns.map((column, index) => `{${index}}${column.kind === 'function' ? ` AS ${column.name}_1` : ''}`).join(', ');
  const fromText = froms.length === 0 ? '' : ` \nFROM ${froms.map(fromName).join(', ')}`;
  const text = `SELECT ${columns === '' ? '*' : columns}${fromText}${where === undefined ? '' : ` \nWHERE {${select.columns.length}}`}`;
  const subquery: SqlExpression = { kind: 'opaque', text: `(${text})`, operands, froms };
  return expressionObject(select.isExists ? { kind: 'unary', operator: 'EXISTS', isPostfix: false, operand: subquery } : subquery);
}

function fromsOfSelect(select: SelectObject, operands: readonly SqlExpression[]): readonly Selectable[] {
  const tables = operands.flatMap(columnsIn).flatMap((column) => column.table ?? []);
  return [...new Set([...select.froms, ...tables])];
}

function fromName(from: Selectable): string {
  if (from.kind === 'table') return from.schema === undefined ? quoteIdentifier(from.name) : `${quoteIdentifier(from.schema)}.${quoteIdentifier(from.name)}`;
  if (from.kind === 'alias' && from.element?.kind === 'table' && !from.isSubquery) return `${fromName(from.element)} AS ${quoteIdentifier(from.name)}`;
  return from.kind === 'alias' ? quoteIdentifier(from.name) : '';
}
