/** The pairs of columns that are compared, and those that are written at flush (`_JoinCondition._setup_pairs`). */
import type { ColumnPair } from '../../mapper';
import type { Column } from '../../schema/schema';
import { hasMark } from '../../sql/annotate';
import type { SqlExpression } from '../../sql/expression';
import { containsColumn } from '../../sql/selectables';
import { comparedPairs } from '../../sql/traverse';
import type { StepOutcome } from '../session';
import type { JoinCondition } from './joinCondition';
import { joinsOf } from './joinCondition';

export function setupPairs(join: JoinCondition): StepOutcome {
  const { relationship } = join;
  const localRemote: ColumnPair[] = [];
  for (const expression of joinsOf(join)) addLocalRemotePairs(join, expression, localRemote);
  relationship.localRemotePairs = localRemote;
  relationship.synchronizePairs = join.primaryjoin === undefined ? [] : synchronizePairs(join, join.primaryjoin);
  relationship.secondarySynchronizePairs = join.secondaryjoin === undefined ? [] : synchronizePairs(join, join.secondaryjoin);
  return 'done';
}

function addLocalRemotePairs(join: JoinCondition, expression: SqlExpression, pairs: ColumnPair[]): void {
  for (const { left, right } of comparedPairs(expression)) {
    if (left.kind !== 'columnReference' || right.kind !== 'columnReference') continue;
    if (hasMark(right, 'remote') && !hasMark(left, 'remote') && isMapped(join, left.column)) addPair(pairs, [left.column, right.column]);
    else if (hasMark(left, 'remote') && !hasMark(right, 'remote') && isMapped(join, right.column)) addPair(pairs, [right.column, left.column]);
  }
}

function addPair(pairs: ColumnPair[], [local, remote]: ColumnPair): void {
  if (!pairs.some((pair) => pair[0] === local && pair[1] === remote)) pairs.push([local, remote]);
}

/** Equalities between mapped columns: the source, then the column that refers. */
function synchronizePairs(join: JoinCondition, expression: SqlExpression): readonly ColumnPair[] {
  return comparedPairs(expression).flatMap(({ binary, left, right }): readonly ColumnPair[] => {
    if (binary.operator !== '=' || binary.customPrecedence !== undefined || left.kind !== 'columnReference' || right.kind !== 'columnReference') return [];
    if (!isMapped(join, left.column) || !isMapped(join, right.column)) return [];
    if (hasMark(right, 'foreign')) return [[left.column, right.column]];
    return hasMark(left, 'foreign') ? [[right.column, left.column]] : [];
  });
}

/** `_columns_are_mapped`. */
function isMapped({ secondary, parentPersist, childPersist }: JoinCondition, column: Column): boolean {
  return (secondary !== undefined && containsColumn(secondary, column)) || containsColumn(parentPersist, column) || containsColumn(childPersist, column);
}
