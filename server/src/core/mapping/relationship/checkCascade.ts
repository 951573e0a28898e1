/** Step 4: cascades that the direction does not allow (`RelationshipProperty._check_cascade_settings`). */
import type { Relationship } from '../mapper';
import { messages } from './messages';
import { anchorOfArgument } from './reporting';
import { fail } from './session';
import type { ConfigureSession, StepOutcome } from './session';

export function checkCascade(session: ConfigureSession, relationship: Relationship): StepOutcome {
  const { cascade, direction, target, singleParent, passiveDeletes } = relationship;
  const isManySide = direction === 'MANYTOONE' || direction === 'MANYTOMANY';
  if (cascade.includes('delete-orphan') && !singleParent && isManySide && target !== undefined) {
    const message = messages.orphanOnManySide(relationship, target, session.context.version);
    return fail(session, relationship, { id: 'E-ORPHAN', exceptionClass: 'ArgumentError', code: 'bbf0', message, anchor: anchorOfArgument(relationship, 'cascade') });
  }
  if (passiveDeletes === 'all' && (cascade.includes('delete') || cascade.includes('delete-orphan'))) {
    const anchor = anchorOfArgument(relationship, 'passive_deletes');
    return fail(session, relationship, { id: 'E-PASSIVE-ALL', exceptionClass: 'ArgumentError', message: messages.passiveDeletesAll(relationship), anchor });
  }
  return 'done';
}
