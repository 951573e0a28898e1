import type { ProblemKind } from '../kind';
import { code, constraintName, constraintsBetween, numberWord, selectableName, subjectOf } from '../wording';

export const joinAmbiguous: ProblemKind = {
  code: 'join-ambiguous',
  ids: ['E-JOIN-AMBIG', 'E-JOIN-AMBIG-SEC'],
  severity: 'error',
  summary: 'Several foreign keys lead from one side to the other',
  word(fault) {
    const relationship = fault.relationship;
    const target = relationship?.target;
    if (relationship === undefined || target === undefined) return `Several foreign keys could join ${subjectOf(fault)}; say which with \`foreign_keys\``;
    if (relationship.secondary !== undefined) return `Several foreign keys of ${code(selectableName(relationship.secondary))} lead to one side of ${subjectOf(fault)}; state \`primaryjoin\` and \`secondaryjoin\``;
    const [from, to] = [relationship.parent.persistSelectable, target.persistSelectable];
    const out = constraintsBetween(from, to);
    const back = relationship.parent === target ? [] : constraintsBetween(to, from);
    const describe = (constraints: typeof out, source: typeof from, destination: typeof from): string =>
      `from ${code(selectableName(source))} to ${code(selectableName(destination))} (${constraints.map(constraintName).join(', ')})`;
    const total = out.length + back.length;
    const verb = total === 1 ? 'key leads' : 'keys lead';
    if (total === 0) return `Several foreign keys could join ${subjectOf(fault)}; say which with \`foreign_keys\``;
    if (back.length === 0) return `${numberWord(total)} foreign ${verb} ${describe(out, from, to)}; say which with \`foreign_keys\``;
    if (out.length === 0) return `${numberWord(total)} foreign ${verb} ${describe(back, to, from)}; say which with \`foreign_keys\``;
    return `Foreign keys lead ${describe(out, from, to)} and ${describe(back, to, from)}; say which with \`foreign_keys\``;
  },
};
