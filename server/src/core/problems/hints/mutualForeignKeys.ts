import { code, relationshipName } from '../../display/names';
import type { Relationship } from '../../mapping/mapper';
import type { Hint } from '../kind';
import { hintAt, writtenRelationships } from './finding';

/** Two new rows that refer to each other cannot be inserted in any order (`CircularDependencyError` at flush). */
export const mutualForeignKeys: Hint = {
  kind: {
    code: 'mutual-foreign-keys',
    ids: ['H-MUTUAL-FK'],
    severity: 'hint',
    summary: 'Two tables refer to each other and neither relationship has `post_update`',
    word: (fault) => {
      const relationship = fault.relationship;
      return `${code(relationship === undefined ? '' : relationshipName(relationship))} and ${code(String(fault.data?.['other'] ?? ''))} refer to each other's tables; for rows that refer to each other, one of the two needs \`post_update=True\``;
    },
  },
  find(graph) {
    const writing = writtenRelationships(graph).filter((relationship) => relationship.direction === 'MANYTOONE' && !relationship.viewonly && relationship.target !== relationship.parent);
    return writing.flatMap((relationship, index) => {
      const other = writing.slice(0, index).find((candidate) => isOpposite(candidate, relationship));
      if (other === undefined || isPostUpdated(other) || isPostUpdated(relationship)) return [];
      return [hintAt('H-MUTUAL-FK', relationship, relationship.nameAnchor, { data: { other: relationshipName(other) }, related: [{ anchor: other.nameAnchor, message: `${code(relationshipName(other))} is here` }] })];
    });
  },
};

function isOpposite(a: Relationship, b: Relationship): boolean {
  return a.parent === b.target && a.target === b.parent;
}

function isPostUpdated(relationship: Relationship): boolean {
  return relationship.postUpdate || relationship.reverse.some(({ postUpdate }) => postUpdate);
}
