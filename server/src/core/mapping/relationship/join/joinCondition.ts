/** Step 3: the join condition (`orm/relationships.py: _JoinCondition`). Its own steps run in SQLAlchemy's order, one file each. */
import type { Relationship } from '../../mapper';
import type { Selectable } from '../../schema/schema';
import { columnsMarked, hasMarkWithin } from '../../sql/annotate';
import type { SqlExpression } from '../../sql/expression';
import { stateOf } from '../session';
import type { ConfigureSession, StatedColumns, StatedPair, StepOutcome } from '../session';
import { annotateForeign } from './annotateForeign';
import { annotateLocal } from './annotateLocal';
import { annotateParentMapper } from './annotateParentMapper';
import { annotateRemote } from './annotateRemote';
import { checkForeignColumns } from './checkForeignColumns';
import { checkRemoteSide } from './checkRemoteSide';
import { determineDirection } from './determineDirection';
import { determineJoins } from './determineJoins';
import { setupPairs } from './setupPairs';

/** One relationship's join while it is worked out. */
export interface JoinCondition {
  readonly session: ConfigureSession;
  readonly relationship: Relationship;
  readonly parentPersist: Selectable;
  readonly parentLocal: Selectable;
  readonly childPersist: Selectable;
  readonly childLocal: Selectable;
  readonly secondary?: Selectable;
  /** `foreign_keys`. */
  readonly considered: StatedColumns;
  readonly remoteSide: StatedColumns;
  /** `_local_remote_pairs`; empty where not given. */
  readonly statedPairs: readonly StatedPair[];
  readonly isWritable: boolean;
  primaryjoin?: SqlExpression;
  secondaryjoin?: SqlExpression;
}

type JoinStep = (join: JoinCondition) => StepOutcome;

const STEPS: readonly JoinStep[] = [
  determineJoins,
  annotateForeign,
  annotateRemote,
  annotateLocal,
  annotateParentMapper,
  setupPairs,
  (join) => checkForeignColumns(join, 'primary'),
  (join) => checkForeignColumns(join, 'secondary'),
  determineDirection,
  checkRemoteSide,
];

export function setupJoinConditions(session: ConfigureSession, relationship: Relationship): StepOutcome {
  const { target } = relationship;
  const state = stateOf(session, relationship);
  const { resolved } = state;
  if (target === undefined || resolved === undefined) return 'stopped';
  const { alias } = state;
  const stated = resolved.primaryjoin;
  state.statedMarks = { foreign: stated !== undefined && hasMarkWithin(stated, 'foreign'), remote: stated !== undefined && hasMarkWithin(stated, 'remote') };
  const join: JoinCondition = {
    session,
    relationship,
    parentPersist: relationship.parent.persistSelectable,
    parentLocal: relationship.parent.localTable,
    childPersist: alias?.selectable ?? target.persistSelectable,
    childLocal: alias?.selectable ?? target.localTable,
    secondary: resolved.secondary,
    considered: resolved.foreignKeys,
    remoteSide: resolved.remoteSide,
    statedPairs: resolved.localRemotePairs,
    isWritable: !relationship.viewonly,
    primaryjoin: resolved.primaryjoin,
    secondaryjoin: resolved.secondaryjoin,
  };
  takeOver(join);
  for (const step of STEPS) {
    const { primaryjoin, secondaryjoin } = join;
    const outcome = step(join);
    if (join.primaryjoin !== primaryjoin || join.secondaryjoin !== secondaryjoin) takeOver(join);
    if (outcome === 'stopped') return outcome;
  }
  return 'done';
}

/** What is known so far becomes visible on the relationship. */
function takeOver({ relationship, primaryjoin, secondaryjoin }: JoinCondition): void {
  relationship.primaryjoin = primaryjoin;
  relationship.secondaryjoin = secondaryjoin;
  const joins = [primaryjoin, secondaryjoin].flatMap((each) => each ?? []);
  relationship.remoteSide = [...new Set(joins.flatMap((each) => columnsMarked(each, 'remote')))];
  relationship.foreignKeyColumns = [...new Set(joins.flatMap((each) => columnsMarked(each, 'foreign')))];
}

/** Both joins, the ones there are. */
export function joinsOf(join: JoinCondition): readonly SqlExpression[] {
  return [join.primaryjoin, join.secondaryjoin].flatMap((each) => each ?? []);
}
