/** Methods of columns, tables and subqueries in join conditions: `column.like(x)`, `table.join(other)` (`sql/operators.py: ColumnOperators`). */
import { aliasOf } from './aliases';
import { binary, negated, postfix, prefix } from './build';
import { expressionOf } from './coerce';
import type { SqlExpression } from './expression';
import { typeNameOf } from './expressionType';
import { groupAgainst, UNLISTED_PRECEDENCE } from './operators';
import { joinOf, stringIn, withOperands } from './objectCalls';
import type { Keywords } from './objectCalls';
import { applyOperator, conjunctionOf, operandFor } from './objectOperators';
import { selectExpression, selectMethod } from './selects';
import { dynamicObject, expressionObject, isAbrupt } from './sqlObject';
import type { SqlEnvironment, SqlObject } from './sqlObject';

/** Methods that compare with one operand, by the operator they print. */
const COMPARING: Readonly<Record<string, string>> = {
  like: 'LIKE', notlike: 'NOT LIKE', not_like: 'NOT LIKE', is_: 'IS', isnot: 'IS NOT', is_not: 'IS NOT', is_distinct_from: 'IS DISTINCT FROM',
  isnot_distinct_from: 'IS NOT DISTINCT FROM', is_not_distinct_from: 'IS NOT DISTINCT FROM', match: 'MATCH', regexp_match: '<regexp>',
  bitwise_and: '&', bitwise_or: '|', bitwise_xor: '^', bitwise_lshift: '<<', bitwise_rshift: '>>', concat: '||',
};
const ORDERING: Readonly<Record<string, string>> = {
  desc: 'DESC', asc: 'ASC', nullsfirst: 'NULLS FIRST', nulls_first: 'NULLS FIRST', nullslast: 'NULLS LAST', nulls_last: 'NULLS LAST',
};
const PYTHON_OPERATORS: Readonly<Record<string, string>> = {
  __eq__: '==', __ne__: '!=', __lt__: '<', __le__: '<=', __gt__: '>', __ge__: '>=', __and__: '&', __or__: '|', __add__: '+', __sub__: '-', __invert__: '~',
};

/** `object.name(args)`. */
export function attributeCall(object: SqlObject, name: string, args: readonly SqlObject[], keywords: Keywords, env: SqlEnvironment): SqlObject {
  if (isAbrupt(object)) return object;
  if (object.kind === 'selectable') return selectableMethod(object, name, args, keywords, env);
  if (object.kind === 'select') return object.isExists && name === '__invert__' ? negatedSelect(object, env) : selectMethod(object, name, args, keywords, env);
  if (object.kind === 'text') return dynamicObject(`the method \`${name}\` of a text`);
  const operator = PYTHON_OPERATORS[name];
  if (operator !== undefined) return applyOperator(operator, [object, ...args], env);
  const clause = expressionOf(object, env);
  if (clause === undefined) return dynamicObject(`the method \`${name}\``);
  return isAbrupt(clause) ? clause : columnMethod(clause.expression, name, args, keywords, env);
}

function negatedSelect(object: Extract<SqlObject, { kind: 'select' }>, env: SqlEnvironment): SqlObject {
  const clause = selectExpression(object, env);
  return clause.kind === 'expression' ? expressionObject(negated(clause.expression, env.context.version)) : clause;
}

function columnMethod(column: SqlExpression, name: string, args: readonly SqlObject[], keywords: Keywords, env: SqlEnvironment): SqlObject {
  const { version } = env.context;
  const comparing = COMPARING[name];
  if (comparing !== undefined) return compareWith(column, comparing, args[0] ?? keywords.get('other'), env);
  const ordering = ORDERING[name];
  if (ordering !== undefined) return expressionObject(postfix(ordering, column, version));
  switch (name) {
    case 'in_':
      return membership(column, 'IN', args[0], env);
    case 'notin_':
    case 'not_in':
      return membership(column, 'NOT IN', args[0], env);
    case 'ilike':
    case 'notilike':
    case 'not_ilike':
      return caseless(column, name === 'ilike' ? 'LIKE' : 'NOT LIKE', args[0], env);
    case 'between':
      return withOperands([args[0] ?? keywords.get('cleft'), args[1] ?? keywords.get('cright')].flatMap((each) => each ?? []), column, env, (clauses) =>
        binary(column, 'BETWEEN', { kind: 'and', clauses }, { version }),
      );
    case 'startswith':
    case 'endswith':
    case 'contains':
    case 'istartswith':
    case 'iendswith':
    case 'icontains':
      return affix(column, name, args[0], keywords, env);
    case 'op':
    case 'bool_op':
      return customOperator(column, name, args, keywords);
    case 'collate':
      return expressionObject(binary(column, 'COLLATE', { kind: 'opaque', text: stringIn(args[0]) ?? '', operands: [], froms: [] }, { version }));
    case 'label':
      return expressionObject({ kind: 'opaque', text: '{0}', operands: [column], froms: [], bindName: stringIn(args[0]) });
    case 'over':
      return overOf(column, keywords, env);
    case 'filter':
      return conditionOf(args, env, (condition) => ({ kind: 'opaque', text: '{0} FILTER (WHERE {1})', operands: [column, condition], froms: [] }));
    case 'within_group':
      return withOperands(args, undefined, env, (order) => ({ kind: 'opaque', text: `{0} WITHIN GROUP (ORDER BY ${order.map((_, index) => `{${index + 1}}`).join(', ')})`, operands: [column, ...order], froms: [] }));
    case 'regexp_replace':
      // in the default dialect the flags are not printed
      return withOperands(args.slice(0, 2), column, env, (operands) => ({ kind: 'grouping', operand: { kind: 'opaque', text: '<regexp replace>({0}, {1}, {2})', operands: [column, ...operands], froms: [] } }));
    case 'distinct':
      return expressionObject(prefix('DISTINCT', column, version));
    case 'any_':
    case 'all_':
      return expressionObject({ kind: 'unary', operator: name === 'any_' ? 'ANY' : 'ALL', isPostfix: false, operand: { kind: 'grouping', operand: column } });
    case 'bitwise_not':
      return expressionObject(prefix('~', column, version));
    case 'self_group':
    case '_annotate':
      return expressionObject(column);
    default:
      return dynamicObject(`the result of \`${name}\``);
  }
}

/** `function.filter(*conditions)`: one condition of all. */
function conditionOf(args: readonly SqlObject[], env: SqlEnvironment, build: (condition: SqlExpression) => SqlExpression): SqlObject {
  const condition = conjunctionOf('and', args, env);
  return condition.kind === 'expression' ? expressionObject(build(condition.expression)) : condition;
}

/** `function.over(partition_by=…, order_by=…)` (`sql/compiler.py: visit_over`). */
function overOf(column: SqlExpression, keywords: Keywords, env: SqlEnvironment): SqlObject {
  const unread = [...keywords.keys()].find((name) => name !== 'partition_by' && name !== 'order_by');
  if (unread !== undefined) return dynamicObject(`the SQL of a window with \`${unread}\``);
  const itemsOf = (name: string): readonly SqlObject[] => {
    const given = keywords.get(name);
    return given === undefined ? [] : given.kind === 'sequence' ? given.items : [given];
  };
  const [partition, order] = [itemsOf('partition_by'), itemsOf('order_by')];
  const listOf = (items: readonly SqlObject[], start: number): string => items.map((_, index) => `{${start + index}}`).join(', ');
  const clauses = [
    ...(partition.length === 0 ? [] : [`PARTITION BY ${listOf(partition, 1)}`]),
    ...(order.length === 0 ? [] : [`ORDER BY ${listOf(order, 1 + partition.length)}`]),
  ];
  return withOperands([...partition, ...order], undefined, env, (operands) => ({ kind: 'opaque', text: `{0} OVER (${clauses.join(' ')})`, operands: [column, ...operands], froms: [] }));
}

function compareWith(column: SqlExpression, operator: string, other: SqlObject | undefined, env: SqlEnvironment): SqlObject {
  if (other === undefined) return dynamicObject('a missing operand');
  const right = operandFor(other, column, env);
  return isAbrupt(right) ? right : expressionObject(binary(column, operator, right.expression, { version: env.context.version }));
}

/** `column.in_([...])`: one expanding parameter; with columns inside, a list; with a subquery, the subquery. */
function membership(column: SqlExpression, operator: 'IN' | 'NOT IN', values: SqlObject | undefined, env: SqlEnvironment): SqlObject {
  const { version } = env.context;
  if (values === undefined) return dynamicObject('a missing operand');
  if (values.kind === 'select') {
    const subquery = selectExpression(values, env);
    return subquery.kind === 'expression' ? expressionObject(binary(column, operator, subquery.expression, { version })) : subquery;
  }
  if (values.kind !== 'sequence') {
    const clause = expressionOf(values, env);
    return clause?.kind === 'expression' ? expressionObject(binary(column, operator, clause.expression, { version })) : (clause ?? dynamicObject('the values of IN'));
  }
  if (values.items.some((item) => expressionOf(item, env) !== undefined)) {
    return withOperands(values.items, column, env, (elements) => binary(column, operator, { kind: 'tuple', elements }, { version }));
  }
  const literal = `(${values.items.map((item) => literalText(item)).join(', ')})`;
  const name = operandFor({ kind: 'python', value: { kind: 'string', value: '' } }, column, env);
  if (name.kind !== 'expression' || name.expression.kind !== 'bind') return dynamicObject('the values of IN');
  return expressionObject(binary(column, operator, { ...name.expression, literal, isExpanding: true }, { version }));
}

function literalText(item: SqlObject): string {
  const operand = item.kind === 'python' ? item.value : undefined;
  return operand?.kind === 'string' ? `'${operand.value}'` : operand?.kind === 'number' ? String(operand.value) : '…';
}

function caseless(column: SqlExpression, operator: string, other: SqlObject | undefined, env: SqlEnvironment): SqlObject {
  if (other === undefined) return dynamicObject('a missing operand');
  const right = operandFor(other, column, env);
  if (isAbrupt(right)) return right;
  const { version } = env.context;
  const lower = (operand: SqlExpression): SqlExpression => ({ kind: 'function', name: 'lower', args: [groupAgainst(operand, { operator }, version)] });
  return expressionObject(binary(lower(column), operator, lower(right.expression), { version }));
}

const OWN_CONTAINS: ReadonlySet<string> = new Set(['ARRAY', 'JSON', 'JSONB', 'HSTORE', 'Geometry', 'TSVECTOR']);
const AFFIX_TEXTS: Readonly<Record<string, string>> = { startswith: "# || '%'", endswith: "'%' || #", contains: "'%' || # || '%'" };

/** `a LIKE :x || '%'`; on types with a `contains` of their own it is something else. */
function affix(column: SqlExpression, name: string, other: SqlObject | undefined, keywords: Keywords, env: SqlEnvironment): SqlObject {
  const type = typeNameOf(column);
  if (type !== undefined && OWN_CONTAINS.has(type)) return dynamicObject(`\`${name}\` of a column of type ${type}`);
  const operand = other ?? keywords.get('other');
  if (operand === undefined) return dynamicObject('a missing operand');
  const right = operandFor(operand, column, env);
  if (isAbrupt(right)) return right;
  const isCaseless = name.startsWith('i');
  const template = AFFIX_TEXTS[isCaseless ? name.slice(1) : name] ?? '#';
  const text = template.replace('#', isCaseless ? 'lower({0})' : '{0}') + escapeText(keywords);
  const left: SqlExpression = isCaseless ? { kind: 'function', name: 'lower', args: [column] } : column;
  const like: SqlExpression = { kind: 'opaque', text, operands: [right.expression], froms: [] };
  return expressionObject({ kind: 'binary', operator: 'LIKE', left, right: like, isComparison: true, customPrecedence: UNLISTED_PRECEDENCE });
}

/** `ESCAPE '/'`. */
function escapeText(keywords: Keywords): string {
  const escape = stringIn(keywords.get('escape')) ?? (isTrue(keywords.get('autoescape')) ? '/' : undefined);
  return escape === undefined ? '' : ` ESCAPE '${escape.replaceAll("'", "''")}'`;
}

function customOperator(left: SqlExpression, name: 'op' | 'bool_op', args: readonly SqlObject[], keywords: Keywords): SqlObject {
  const operator = stringIn(args[0] ?? keywords.get('opstring'));
  if (operator === undefined) return dynamicObject('an operator that is not written out');
  const precedence = args[1] ?? keywords.get('precedence');
  const isComparison = keywords.get('is_comparison') ?? args[2];
  return {
    kind: 'customOperator',
    left,
    operator,
    precedence: precedence?.kind === 'python' && precedence.value.kind === 'number' ? precedence.value.value : 0,
    isComparison: name === 'bool_op' || (isComparison?.kind === 'python' && isComparison.value.kind === 'boolean' && isComparison.value.value),
  };
}

function selectableMethod(object: Extract<SqlObject, { kind: 'selectable' }>, name: string, args: readonly SqlObject[], keywords: Keywords, env: SqlEnvironment): SqlObject {
  switch (name) {
    case 'join':
    case 'outerjoin': {
      const isOuter = name === 'outerjoin' || isTrue(keywords.get('isouter'));
      return joinOf(object, args[0] ?? keywords.get('right'), args[1] ?? keywords.get('onclause'), isOuter);
    }
    case 'alias':
      return { kind: 'selectable', selectable: aliasOf(object.selectable, { version: env.context.version, name: stringIn(args[0] ?? keywords.get('name')), isSubquery: false }) };
    default:
      return dynamicObject(`the result of \`${name}\` of a table`);
  }
}

function isTrue(object: SqlObject | undefined): boolean {
  return object?.kind === 'python' && object.value.kind === 'boolean' && object.value.value;
}
