/** Whether the far side is told apart from the near one (`_JoinCondition._check_remote_side`). */
import { containsColumn } from '../../sql/selectables';
import { columnText } from '../../sql/print';
import { messages } from '../messages';
import { anchorOfArgument } from '../reporting';
import { fail, warn } from '../session';
import type { StepOutcome } from '../session';
import type { JoinCondition } from './joinCondition';

export function checkRemoteSide({ relationship, session, parentPersist, childPersist }: JoinCondition): StepOutcome {
  const anchor = anchorOfArgument(relationship, 'remote_side', 'primaryjoin', 'foreign_keys');
  if (relationship.localRemotePairs.length === 0) {
    return fail(session, relationship, { id: 'E-REMOTE-NONE', exceptionClass: 'ArgumentError', message: messages.noPairs(relationship), anchor });
  }
  for (const [, remote] of relationship.localRemotePairs) {
    if (!containsColumn(parentPersist, remote) || containsColumn(childPersist, remote)) continue;
    warn(session, relationship, { id: 'W-REMOTE-LOCAL', exceptionClass: 'SAWarning', message: messages.remoteIsLocal(remote), anchor, data: { column: columnText(remote) } });
  }
  return 'done';
}
