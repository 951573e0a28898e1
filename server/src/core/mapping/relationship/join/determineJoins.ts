/** The joins themselves, from the arguments or from foreign keys (`_JoinCondition._determine_joins`). */
import type { JoinReason } from '../../mapper';
import type { ForeignKeyConstraint, Selectable } from '../../schema/schema';
import { joinConditionBetween } from '../../sql/joinCondition';
import type { JoinAnswer } from '../../sql/joinCondition';
import { columnText } from '../../sql/print';
import { messages } from '../messages';
import { anchorOfArgument } from '../reporting';
import { fail, giveUp, stateOf } from '../session';
import type { StepOutcome } from '../session';
import type { JoinCondition } from './joinCondition';

export function determineJoins(join: JoinCondition): StepOutcome {
  const { relationship, secondary, session } = join;
  const { inherited, resolved } = stateOf(session, relationship);
  if (resolved?.refusedSecondary !== undefined) {
    const message = messages.fromExpected(resolved.refusedSecondary);
    return fail(session, relationship, { id: 'E-EXPR-ARG', exceptionClass: 'ArgumentError', message, anchor: anchorOfArgument(relationship, 'secondary'), data: { argument: 'secondary' } });
  }
  if (join.secondaryjoin !== undefined && secondary === undefined) {
    const anchor = anchorOfArgument(relationship, 'secondaryjoin');
    return fail(session, relationship, { id: 'E-SJ-NO-SEC', exceptionClass: 'ArgumentError', message: messages.secondaryjoinWithoutSecondary(relationship), anchor });
  }
  if (join.primaryjoin !== undefined) relationship.joinReason = inherited === undefined ? { kind: 'stated' } : { kind: 'backref', from: inherited.from };
  if (secondary === undefined) return join.primaryjoin === undefined ? fromForeignKeys(join, 'primaryjoin', join.parentPersist, join.childPersist, join.parentLocal) : 'done';
  const second = join.secondaryjoin === undefined ? fromForeignKeys(join, 'secondaryjoin', join.childPersist, secondary, join.childLocal) : 'done';
  if (second === 'stopped') return second;
  return join.primaryjoin === undefined ? fromForeignKeys(join, 'primaryjoin', join.parentPersist, secondary, join.parentLocal) : 'done';
}

function fromForeignKeys(join: JoinCondition, which: 'primaryjoin' | 'secondaryjoin', a: Selectable, b: Selectable, subset: Selectable): StepOutcome {
  const answer = joinConditionBetween(a, b, { subset, consider: join.considered.isStated ? join.considered.columns : undefined });
  if (answer.kind !== 'join') return refuse(join, answer);
  join[which] = answer.expression;
  if (which === 'primaryjoin') join.relationship.joinReason = reasonOf(answer);
  return 'done';
}

function reasonOf(answer: Extract<JoinAnswer, { kind: 'join' }>): JoinReason {
  return { kind: 'foreignKey', columns: answer.path.pairs.map(([, column]) => column), selectedByForeignKeys: answer.wasSelected };
}

function refuse(join: JoinCondition, answer: Exclude<JoinAnswer, { kind: 'join' }>): StepOutcome {
  const { session, relationship, secondary } = join;
  switch (answer.kind) {
    case 'dynamic':
      return giveUp(relationship, answer.reason);
    case 'badReference': {
      const id = answer.exceptionClass === 'NoReferencedTableError' ? 'E-FK-TABLE' : 'E-FK-COLUMN';
      return fail(session, relationship, { id, exceptionClass: answer.exceptionClass, message: answer.message, anchor: answer.foreignKey.anchor });
    }
    case 'none': {
      const related = answer.unresolved.map((foreignKey) => ({ anchor: foreignKey.anchor, message: 'this foreign key leads nowhere' }));
      const data = { unresolved: answer.unresolved.map((foreignKey) => columnText(foreignKey.parent)) };
      const message = messages.noForeignKeys(relationship, secondary);
      return fail(session, relationship, { id: secondary === undefined ? 'E-JOIN-NOFK' : 'E-JOIN-NOFK-SEC', exceptionClass: 'NoForeignKeysError', message, anchor: anchorOfJoin(join), related, data });
    }
    case 'ambiguous': {
      const related = answer.paths.map(({ constraint }) => ({ anchor: anchorOfConstraint(constraint), message: `\`${constraint.elements.map(({ parent }) => parent.key).join(', ')}\` is one of them` }));
      const data = { paths: answer.paths.map(({ pairs }) => pairs.map(([, column]) => columnText(column))) };
      const message = messages.ambiguousForeignKeys(relationship, secondary);
      return fail(session, relationship, { id: secondary === undefined ? 'E-JOIN-AMBIG' : 'E-JOIN-AMBIG-SEC', exceptionClass: 'AmbiguousForeignKeysError', message, anchor: anchorOfJoin(join), related, data });
    }
  }
}

function anchorOfJoin({ relationship }: JoinCondition): ReturnType<typeof anchorOfArgument> {
  return anchorOfArgument(relationship, 'foreign_keys', 'secondary', 'argument');
}

function anchorOfConstraint(constraint: ForeignKeyConstraint): ForeignKeyConstraint['anchor'] {
  return constraint.elements[0]?.anchor ?? constraint.anchor;
}
