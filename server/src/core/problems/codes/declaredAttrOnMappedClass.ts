import type { ProblemKind } from '../kind';
import { classOf, code, valuesIn } from '../wording';

export const declaredAttrOnMappedClass: ProblemKind = {
  code: 'declared-attr-on-mapped-class',
  ids: ['W-DECLATTR-MAPPED'],
  severity: 'warning',
  summary: 'A `declared_attr` of a mapped class does not reach its subclasses',
  word(fault) {
    const [owner = '', attribute = ''] = valuesIn(fault, /attribute '(.+?)\.(\w+)' uses @declared_attr/);
    return `${code(`${owner.slice(owner.lastIndexOf('.') + 1)}.${attribute}`)} is a \`declared_attr\` of a mapped class, so ${classOf(fault)} does not get one of its own; move it to a mixin`;
  },
};
