/** Which columns are on the near side: the parent's that are not remote (`_JoinCondition._annotate_local`). */
import { hasMark, hasMarkWithin, markWhere } from '../../sql/annotate';
import { containsColumn } from '../../sql/selectables';
import type { StepOutcome } from '../session';
import type { JoinCondition } from './joinCondition';

export function annotateLocal(join: JoinCondition): StepOutcome {
  const { primaryjoin, parentPersist } = join;
  if (primaryjoin === undefined || hasMarkWithin(primaryjoin, 'local')) return 'done';
  join.primaryjoin = markWhere(primaryjoin, 'local', (column, element) => !hasMark(element, 'remote') && containsColumn(parentPersist, column));
  return 'done';
}
