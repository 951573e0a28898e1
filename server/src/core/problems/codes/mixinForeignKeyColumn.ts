import type { ProblemKind } from '../kind';

export const mixinForeignKeyColumn: ProblemKind = {
  code: 'mixin-foreign-key-column',
  ids: ['E-MIXIN-FK'],
  severity: 'error',
  summary: 'A mixin\'s foreign key names a column object that has no table yet',
  word: () => `A mixin's foreign key cannot name a column object without a table; name it by string, or write it with \`@declared_attr\``,
};
