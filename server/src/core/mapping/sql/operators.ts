/**
 * SQL operators as SQLAlchemy prints them, with what decides about parentheses, negation and pairs of columns
 * (`sql/operators.py`: `_PRECEDENCE`, `_comparison`, `_associative`).
 */
import type { SqlAlchemyVersion } from '../mapper';
import type { SqlExpression } from './expression';

interface SqlOperator {
  readonly precedence: number;
  readonly isComparison: boolean;
  /** `a + b + c` is one list, printed without parentheses. */
  readonly isAssociative: boolean;
  /** What `NOT` makes of it, where SQLAlchemy turns the operator itself. */
  readonly negation?: string;
}

function comparison(negation?: string): SqlOperator {
  return { precedence: 5, isComparison: true, isAssociative: false, negation };
}

function arithmetic(precedence: number, isAssociative = false): SqlOperator {
  return { precedence, isComparison: false, isAssociative };
}

const OPERATORS: ReadonlyMap<string, SqlOperator> = new Map([
  ['=', comparison('!=')],
  ['!=', comparison('=')],
  ['<', comparison('>=')],
  ['<=', comparison('>')],
  ['>', comparison('<=')],
  ['>=', comparison('<')],
  ['LIKE', comparison('NOT LIKE')],
  ['NOT LIKE', comparison('LIKE')],
  ['IN', comparison('NOT IN')],
  ['NOT IN', comparison('IN')],
  ['IS', comparison('IS NOT')],
  ['IS NOT', comparison('IS')],
  ['IS DISTINCT FROM', comparison('IS NOT DISTINCT FROM')],
  ['IS NOT DISTINCT FROM', comparison('IS DISTINCT FROM')],
  ['BETWEEN', comparison('NOT BETWEEN')],
  ['NOT BETWEEN', comparison('BETWEEN')],
  ['MATCH', comparison('NOT MATCH')],
  ['NOT MATCH', comparison('MATCH')],
  ['<regexp>', comparison('<not regexp>')],
  ['<not regexp>', comparison('<regexp>')],
  ['+', arithmetic(7, true)],
  ['-', arithmetic(7)],
  ['*', arithmetic(8, true)],
  ['/', arithmetic(8)],
  ['%', arithmetic(8)],
  ['||', arithmetic(5, true)],
  ['&', arithmetic(7)],
  ['|', arithmetic(7)],
  ['^', arithmetic(7)],
  ['<<', arithmetic(7)],
  ['>>', arithmetic(7)],
  ['COLLATE', arithmetic(4)],
]);

const AND: SqlOperator = { precedence: 3, isComparison: false, isAssociative: true };
const OR: SqlOperator = { precedence: 2, isComparison: false, isAssociative: true };

const UNARY_PRECEDENCE: ReadonlyMap<string, number> = new Map([
  ['NOT', 5],
  ['-', 8],
  ['~', 8],
  ['DISTINCT', 5],
  ['ANY', 15],
  ['ALL', 15],
  ['EXISTS', 0],
  ['DESC', 3],
  ['ASC', 3],
]);
/** Precedence of operators that the table leaves out: inside anything they stand in parentheses. */
export const UNLISTED_PRECEDENCE = -100;
/** Operators without an entry bind weaker than all others inside, and stronger than all others outside. */
const SMALLEST = UNLISTED_PRECEDENCE;
const LARGEST = 100;

export function operatorOf(text: string): SqlOperator | undefined {
  return OPERATORS.get(text);
}

export function negationOf(operator: string): string | undefined {
  return OPERATORS.get(operator)?.negation;
}

/** What an operand stands in: the printed operator, or `AND`, `OR`, `NOT`; a custom operator has its own precedence. */
export interface Surrounding {
  readonly operator: string;
  readonly customPrecedence?: number;
}

/** Precedence of `||` was that of its own before 2.0. */
function precedenceOf(operator: string, version: SqlAlchemyVersion): number | undefined {
  if (operator === 'AND') return AND.precedence;
  if (operator === 'OR') return OR.precedence;
  if (operator === '||' && version === '1.4') return 6;
  return OPERATORS.get(operator)?.precedence ?? UNARY_PRECEDENCE.get(operator);
}

/** `self_group(against)`: the operand in parentheses where SQLAlchemy puts them. */
export function groupAgainst(operand: SqlExpression, against: Surrounding, version: SqlAlchemyVersion): SqlExpression {
  return needsGroup(operand, against, version) ? { kind: 'grouping', operand } : operand;
}

function needsGroup(operand: SqlExpression, against: Surrounding, version: SqlAlchemyVersion): boolean {
  switch (operand.kind) {
    case 'binary': {
      if (against.operator === 'NOT' && !operand.isComparison) return true;
      const isSame = operand.operator === against.operator && operand.customPrecedence === undefined && against.customPrecedence === undefined;
      if (isSame && OPERATORS.get(operand.operator)?.isAssociative === true) return false;
      return isPrecedent(operand.customPrecedence ?? precedenceOf(operand.operator, version), against, version);
    }
    case 'and':
    case 'or': {
      const operator = operand.kind === 'and' ? 'AND' : 'OR';
      return operator !== against.operator && isPrecedent(precedenceOf(operator, version), against, version);
    }
    case 'unary':
      // DESC, NULLS LAST are modifiers, not operators.
      return !operand.isPostfix && isPrecedent(precedenceOf(operand.operator, version), against, version);
    default:
      return false;
  }
}

function isPrecedent(inner: number | undefined, against: Surrounding, version: SqlAlchemyVersion): boolean {
  return (inner ?? SMALLEST) <= (against.customPrecedence ?? precedenceOf(against.operator, version) ?? LARGEST);
}
