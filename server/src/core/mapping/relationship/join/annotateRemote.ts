/** Which columns are on the far side (`_JoinCondition._annotate_remote`). */
import type { Column } from '../../schema/schema';
import { hasMark, hasMarkWithin, markWhere, withMark } from '../../sql/annotate';
import type { ColumnReference, SqlBinary, SqlExpression } from '../../sql/expression';
import { containsColumn, isDerivedFrom, selectablesOverlap } from '../../sql/selectables';
import { binariesIn, rewriteBinaries } from '../../sql/traverse';
import { messages } from '../messages';
import { anchorOfArgument } from '../reporting';
import { fail, warn } from '../session';
import type { StepOutcome } from '../session';
import type { JoinCondition } from './joinCondition';

export function annotateRemote(join: JoinCondition): StepOutcome {
  const { primaryjoin, secondary, statedPairs } = join;
  const remoteSide: ReadonlySet<Column | undefined> = statedPairs.length > 0 ? new Set(statedPairs.map(([, remote]) => remote)) : join.remoteSide.columns;
  if (primaryjoin === undefined || hasMarkWithin(primaryjoin, 'remote')) return 'done';
  if (secondary !== undefined) {
    join.primaryjoin = markWhere(primaryjoin, 'remote', (column) => containsColumn(secondary, column));
    if (join.secondaryjoin !== undefined) join.secondaryjoin = markWhere(join.secondaryjoin, 'remote', (column) => containsColumn(secondary, column));
  } else if (statedPairs.length > 0 && join.remoteSide.isStated) {
    const anchor = anchorOfArgument(join.relationship, 'remote_side');
    return fail(join.session, join.relationship, { id: 'E-REMOTE-REDUNDANT', exceptionClass: 'ArgumentError', message: messages.remoteSideRedundant(), anchor });
  } else if (statedPairs.length > 0 || join.remoteSide.isStated) {
    join.primaryjoin = refersToParentTable(join, primaryjoin)
      ? selfReferential(join, primaryjoin, { isRemote: (element) => remoteSide.has(element.column), isStated: true })
      : markWhere(primaryjoin, 'remote', (column) => remoteSide.has(column));
  } else if (refersToParentTable(join, primaryjoin)) {
    // The foreign keys are remote: one to many, unless something says otherwise.
    join.primaryjoin = selfReferential(join, primaryjoin, { isRemote: (element) => hasMark(element, 'foreign'), isStated: false });
  } else if (selectablesOverlap(join.parentPersist, join.childPersist)) {
    join.primaryjoin = rewriteBinaries(primaryjoin, (binary) => withOverlap(join, binary));
  } else {
    join.primaryjoin = markWhere(primaryjoin, 'remote', (column) => isOfChild(join, column));
  }
  return 'done';
}

/** `_refers_to_parent_table`: some comparison has both columns in both selectables. */
function refersToParentTable({ parentPersist, childPersist }: JoinCondition, primaryjoin: SqlExpression): boolean {
  const isInBoth = (expression: SqlExpression): boolean =>
    expression.kind === 'columnReference' && isDerivedFrom(parentPersist, expression.column.table) && isDerivedFrom(childPersist, expression.column.table);
  return binariesIn(primaryjoin).some((binary) => isInBoth(binary.left) && isInBoth(binary.right));
}

interface SelfReferenceOptions {
  readonly isRemote: (element: ColumnReference) => boolean;
  readonly isStated: boolean;
}

function selfReferential(join: JoinCondition, primaryjoin: SqlExpression, { isRemote, isStated }: SelfReferenceOptions): SqlExpression {
  return rewriteBinaries(primaryjoin, (binary) => {
    const { left, right } = binary;
    if (left.kind !== 'columnReference' || right.kind !== 'columnReference') {
      if (!isStated) warnOfOtherElements(join);
      return binary;
    }
    const isSame = left.column === right.column;
    return { ...binary, left: isRemote(left) ? withMark(left, 'remote') : left, right: isRemote(right) && !isSame ? withMark(right, 'remote') : right };
  });
}

/** Tables in common without being one table: joined inheritance between the two classes. */
function withOverlap(join: JoinCondition, binary: SqlBinary): SqlBinary {
  const [left, right] = sides(join, binary.left, binary.right);
  const [lastRight, lastLeft] = sides(join, right, left);
  return { ...binary, left: lastLeft, right: lastRight };
}

/** Marks the second of two sides where it belongs to the target. */
function sides(join: JoinCondition, left: SqlExpression, right: SqlExpression): readonly [SqlExpression, SqlExpression] {
  const { relationship } = join;
  if (left.kind === 'columnReference' && right.kind === 'columnReference') {
    const isRemote = containsColumn(join.childPersist, right.column) && containsColumn(join.parentPersist, left.column);
    return [left, isRemote ? withMark(right, 'remote') : right];
  }
  const isOfTarget = (side: SqlExpression): boolean => relationship.target !== relationship.parent && side.annotations?.parentEntity !== undefined && side.annotations.parentEntity === relationship.target;
  if (isOfTarget(right)) return [left, withMark(right, 'remote')];
  if (isOfTarget(left)) return [withMark(left, 'remote'), right];
  warnOfOtherElements(join);
  return [left, right];
}

function isOfChild({ childPersist, childLocal, parentLocal }: JoinCondition, column: Column): boolean {
  return containsColumn(childPersist, column) && (!containsColumn(parentLocal, column) || containsColumn(childLocal, column));
}

function warnOfOtherElements({ session, relationship }: JoinCondition): void {
  const anchor = anchorOfArgument(relationship, 'primaryjoin');
  warn(session, relationship, { id: 'W-REMOTE-NONCOL', exceptionClass: 'SAWarning', message: messages.nonColumnElements(relationship), anchor });
}
