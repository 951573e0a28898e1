import { code, listOf, relationshipName } from '../../display/names';
import type { Hint } from '../kind';
import { argumentAnchor, hintAt, writtenRelationships } from './finding';

/** What a read-only relationship may still cascade (`orm/util.py: CascadeOptions._viewonly_cascades`). */
const READING: ReadonlySet<string> = new Set(['expunge', 'none', 'refresh-expire']);

/** Releases before 2.0 raise instead, see `cascade-on-viewonly`. */
export const viewonlyCascadeIgnored: Hint = {
  kind: {
    code: 'viewonly-cascade-ignored',
    ids: ['H-VIEWONLY-CASCADE'],
    severity: 'hint',
    tags: ['unnecessary'],
    summary: 'A cascade that writes stands on a read-only relationship and is dropped',
    word: (fault) => {
      const relationship = fault.relationship;
      return `${code(relationship === undefined ? '' : relationshipName(relationship))} is read only (\`viewonly=True\`), so it does not cascade ${listOf(String(fault.data?.['dropped'] ?? '').split(' ').map(code))}; remove \`cascade\``;
    },
  },
  find: (graph) =>
    writtenRelationships(graph).flatMap((relationship) => {
      const stated = relationship.declaration.arguments.get('cascade')?.value;
      if (!relationship.viewonly || stated?.kind !== 'string') return [];
      const dropped = stated.value.split(',').map((option) => option.trim()).filter((option) => option !== '' && !READING.has(option));
      return dropped.length === 0 ? [] : [hintAt('H-VIEWONLY-CASCADE', relationship, argumentAnchor(relationship, 'cascade'), { data: { dropped: dropped.join(' ') } })];
    }),
};
