/** One to many, many to one, or many to many (`_JoinCondition._determine_direction`). */
import type { Direction } from '../../mapper';
import type { Column } from '../../schema/schema';
import { hasMark, columnsMarked } from '../../sql/annotate';
import type { ColumnReference } from '../../sql/expression';
import { containsColumn } from '../../sql/selectables';
import { everyExpression, everyExpressionByLevel } from '../../sql/traverse';
import { messages } from '../messages';
import { anchorOfArgument } from '../reporting';
import { fail } from '../session';
import type { StepOutcome } from '../session';
import type { JoinCondition } from './joinCondition';
import { joinsOf } from './joinCondition';

export function determineDirection(join: JoinCondition): StepOutcome {
  const { relationship, session, parentPersist, childPersist } = join;
  if (join.secondaryjoin !== undefined) {
    relationship.direction = 'MANYTOMANY';
    return 'done';
  }
  const foreign = joinsOf(join).flatMap((expression) => columnsMarked(expression, 'foreign'));
  const isOnChild = foreign.some((column) => containsColumn(childPersist, column));
  const isOnParent = foreign.some((column) => containsColumn(parentPersist, column));
  const direction = isOnChild && isOnParent ? directionByMarks(join) : isOnChild ? 'ONETOMANY' : isOnParent ? 'MANYTOONE' : undefined;
  if (direction !== undefined) {
    relationship.direction = direction;
    return 'done';
  }
  const isBoth = isOnChild && isOnParent;
  return fail(session, relationship, {
    id: isBoth ? 'E-DIR-BOTH' : 'E-DIR-NONE',
    exceptionClass: 'ArgumentError',
    message: isBoth ? messages.foreignOnBothSides(relationship) : messages.foreignOnNeitherSide(relationship),
    anchor: anchorOfArgument(relationship, 'primaryjoin', 'foreign_keys'),
  });
}

/** Foreign columns on both sides: those that are remote speak for one to many, those that are not for many to one. */
function directionByMarks(join: JoinCondition): Direction | undefined {
  const elements = firstOfEachColumn(join);
  const remoteForeign = columnsOfElements(join, (each) => hasMark(each, 'foreign') && hasMark(each, 'remote'));
  const localForeign = elements.filter((each) => !hasMark(each, 'remote')).map((each) => each.column);
  const isSelfEquated = (column: Column): boolean => {
    const joins = joinsOf(join);
    return joins.some((each) => columnsMarked(each, 'remote').includes(column)) && joins.some((each) => columnsMarked(each, 'local').includes(column));
  };
  const mustTrim = remoteForeign.length > 0 && localForeign.length > 0;
  const one = mustTrim ? remoteForeign.filter((column) => !isSelfEquated(column)) : remoteForeign;
  const many = mustTrim ? localForeign.filter((column) => !isSelfEquated(column)) : localForeign;
  if (one.length > 0 && many.length === 0) return 'ONETOMANY';
  return many.length > 0 && one.length === 0 ? 'MANYTOONE' : undefined;
}

/** A set of columns keeps the first of several mentions, with its marks. */
function firstOfEachColumn(join: JoinCondition): readonly ColumnReference[] {
  const seen = new Map<Column, ColumnReference>();
  for (const element of join.primaryjoin === undefined ? [] : everyExpressionByLevel(join.primaryjoin)) {
    if (element.kind === 'columnReference' && hasMark(element, 'foreign') && !seen.has(element.column)) seen.set(element.column, element);
  }
  return [...seen.values()];
}

function columnsOfElements(join: JoinCondition, test: (element: ColumnReference) => boolean): readonly Column[] {
  const elements = join.primaryjoin === undefined ? [] : everyExpression(join.primaryjoin);
  return [...new Set(elements.flatMap((each) => (each.kind === 'columnReference' && test(each) ? [each.column] : [])))];
}
