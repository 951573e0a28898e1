/** Which columns are on the near side: the parent's that are not remote (`_JoinCondition._annotate_local`). */
import type { Column } from '../../schema/schema';
import { hasMark, hasMarkWithin, markWhere } from '../../sql/annotate';
import { containsColumn } from '../../sql/selectables';
import type { StepOutcome } from '../session';
import type { JoinCondition } from './joinCondition';

export function annotateLocal(join: JoinCondition): StepOutcome {
  const { primaryjoin, parentPersist, statedPairs } = join;
  if (primaryjoin === undefined || hasMarkWithin(primaryjoin, 'local')) return 'done';
  const isLocal = (column: Column): boolean => (statedPairs.length > 0 ? statedPairs.some(([local]) => local === column) : containsColumn(parentPersist, column));
  join.primaryjoin = markWhere(primaryjoin, 'local', (column, element) => !hasMark(element, 'remote') && isLocal(column));
  return 'done';
}
