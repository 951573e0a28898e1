/** Walking and rewriting of expressions (`sql/visitors.py`, `sql/util.py: visit_binary_product`). */
import type { Column } from '../schema/schema';
import type { SqlBinary, SqlExpression } from './expression';

export function childrenOf(expression: SqlExpression): readonly SqlExpression[] {
  switch (expression.kind) {
    case 'columnReference':
    case 'bind':
    case 'constant':
      return [];
    case 'binary':
      return [expression.left, expression.right];
    case 'and':
    case 'or':
      return expression.clauses;
    case 'unary':
    case 'cast':
    case 'grouping':
      return [expression.operand];
    case 'function':
      return expression.args;
    case 'tuple':
      return expression.elements;
    case 'opaque':
      return expression.operands;
  }
}

/** The expression and everything inside it, outer before inner, in reading order. */
export function everyExpression(expression: SqlExpression): readonly SqlExpression[] {
  const found: SqlExpression[] = [];
  addEvery(expression, found);
  return found;
}

function addEvery(expression: SqlExpression, found: SqlExpression[]): void {
  found.push(expression);
  for (const child of childrenOf(expression)) addEvery(child, found);
}

/** The same level by level, which decides which of several mentions of a column comes first (`visitors.iterate`). */
export function everyExpressionByLevel(expression: SqlExpression): readonly SqlExpression[] {
  const levels: SqlExpression[][] = [];
  const visit = (each: SqlExpression, level: number): void => {
    (levels[level] ??= []).push(each);
    // The arguments of a function are a list in parentheses, two levels of their own.
    for (const child of childrenOf(each)) visit(child, level + (each.kind === 'function' ? 3 : 1));
  };
  visit(expression, 0);
  return levels.flat();
}

/** A new expression with each child replaced; the same object where nothing changes. */
function withChildren(expression: SqlExpression, change: (child: SqlExpression) => SqlExpression): SqlExpression {
  const children = childrenOf(expression);
  const changed = children.map(change);
  if (changed.every((child, index) => child === children[index])) return expression;
  const at = (index: number): SqlExpression => changed[index] ?? expression;
  switch (expression.kind) {
    case 'columnReference':
    case 'bind':
    case 'constant':
      return expression;
    case 'binary':
      return { ...expression, left: at(0), right: at(1) };
    case 'and':
    case 'or':
      return { ...expression, clauses: changed };
    case 'unary':
    case 'cast':
    case 'grouping':
      return { ...expression, operand: at(0) };
    case 'function':
      return { ...expression, args: changed };
    case 'tuple':
      return { ...expression, elements: changed };
    case 'opaque':
      return { ...expression, operands: changed };
  }
}

/** `replacement_traverse`: what `replace` answers stands in for the element, and is not looked into. */
export function replaceExpressions(expression: SqlExpression, replace: (element: SqlExpression) => SqlExpression | undefined): SqlExpression {
  return replace(expression) ?? withChildren(expression, (child) => replaceExpressions(child, replace));
}

/** `cloned_traverse` with a visitor of binaries: inner ones first. */
export function rewriteBinaries(expression: SqlExpression, rewrite: (binary: SqlBinary) => SqlBinary): SqlExpression {
  const inner = withChildren(expression, (child) => rewriteBinaries(child, rewrite));
  return inner.kind === 'binary' ? rewrite(inner) : inner;
}

export function binariesIn(expression: SqlExpression): readonly SqlBinary[] {
  return everyExpression(expression).filter((each) => each.kind === 'binary');
}

/** Columns named anywhere in it, in reading order, repeated as they are. */
export function columnsIn(expression: SqlExpression): readonly Column[] {
  return everyExpression(expression).flatMap((each) => (each.kind === 'columnReference' ? [each.column] : []));
}

export interface ComparedPair {
  readonly binary: SqlBinary;
  readonly left: SqlExpression;
  readonly right: SqlExpression;
}

/** Every combination of a column left and a column right of each comparison, functions and casts looked through, subqueries not. */
export function comparedPairs(expression: SqlExpression): readonly ComparedPair[] {
  const pairs: ComparedPair[] = [];
  visitProduct(expression, pairs);
  return pairs;
}

/** Adds the pairs of comparisons inside and gives the columns that stand outside of any comparison. */
function visitProduct(expression: SqlExpression, pairs: ComparedPair[]): readonly SqlExpression[] {
  if (expression.kind === 'opaque' && expression.froms.length > 0) return [];
  if (expression.kind === 'binary' && expression.isComparison) {
    for (const left of visitProduct(expression.left, pairs)) {
      for (const right of visitProduct(expression.right, pairs)) pairs.push({ binary: expression, left, right });
    }
    return [];
  }
  const inner = childrenOf(expression).flatMap((child) => visitProduct(child, pairs));
  return expression.kind === 'columnReference' ? [expression, ...inner] : inner;
}
