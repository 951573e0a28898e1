import { code, listOf, relationshipName } from '../../display/names';
import type { Relationship } from '../../mapping/mapper';
import type { Hint } from '../kind';
import { hintAt, writtenRelationships } from './finding';

/** Names that say "the one above": a list of them is hardly meant. */
const SINGULAR_NAMES = /^(parent|manager|supervisor|boss|leader|reply_to|in_reply_to|previous|prev|predecessor|original|root|replaced_by|superseded_by|copied_from|forked_from)$|_parent$|^parent_/;

export const selfReferenceWithoutRemoteSide: Hint = {
  kind: {
    code: 'self-reference-without-remote-side',
    ids: ['H-SELF-REMOTE'],
    severity: 'hint',
    summary: 'A self-reference called `parent` without `remote_side` is one to many',
    word: (fault) => {
      const relationship = fault.relationship;
      if (relationship === undefined) return 'The self-reference is one to many';
      const key = listOf(relationship.parent.primaryKey.map(({ name }) => name));
      return `${code(relationshipName(relationship))} is one to many: without \`remote_side\` it reads the rows that refer to this one; for the one this row refers to, add ${code(`remote_side=[${key}]`)}`;
    },
  },
  find: (graph) => writtenRelationships(graph).flatMap((relationship) => (lacksRemoteSide(relationship) ? [hintAt('H-SELF-REMOTE', relationship)] : [])),
};

export function lacksRemoteSide(relationship: Relationship): boolean {
  const isCandidate = relationship.target === relationship.parent && relationship.direction === 'ONETOMANY' && relationship.joinReason?.kind === 'foreignKey';
  const statesSide = relationship.declaration.arguments.has('remote_side');
  return isCandidate && !statesSide && SINGULAR_NAMES.test(relationship.key) && relationship.reverse.every((other) => other.direction !== 'MANYTOONE');
}
