/** Which columns refer (`_JoinCondition._annotate_fks`). */
import { resolveForeignKey } from '../../schema/createForeignKey';
import type { Column, ForeignKey } from '../../schema/schema';
import { hasMark, hasMarkWithin, markWhere, withMark } from '../../sql/annotate';
import type { SqlBinary, SqlExpression } from '../../sql/expression';
import { containsColumn, foreignKeysOfColumn, lineageOf } from '../../sql/selectables';
import { binariesIn, rewriteBinaries } from '../../sql/traverse';
import { fail, giveUp } from '../session';
import type { StepOutcome } from '../session';
import type { JoinCondition } from './joinCondition';
import { joinsOf } from './joinCondition';

export function annotateForeign(join: JoinCondition): StepOutcome {
  if (join.primaryjoin !== undefined && hasMarkWithin(join.primaryjoin, 'foreign')) return 'done';
  if (join.considered.isStated) {
    change(join, (expression) => markWhere(expression, 'foreign', (column) => join.considered.columns.has(column)));
    return 'done';
  }
  const bad = joinsOf(join).flatMap(binariesIn).map((binary) => badReferenceIn(binary)).find((each) => each !== undefined);
  if (bad !== undefined) return bad.kind === 'dynamic' ? giveUp(join.relationship, bad.reason) : refuse(join, bad);
  change(join, (expression) => rewriteBinaries(expression, (binary) => withForeignSide(join, binary)));
  return 'done';
}

function change(join: JoinCondition, rewrite: (expression: SqlExpression) => SqlExpression): void {
  if (join.primaryjoin !== undefined) join.primaryjoin = rewrite(join.primaryjoin);
  if (join.secondaryjoin !== undefined) join.secondaryjoin = rewrite(join.secondaryjoin);
}

function withForeignSide(join: JoinCondition, binary: SqlBinary): SqlBinary {
  const { left, right } = binary;
  if (hasMark(left, 'foreign') || hasMark(right, 'foreign')) return binary;
  switch (foreignSide(join, left, right)) {
    case 'left':
      return { ...binary, left: withMark(left, 'foreign') };
    case 'right':
      return { ...binary, right: withMark(right, 'foreign') };
    default:
      return binary;
  }
}

/** The side with a foreign key to the other; with `secondary`, its side. */
function foreignSide({ secondary }: JoinCondition, left: SqlExpression, right: SqlExpression): 'left' | 'right' | undefined {
  if (left.kind === 'columnReference' && right.kind === 'columnReference') {
    if (references(left.column, right.column)) return 'left';
    if (references(right.column, left.column)) return left.column === right.column ? 'left' : 'right';
  }
  if (secondary === undefined) return undefined;
  const [isLeft, isRight] = [left, right].map((side) => side.kind === 'columnReference' && containsColumn(secondary, side.column));
  if (isLeft === true && isRight !== true) return 'left';
  return isRight === true && isLeft !== true ? 'right' : undefined;
}

/** `Column.references`: by a real foreign key, to exactly that column or what it stands for. */
function references(column: Column, other: Column): boolean {
  const lineage = lineageOf(other);
  return foreignKeysOfColumn(column).some((foreignKey) => {
    const target = resolveForeignKey(foreignKey);
    return target.kind === 'column' && lineageOf(target.column).some((each) => lineage.includes(each));
  });
}

type BadReference = { readonly kind: 'raised'; readonly foreignKey: ForeignKey; readonly isTable: boolean; readonly message: string } | { readonly kind: 'dynamic'; readonly reason: string };

/**
 * Asking whether a column refers raises where a foreign key leads nowhere, unless one before it is the answer. SQLAlchemy keeps the foreign
 * keys of a column in a set, so that their order is an accident; here it is that of the text.
 */
function badReferenceIn({ left, right }: SqlBinary): BadReference | undefined {
  if (left.kind !== 'columnReference' || right.kind !== 'columnReference' || hasMark(left, 'foreign') || hasMark(right, 'foreign')) return undefined;
  for (const [column, other] of [[left.column, right.column], [right.column, left.column]] as const) {
    for (const foreignKey of foreignKeysOfColumn(column)) {
      const target = resolveForeignKey(foreignKey);
      if (target.kind === 'missingTable' || target.kind === 'missingColumn') return { kind: 'raised', foreignKey, isTable: target.kind === 'missingTable', message: target.message };
      if (target.kind === 'dynamic') return { kind: 'dynamic', reason: target.reason };
      if (lineageOf(target.column).some((each) => lineageOf(other).includes(each))) return undefined;
    }
  }
  return undefined;
}

function refuse(join: JoinCondition, bad: Extract<BadReference, { kind: 'raised' }>): StepOutcome {
  return fail(join.session, join.relationship, {
    id: bad.isTable ? 'E-FK-TABLE' : 'E-FK-COLUMN',
    exceptionClass: bad.isTable ? 'NoReferencedTableError' : 'NoReferencedColumnError',
    message: bad.message,
    anchor: bad.foreignKey.anchor,
  });
}
