import { code, relationshipName } from '../../display/names';
import type { Hint } from '../kind';
import { hintAt, writtenRelationships } from './finding';

/** SQLAlchemy then keeps the sides in step in one direction only (`orm/relationships.py: _add_reverse_property`). */
export const backPopulatesOneSided: Hint = {
  kind: {
    code: 'back-populates-one-sided',
    ids: ['H-BP-ONE-SIDED'],
    severity: 'hint',
    summary: 'Only one side of a pair states `back_populates`',
    word: (fault) => {
      const silent = fault.relationship;
      const other = silent?.reverse[0];
      if (silent === undefined || other === undefined) return 'Only one side of the pair states `back_populates`';
      return `${code(relationshipName(other))} names ${code(relationshipName(silent))} as its other side, but not the other way round, so changes here are not seen there; add ${code(`back_populates="${other.key}"`)}`;
    },
  },
  find: (graph) =>
    writtenRelationships(graph).flatMap((silent) => {
      const speaking = silent.reverse.find((other) => other.backPopulates === silent.key && other.fault === undefined);
      if (speaking === undefined || silent.backPopulates !== undefined || silent.viewonly || speaking.viewonly || silent.reverse.length > 1) return [];
      return [hintAt('H-BP-ONE-SIDED', silent, silent.nameAnchor, { related: [{ anchor: speaking.nameAnchor, message: `${code(relationshipName(speaking))} names it` }] })];
    }),
};
