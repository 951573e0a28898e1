import type { ProblemKind } from '../kind';
import { classOf, code, valuesIn } from '../wording';

export const inheritanceAmbiguous: ProblemKind = {
  code: 'inheritance-ambiguous',
  ids: ['E-INH-AMBIG'],
  severity: 'error',
  summary: 'Several foreign keys lead from a joined subclass to its parent',
  word(fault) {
    const [parent = '', child = ''] = valuesIn(fault, /between inherited table '(.+?)' and inheriting table '(.+?)'/);
    return `Several foreign keys lead from ${code(child)} to ${code(parent)}; say which one makes ${classOf(fault)} a kind of its parent with ${code('__mapper_args__ = {"inherit_condition": ...}')}`;
  },
};
