/** Builds SQL expressions as SQLAlchemy's operators do: parentheses, flattening, NULL, bind parameters (`sql/default_comparator.py`, `sql/elements.py`). */
import type { SqlAlchemyVersion } from '../mapper';
import { groupAgainst, negationOf, operatorOf, UNLISTED_PRECEDENCE } from './operators';
import type { BindParameter, SqlConstant, SqlExpression } from './expression';
import { typeNameOf, isTextType } from './expressionType';

export const NULL: SqlConstant = { kind: 'constant', text: 'NULL' };

export interface BinaryOptions {
  readonly version: SqlAlchemyVersion;
  /** Precedence of an operator made by `op(...)`. */
  readonly customPrecedence?: number;
  readonly isComparison?: boolean;
}

/** `left operator right`, the operator as printed. */
export function binary(left: SqlExpression, operator: string, right: SqlExpression, options: BinaryOptions): SqlExpression {
  const { version, customPrecedence } = options;
  const surrounding = { operator, customPrecedence };
  return {
    kind: 'binary',
    operator,
    left: groupAgainst(left, surrounding, version),
    right: isListOperand(operator) ? right : groupAgainst(right, surrounding, version),
    isComparison: options.isComparison ?? operatorOf(operator)?.isComparison ?? false,
    customPrecedence,
  };
}

/** The right side of BETWEEN is a list of its own, never in parentheses. */
function isListOperand(operator: string): boolean {
  return operator === 'BETWEEN' || operator === 'NOT BETWEEN';
}

/** Python's `==`, `!=`, `<`…: with None or a boolean it becomes IS or a constant. */
export function compare(left: SqlExpression, operator: '=' | '!=' | '<' | '<=' | '>' | '>=', right: SqlExpression, version: SqlAlchemyVersion): SqlExpression {
  if (left.kind === 'unary' && (left.operator === 'ANY' || left.operator === 'ALL')) return binary(right, mirrored(operator), left, { version });
  if (right.kind === 'constant' && right.text === 'NULL' && (operator === '=' || operator === '!=')) {
    return binary(left, operator === '=' ? 'IS' : 'IS NOT', right, { version });
  }
  return binary(left, operator, right, { version });
}

export function mirrored<T extends string>(operator: T): T {
  const mirror: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' };
  return (mirror[operator] ?? operator) as T;
}

/** `+` of texts is `||`; `/` divides truly since 2.0. */
export function arithmetic(left: SqlExpression, operator: '+' | '-' | '*' | '/' | '//' | '%', right: SqlExpression, version: SqlAlchemyVersion): SqlExpression {
  if (operator === '+' && isConcatenation(typeNameOf(left), typeNameOf(right))) return binary(left, '||', right, { version });
  if (operator === '/' && version !== '1.4') {
    const divisor: SqlExpression = { kind: 'cast', operand: right, typeText: 'NUMERIC' };
    return binary(left, '/', divisor, { version });
  }
  return binary(left, operator === '//' ? '/' : operator, right, { version });
}

/** A text and a text, or a text and something of no known type. */
function isConcatenation(left: string | undefined, right: string | undefined): boolean {
  const isUntyped = (type: string | undefined): boolean => type === undefined || type === 'NullType';
  return isTextType(left) ? isTextType(right) || isUntyped(right) : isUntyped(left) && isTextType(right);
}

/** `and_(...)`, `or_(...)`: constants that decide or do not matter disappear, nested lists of the same kind become one. */
export function booleanList(kind: 'and' | 'or', clauses: readonly SqlExpression[], version: SqlAlchemyVersion): SqlExpression | undefined {
  const decisive = kind === 'and' ? 'false' : 'true';
  const neutral = kind === 'and' ? 'true' : 'false';
  const isConstant = (clause: SqlExpression, text: string): boolean => clause.kind === 'constant' && clause.text === text;
  const decided = clauses.find((clause) => isConstant(clause, decisive));
  if (decided !== undefined) return decided;
  const kept = clauses.filter((clause) => !isConstant(clause, neutral));
  const only = kept[0] ?? clauses[0];
  if (kept.length <= 1) return only;
  const operator = kind === 'and' ? 'AND' : 'OR';
  return { kind, clauses: kept.flatMap((clause) => (clause.kind === kind ? clause.clauses : [groupAgainst(clause, { operator }, version)])) };
}

/** `not_(x)`, `~x`. */
export function negated(operand: SqlExpression, version: SqlAlchemyVersion): SqlExpression {
  if (operand.kind === 'binary' && (operand.customPrecedence === undefined || operand.customPrecedence === UNLISTED_PRECEDENCE)) {
    const operator = negationOf(operand.operator);
    if (operator !== undefined) return { ...operand, operator };
  }
  if (operand.kind === 'constant' && operand.text !== 'NULL') return { kind: 'constant', text: operand.text === 'true' ? 'false' : 'true' };
  if (operand.kind === 'unary' && operand.operator === 'NOT') return operand.operand.kind === 'grouping' ? operand.operand.operand : operand.operand;
  return { kind: 'unary', operator: 'NOT', isPostfix: false, operand: groupAgainst(operand, { operator: 'NOT' }, version) };
}

export function postfix(operator: string, operand: SqlExpression, version: SqlAlchemyVersion): SqlExpression {
  return { kind: 'unary', operator, isPostfix: true, operand: groupAgainst(operand, { operator }, version) };
}

export function prefix(operator: string, operand: SqlExpression, version: SqlAlchemyVersion): SqlExpression {
  return { kind: 'unary', operator, isPostfix: false, operand: groupAgainst(operand, { operator }, version) };
}

/** The bind parameter for a literal beside `expression`, which gives it its name (`_bind_param`). */
export function bindFor(expression: SqlExpression | undefined, literal: string | undefined, literalType?: string): BindParameter {
  return { kind: 'bind', name: bindName(expression), literal, typeName: literalType };
}

function bindName(expression: SqlExpression | undefined): string {
  switch (expression?.kind) {
    case 'columnReference':
      return expression.isUnnamed === true ? 'param' : expression.column.key.replace(/[%() $]+/g, '_').replace(/^_+|_+$/g, '');
    case 'function':
      return expression.name.slice(expression.name.lastIndexOf('.') + 1);
    case 'opaque':
      return expression.bindName ?? 'param';
    default:
      return 'param';
  }
}
