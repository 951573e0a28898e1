import type { ProblemKind } from '../kind';
import { code, listOf, valuesIn } from '../wording';

export const backPopulatesSameDirection: ProblemKind = {
  code: 'back-populates-same-direction',
  ids: ['E-BP-DIRECTION'],
  severity: 'error',
  summary: 'Both sides of a pair are one to many, or both are many to one',
  word(fault) {
    const relationship = fault.relationship;
    const [first = '', second = '', direction = ''] = valuesIn(fault, /^(\S+) and back-reference (\S+) are both of the same direction (.+?)\.\s+Did/s);
    const kind = direction.includes('MANYTOONE') ? 'many to one' : 'one to many';
    const both = `Both ${code(first)} and ${code(second)} are ${kind}`;
    if (relationship?.target !== relationship?.parent) return `${both}: only one side of a pair can hold the foreign key; check the foreign keys or \`back_populates\``;
    const key = listOf((relationship?.parent.primaryKey ?? []).map(({ name }) => name)) || 'id';
    return `${both}: one of them needs ${code(`remote_side=[${key}]`)}, the side that holds one`;
  },
};
