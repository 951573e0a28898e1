import type { ProblemKind } from '../kind';

export const mixinRelationshipPlain: ProblemKind = {
  code: 'mixin-relationship-plain',
  ids: ['E-MIXIN-PROP'],
  severity: 'error',
  summary: 'A mixin states a relationship outside `declared_attr`',
  word: () => `A mixin's relationship belongs to no single class; write it as a method with \`@declared_attr\``,
};
