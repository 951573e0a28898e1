/** Operators between the objects of join conditions: `==`, `&`, `in`, `[...]` (`sql/operators.py: ColumnOperators`). */
import { truthOf } from '../../evaluate/operators';
import type { Value } from '../../evaluate/values';
import type { SqlAlchemyVersion } from '../mapper';
import { describe } from '../pythonText';
import { reprOf } from '../../evaluate/pythonText';
import { arithmetic, bindFor, booleanList, compare, mirrored, negated, NULL, prefix } from './build';
import { expressionOf } from './coerce';
import { typeNameOf } from './expressionType';
import type { BindParameter, SqlConstant, SqlExpression } from './expression';
import { attributeOf, columnsAttribute } from './objectAttributes';
import { dynamicObject, expressionObject, isAbrupt, raised } from './sqlObject';
import type { DynamicObject, ExpressionObject, RaisedObject, SqlEnvironment, SqlObject } from './sqlObject';
import { objectRepr, typeName } from './objectText';
import { selectExpression } from './selects';

const COMPARISONS: Readonly<Record<string, '=' | '!=' | '<' | '<=' | '>' | '>='>> = { '==': '=', '!=': '!=', '<': '<', '<=': '<=', '>': '>', '>=': '>=' };
const ARITHMETIC: ReadonlySet<string> = new Set(['+', '-', '*', '/', '//', '%']);

export function applyOperator(operator: string, operands: readonly SqlObject[], env: SqlEnvironment): SqlObject {
  const abrupt = operands.find(isAbrupt);
  if (abrupt !== undefined) return abrupt;
  const [first, second] = operands;
  if (first === undefined) return dynamicObject('an operation without operands');
  if (second === undefined) return unary(operator, first, env);
  if (operator === 'and' || operator === 'or') return truthOperation(operator, operands);
  return operands.length === 2 ? binaryOperation(operator, first, second, env) : dynamicObject('a chain of comparisons');
}

/** Python's truth value of an object; undefined where only run time knows. */
export function truthOfObject(object: SqlObject): boolean | RaisedObject | undefined {
  switch (object.kind) {
    case 'raised':
      return object;
    case 'python':
      return truthOf(object.value);
    case 'sequence':
      return object.items.length > 0;
    case 'expression':
      return truthOfClause(object.expression);
    case 'dynamic':
    case 'method':
    case 'customOperator':
      return undefined;
    default:
      // Instrumented attributes, classes and tables are true as any object.
      return true;
  }
}

/** `==` and `!=` compare identity, constants have a value, other clauses have none. */
function truthOfClause(clause: SqlExpression): boolean | RaisedObject {
  if (clause.kind === 'constant' && clause.text !== 'NULL') return clause.text === 'true';
  if (clause.kind !== 'binary' || (clause.operator !== '=' && clause.operator !== '!=')) return raised('E-EXPR-ARG', 'TypeError', 'Boolean value of this clause is not defined');
  const isSame = clause.left.kind === 'columnReference' && clause.right.kind === 'columnReference' && clause.left.column === clause.right.column;
  return isSame === (clause.operator === '=');
}

/** `a and b`, `a or b`: one of the operands. */
export function truthOperation(operator: 'and' | 'or', operands: readonly SqlObject[]): SqlObject {
  const [first, ...others] = operands;
  if (first === undefined || others.length === 0) return first ?? dynamicObject('an empty condition');
  const truth = truthOfObject(first);
  if (truth === undefined) return dynamicObject(`\`${operator}\` between values`);
  if (typeof truth !== 'boolean') return truth;
  return truth === (operator === 'or') ? first : truthOperation(operator, others);
}

/** `a < b < c` is `a < b and b < c`. */
export function comparisonChain(operators: readonly string[], operands: readonly SqlObject[], env: SqlEnvironment): SqlObject {
  const links = operators.map((operator, index) => {
    const [left, right] = [operands[index], operands[index + 1]];
    return left === undefined || right === undefined ? dynamicObject('a chain of comparisons') : applyOperator(operator, [left, right], env);
  });
  return links.find(isAbrupt) ?? truthOperation('and', links);
}

function unary(operator: string, operand: SqlObject, env: SqlEnvironment): SqlObject {
  const { version } = env.context;
  if (operator === 'not') {
    const truth = truthOfObject(operand);
    if (truth === undefined) return dynamicObject('`not` of a value');
    return typeof truth === 'boolean' ? { kind: 'python', value: { kind: 'boolean', value: !truth } } : truth;
  }
  const clause = expressionOf(operand, env);
  if (clause === undefined) return pythonOperation(operator, operand, undefined);
  if (isAbrupt(clause)) return clause;
  switch (operator) {
    case '~':
      return expressionObject(negated(clause.expression, version));
    case '-':
      return expressionObject(prefix('-', clause.expression, version));
    case '+':
      return clause;
    default:
      return raised('E-EXPR-ARG', 'TypeError', 'Boolean value of this clause is not defined');
  }
}

function binaryOperation(operator: string, left: SqlObject, right: SqlObject, env: SqlEnvironment): SqlObject {
  const { version } = env.context;
  const leftClause = expressionOf(left, env);
  const rightClause = expressionOf(right, env);
  if (leftClause === undefined && rightClause === undefined) return pythonOperation(operator, left, right);
  if (leftClause !== undefined && isAbrupt(leftClause)) return leftClause;
  if (operator === '**' && version !== '2.1') {
    return raised('E-EXPR-ARG', 'TypeError', `unsupported operand type(s) for ** or pow(): '${typeName(left)}' and '${typeName(right)}'`);
  }
  if (operator === '&' || operator === '|') return conjunctionOf(operator === '&' ? 'and' : 'or', [left, right], env);
  if (rightClause !== undefined && isAbrupt(rightClause)) return rightClause;
  if (operator === '**') return power(left, right, env);
  if (leftClause !== undefined && rightClause !== undefined && operator in COMPARISONS && asksRightFirst(left, right)) {
    return combine(mirrored(operator), rightClause.expression, leftClause.expression, version);
  }
  if (leftClause !== undefined) {
    const other = operandFor(right, leftClause.expression, env);
    return isAbrupt(other) ? other : combine(operator, leftClause.expression, other.expression, version);
  }
  if (rightClause === undefined) return dynamicObject('an operation');
  const other = operandFor(left, rightClause.expression, env);
  if (isAbrupt(other)) return other;
  // A plain value on the left: Python asks the column on the right, with the comparison turned round.
  return operator in COMPARISONS ? combine(mirrored(operator), rightClause.expression, other.expression, version) : combine(operator, other.expression, rightClause.expression, version);
}

/** `a ** b` is `pow(a, b)`; a plain base beside a mapped attribute is named after the attribute, all other values after the function. */
function power(left: SqlObject, right: SqlObject, env: SqlEnvironment): SqlObject {
  const self: SqlExpression = { kind: 'function', name: 'pow', args: [] };
  const attribute = right.kind === 'attribute' ? expressionOf(right, env) : undefined;
  const base = operandFor(left, attribute?.kind === 'expression' ? attribute.expression : self, env);
  const exponent = operandFor(right, self, env);
  if (isAbrupt(base)) return base;
  return isAbrupt(exponent) ? exponent : expressionObject({ ...self, args: [base.expression, exponent.expression] });
}

/**
 * Python asks the right operand of a comparison first where its type is a subclass of the left one's: `AnnotatedColumn`, which `foreign()` and `remote()`
 * give, is one of `Column`.
 */
function asksRightFirst(left: SqlObject, right: SqlObject): boolean {
  return isColumn(left) && left.expression.annotations === undefined && isColumn(right) && right.expression.annotations !== undefined;
}

function isColumn(object: SqlObject): object is ExpressionObject {
  return object.kind === 'expression' && object.expression.kind === 'columnReference';
}

function combine(operator: string, left: SqlExpression, right: SqlExpression, version: SqlAlchemyVersion): SqlObject {
  const comparison = COMPARISONS[operator];
  if (comparison !== undefined) return expressionObject(compare(left, comparison, right, version));
  if (ARITHMETIC.has(operator)) return expressionObject(arithmetic(left, operator as '+', right, version));
  switch (operator) {
    case '<<':
    case '>>':
      return raised('E-EXPR-ARG', 'NotImplementedError', `Operator '${operator === '<<' ? 'lshift' : 'rshift'}' is not supported on this expression`);
    case 'is':
    case 'is not':
    case 'in':
    case 'not in':
      return { kind: 'python', value: { kind: 'boolean', value: operator === 'is not' || operator === 'not in' } };
    default:
      return dynamicObject(`the operator \`${operator}\``);
  }
}

/** The other operand of a column: a clause, or a literal that becomes a bind parameter named after the column (`BinaryElementRole`). */
export function operandFor(object: SqlObject, beside: SqlExpression | undefined, env: SqlEnvironment): ExpressionObject | RaisedObject | DynamicObject {
  const clause = expressionOf(object, env);
  if (clause !== undefined) return clause;
  switch (object.kind) {
    case 'text':
      return { kind: 'expression', expression: { kind: 'opaque', text: object.text, operands: [], froms: [] } };
    case 'select': {
      const subquery = selectExpression(object, env);
      return subquery.kind === 'expression' || isAbrupt(subquery) ? subquery : dynamicObject('a subquery');
    }
    case 'python': {
      const literal = literalOf(object.value, beside);
      return literal === undefined ? dynamicObject('a value that only run time knows') : { kind: 'expression', expression: literal };
    }
    case 'sequence': {
      // Beside anything but a tuple a list is one literal.
      if (beside?.kind !== 'tuple' && object.items.every((item) => item.kind === 'python')) return { kind: 'expression', expression: bindFor(beside, objectRepr(object)) };
      const items = object.items.map((item) => operandFor(item, beside, env));
      const abrupt = items.find(isAbrupt);
      if (abrupt !== undefined) return abrupt;
      return { kind: 'expression', expression: { kind: 'tuple', elements: items.flatMap((item) => (item.kind === 'expression' ? [item.expression] : [])) } };
    }
    case 'external':
      // Any Python object may be bound, a builtin function too.
      return object.path.startsWith('builtins.') ? { kind: 'expression', expression: bindFor(beside, undefined) } : dynamicObject(`\`${object.path}\``);
    default:
      return raised('E-EXPR-ARG', 'ArgumentError', `SQL expression element or literal value expected, got ${objectRepr(object)}.`);
  }
}

/** `and_(a, b)`, `a & b`: conditions, texts, and the constants None, True and False (`WhereHavingRole`). */
export function conjunctionOf(kind: 'and' | 'or', args: readonly SqlObject[], env: SqlEnvironment): SqlObject {
  const clauses: SqlExpression[] = [];
  for (const argument of args) {
    const clause = whereClause(argument, env);
    if (clause.kind !== 'expression') return clause;
    clauses.push(clause.expression);
  }
  return expressionObject(booleanList(kind, clauses, env.context.version));
}

function whereClause(object: SqlObject, env: SqlEnvironment): ExpressionObject | RaisedObject | DynamicObject {
  const clause = expressionOf(object, env);
  if (clause !== undefined) return clause;
  if (object.kind === 'text' || object.kind === 'select') return operandFor(object, undefined, env);
  if (object.kind === 'python' && (object.value.kind === 'none' || object.value.kind === 'boolean')) return operandFor(object, undefined, env);
  if (object.kind === 'python' && object.value.kind === 'string') {
    const repr = objectRepr(object);
    return raised('E-EXPR-ARG', 'ArgumentError', `Textual SQL expression ${repr} should be explicitly declared as text(${repr})`);
  }
  if (object.kind === 'method' || object.kind === 'customOperator' || (object.kind === 'external' && !object.path.startsWith('builtins.'))) return dynamicObject('a condition');
  if (object.kind === 'python' && reprOf(object.value) === undefined) return dynamicObject('a condition');
  return raised('E-EXPR-ARG', 'ArgumentError', `SQL expression for WHERE/HAVING role expected, got ${objectRepr(object)}.`);
}

/** A plain Python value as SQL; undefined for what cannot be told. */
export function literalOf(value: Value, beside: SqlExpression | undefined): BindParameter | SqlConstant | undefined {
  switch (value.kind) {
    case 'none':
      return NULL;
    case 'boolean':
      return { kind: 'constant', text: value.value ? 'true' : 'false' };
    case 'string':
      return bindFor(beside, reprOf(value), 'String');
    case 'number':
      return bindFor(beside, reprOf(value), value.isInteger ? 'Integer' : 'Numeric');
    case 'bytes':
      return bindFor(beside, reprOf(value), 'LargeBinary');
    case 'attribute':
      return bindFor(beside, value.object.kind === 'class' ? `${value.object.name}.${value.name}` : undefined);
    case 'call':
    case 'dict':
      return bindFor(beside, describe(value));
    default:
      return undefined;
  }
}

/** Python's own operators on plain values, as far as strings and numbers in join strings need them. */
function pythonOperation(operator: string, left: SqlObject, right: SqlObject | undefined): SqlObject {
  if (left.kind === 'python' && right?.kind === 'python' && operator === '+' && left.value.kind === 'string' && right.value.kind === 'string') {
    return { kind: 'python', value: { kind: 'string', value: left.value.value + right.value.value } };
  }
  if (left.kind === 'python' && right?.kind === 'python' && operator in COMPARISONS) {
    const [one, other] = [reprOf(left.value), reprOf(right.value)];
    if (one !== undefined && other !== undefined && (operator === '==' || operator === '!=')) return { kind: 'python', value: { kind: 'boolean', value: (one === other) === (operator === '==') } };
  }
  if (left.kind === 'python' && left.value.kind === 'number') {
    const number = numberOperation(operator, left.value, right?.kind === 'python' ? right.value : undefined);
    if (number !== undefined) return { kind: 'python', value: number };
  }
  const isComparable = (object: SqlObject): boolean => isIdentityCompared(object) || object.kind === 'python';
  if (right !== undefined && (operator === '==' || operator === '!=') && (isIdentityCompared(left) || isIdentityCompared(right)) && isComparable(left) && isComparable(right)) {
    return { kind: 'python', value: { kind: 'boolean', value: operator === '!=' } };
  }
  return dynamicObject(`the result of \`${operator}\``);
}

type NumberValue = Extract<Value, { kind: 'number' }>;

function numberOperation(operator: string, left: NumberValue, right: Value | undefined): NumberValue | undefined {
  if (right === undefined) return operator === '-' ? { ...left, value: -left.value } : operator === '+' ? left : undefined;
  if (right.kind !== 'number') return undefined;
  const [a, b] = [left.value, right.value];
  const isInteger = left.isInteger && right.isInteger;
  switch (operator) {
    case '+':
      return { kind: 'number', value: a + b, isInteger };
    case '-':
      return { kind: 'number', value: a - b, isInteger };
    case '*':
      return { kind: 'number', value: a * b, isInteger };
    case '**':
      return { kind: 'number', value: a ** b, isInteger: isInteger && b >= 0 };
    case '/':
      return b === 0 ? undefined : { kind: 'number', value: a / b, isInteger: false };
    case '//':
      return b === 0 ? undefined : { kind: 'number', value: Math.floor(a / b), isInteger };
    default:
      return undefined;
  }
}

/** Classes and tables compare by identity. */
function isIdentityCompared(object: SqlObject): boolean {
  return object.kind === 'entity' || object.kind === 'classColumns' || object.kind === 'selectable' || object.kind === 'moduleNames';
}

/** Types whose values have no items. */
const NOT_INDEXED: ReadonlySet<string> = new Set(['Integer', 'BigInteger', 'SmallInteger', 'String', 'Text', 'Unicode', 'Boolean', 'Date', 'DateTime', 'Numeric', 'Float', 'Uuid']);

/** `object[index]`. */
export function subscriptOf(object: SqlObject, index: SqlObject, env: SqlEnvironment): SqlObject {
  if (isAbrupt(object)) return object;
  if (isAbrupt(index)) return index;
  if (object.kind === 'columns' && index.kind === 'python' && index.value.kind === 'string') {
    const found = columnsAttribute(object.selectable, index.value.value);
    return found.kind === 'raised' ? { ...found, exceptionClass: 'KeyError', message: `'${index.value.value}'` } : found;
  }
  if (object.kind === 'sequence' && index.kind === 'python' && index.value.kind === 'number') return object.items.at(index.value.value) ?? raised('E-EXPR-ARG', 'IndexError', `${object.type} index out of range`);
  if (object.kind === 'classColumns') return attributeOf(object, '__getitem__', env);
  const clause = expressionOf(object, env);
  if (clause?.kind !== 'expression') return clause ?? dynamicObject(object.kind === 'external' ? `an item of \`${object.path}\`` : 'an item that only run time knows');
  const type = typeNameOf(clause.expression);
  if (type !== undefined && NOT_INDEXED.has(type)) return raised('E-EXPR-ARG', 'NotImplementedError', "Operator 'getitem' is not supported on this expression");
  const item = operandFor(index, clause.expression, env);
  return isAbrupt(item) ? item : expressionObject({ kind: 'binary', operator: '[]', left: clause.expression, right: item.expression, isComparison: false, customPrecedence: 15 });
}
