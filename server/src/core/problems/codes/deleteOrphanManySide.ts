import type { ProblemKind } from '../kind';
import { subjectOf, withArticle } from '../wording';

export const deleteOrphanManySide: ProblemKind = {
  code: 'delete-orphan-many-side',
  ids: ['E-ORPHAN'],
  severity: 'error',
  summary: '`delete-orphan` stands on the many side',
  word(fault) {
    const shape = (fault.sqlalchemy?.message ?? '').startsWith('For many-to-many') ? 'many to many' : 'many to one';
    return `${subjectOf(fault)} is ${shape}, where \`delete-orphan\` would delete ${fault.relationship?.target === undefined ? 'what' : `${withArticle(fault.relationship.target.name)} that`} others still use; state it on the other side, or say \`single_parent=True\``;
  },
};
