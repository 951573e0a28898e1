import type { ProblemKind } from '../kind';
import { code, plainMessage } from '../wording';

export const foreignKeyArgument: ProblemKind = {
  code: 'foreign-key-argument',
  ids: ['E-FK-ARG'],
  severity: 'error',
  summary: 'A foreign key is given something that is not a column',
  word: (fault) => `A ForeignKey takes a column or a string such as ${code('"users.id"')}: ${plainMessage(fault)}`,
};
