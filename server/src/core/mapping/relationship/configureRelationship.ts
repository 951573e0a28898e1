/** One relationship from its arguments to its pair, in SQLAlchemy's order; the first error ends it (`RelationshipProperty.do_init`). */
import type { Relationship } from '../mapper';
import { checkCascade } from './checkCascade';
import { decideUselist } from './decideUselist';
import { addUnfinishedBackref, generateBackref, hasBackPopulates } from './generateBackref';
import { setupJoinConditions } from './join/joinCondition';
import { setupLoader } from './loaderStrategy';
import { resolveArguments } from './resolveArguments';
import { addReverseProperty, pairWithReverse } from './reverseProperties';
import { stateOf } from './session';
import type { ConfigureSession, StepOutcome } from './session';
import { setupEntity } from './targetEntity';
import { warnOfOverlaps } from './warnOfOverlaps';

type Step = (session: ConfigureSession, relationship: Relationship) => StepOutcome;

const STEPS: readonly Step[] = [resolveArguments, setupEntity, setupJoinConditions, checkCascade, decideUselist, pair, overlaps, setupLoader];

export function configureRelationship(session: ConfigureSession, relationship: Relationship): StepOutcome {
  const state = stateOf(session, relationship);
  if (state.isStarted) return state.isFinished ? 'done' : 'stopped';
  state.isStarted = true;
  if (relationship.fault !== undefined) return 'stopped';
  const { openReason } = relationship.declaration;
  if (openReason !== undefined) {
    relationship.dynamic ??= openReason;
    if (resolvesTarget(relationship)) setupEntity(session, relationship);
    return 'stopped';
  }
  for (const step of STEPS) {
    if (step(session, relationship) === 'stopped') {
      linkUnfinishedPair(session, relationship);
      return 'stopped';
    }
  }
  state.isFinished = true;
  return 'done';
}

function resolvesTarget(relationship: Relationship): boolean {
  return relationship.declaration.arguments.has('argument') || relationship.declaration.annotation !== undefined;
}

function pair(session: ConfigureSession, relationship: Relationship): StepOutcome {
  const had = hasBackPopulates(relationship);
  const made = generateBackref(session, relationship);
  if (made === 'stopped') return made;
  if (!had && relationship.backPopulates !== undefined && hasBackPopulates(relationship)) return addReverseProperty(session, relationship, relationship.backPopulates);
  return pairWithReverse(session, relationship);
}

function overlaps(session: ConfigureSession, relationship: Relationship): StepOutcome {
  warnOfOverlaps(session, relationship);
  return 'done';
}

/** Where only run time knows the join, the pair is still what the names say. */
function linkUnfinishedPair(session: ConfigureSession, relationship: Relationship): void {
  if (relationship.dynamic !== undefined && relationship.fault === undefined) setupEntity(session, relationship);
  addUnfinishedBackref(session, relationship);
  const { dynamic, target, backPopulates, fault } = relationship;
  if (dynamic === undefined || fault !== undefined || target === undefined || backPopulates === undefined || backPopulates === '') return;
  if (session.context.propertyOf(target, backPopulates)?.kind === 'relationship') addReverseProperty(session, relationship, backPopulates);
}
