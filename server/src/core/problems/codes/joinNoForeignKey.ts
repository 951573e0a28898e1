import type { ProblemKind } from '../kind';
import { code, selectableName, subjectOf } from '../wording';

export const joinNoForeignKey: ProblemKind = {
  code: 'join-no-foreign-key',
  ids: ['E-JOIN-NOFK', 'E-JOIN-NOFK-SEC'],
  severity: 'error',
  summary: 'No foreign key leads from one side to the other',
  word(fault) {
    const relationship = fault.relationship;
    const target = relationship?.target;
    if (relationship === undefined || target === undefined) return `No foreign key leads from one side of ${subjectOf(fault)} to the other`;
    if (relationship.secondary !== undefined) {
      return `${code(selectableName(relationship.secondary))} has no foreign key to both sides of ${subjectOf(fault)}: it needs one to ${code(selectableName(relationship.parent.localTable))} and one to ${code(selectableName(target.localTable))}, or state \`primaryjoin\` and \`secondaryjoin\``;
    }
    const tables = `${code(selectableName(relationship.parent.localTable))} and ${code(selectableName(target.localTable))}`;
    if (relationship.parent === target) return `No foreign key of ${code(selectableName(target.localTable))} leads to itself; add one, or state \`primaryjoin\``;
    return `No foreign key leads between ${tables}, so ${subjectOf(fault)} cannot be joined; add a ForeignKey on the side that refers, or state \`primaryjoin\``;
  },
  related(fault) {
    const target = fault.relationship?.target;
    return target === undefined ? [] : [{ anchor: target.cls.nameAnchor, message: `\`${target.name}\` is defined here` }];
  },
};
