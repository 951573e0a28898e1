/** Whether there is something to write or at least something that refers (`_JoinCondition._check_foreign_cols`). */
import { columnsMarked } from '../../sql/annotate';
import { printSql } from '../../sql/print';
import { messages } from '../messages';
import { anchorOfArgument } from '../reporting';
import { fail } from '../session';
import type { StepOutcome } from '../session';
import type { JoinCondition } from './joinCondition';

export function checkForeignColumns(join: JoinCondition, which: 'primary' | 'secondary'): StepOutcome {
  const { relationship, session, isWritable } = join;
  const expression = which === 'primary' ? join.primaryjoin : join.secondaryjoin;
  if (expression === undefined) return 'done';
  const hasForeign = columnsMarked(expression, 'foreign').length > 0;
  const canSynchronize = (which === 'primary' ? relationship.synchronizePairs : relationship.secondarySynchronizePairs).length > 0;
  if (isWritable ? canSynchronize : hasForeign) return 'done';
  const text = printSql(expression);
  const anchor = anchorOfArgument(relationship, which === 'primary' ? 'primaryjoin' : 'secondaryjoin', 'foreign_keys', 'secondary');
  const isNoEquality = isWritable && hasForeign;
  return fail(session, relationship, {
    id: isNoEquality ? 'E-JOIN-NOEQ' : 'E-JOIN-NOFKCOL',
    exceptionClass: 'ArgumentError',
    message: isNoEquality ? messages.noEquality(which, text, relationship) : messages.noForeignColumns(which, text, relationship),
    anchor,
    data: { which, join: text },
  });
}
