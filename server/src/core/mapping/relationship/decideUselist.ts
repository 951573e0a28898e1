/** Step 5: a list or a scalar (`RelationshipProperty._post_init`). */
import type { Relationship } from '../mapper';
import { messages } from './messages';
import { anchorOfArgument } from './reporting';
import { fail } from './session';
import type { ConfigureSession, StepOutcome } from './session';

export function decideUselist(session: ConfigureSession, relationship: Relationship): StepOutcome {
  relationship.uselist ??= relationship.direction !== 'MANYTOONE';
  if (!relationship.viewonly && relationship.synchronizePairs.length === 0) {
    return fail(session, relationship, { id: 'E-DEP', exceptionClass: 'ArgumentError', message: messages.noDependencyProcessor(relationship), anchor: anchorOfArgument(relationship, 'primaryjoin') });
  }
  if (relationship.uselist && relationship.declaration.arguments.has('default') && session.context.version === '2.1') {
    const anchor = anchorOfArgument(relationship, 'default');
    return fail(session, relationship, { id: 'E-REL-DEFAULT', exceptionClass: 'ArgumentError', message: messages.dataclassDefaultOnCollection(relationship), anchor });
  }
  return 'done';
}
