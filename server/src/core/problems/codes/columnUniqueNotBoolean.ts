import type { ProblemKind } from '../kind';

export const columnUniqueNotBoolean: ProblemKind = {
  code: 'column-unique-not-boolean',
  ids: ['E-COL-UNIQUE-STR', 'E-COL-INDEX-STR'],
  severity: 'error',
  summary: '`unique` or `index` of a column is not a boolean',
  word: () => `\`unique\` and \`index\` of a column are True or False; for a name of its own use \`UniqueConstraint\` or \`Index\``,
};
