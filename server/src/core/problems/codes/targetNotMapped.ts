import type { ProblemKind } from '../kind';
import { code, subjectOf, valuesIn } from '../wording';

export const targetNotMapped: ProblemKind = {
  code: 'target-not-mapped',
  ids: ['E-REL-UNMAPPED'],
  severity: 'error',
  summary: 'The target of a relationship is a class that is not mapped',
  word(fault) {
    const [name = ''] = valuesIn(fault, /^Class '(.+?)' is not mapped/);
    const short = name.slice(name.lastIndexOf('.') + 1);
    return `${subjectOf(fault)} leads to ${code(short)}, which is not a mapped class; give it a declarative base and a table, or name another class`;
  },
};
