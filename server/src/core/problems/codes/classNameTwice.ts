import type { ProblemKind } from '../kind';
import { classOf } from '../wording';

export const classNameTwice: ProblemKind = {
  code: 'class-name-twice',
  ids: ['W-CLASS-DUP'],
  severity: 'warning',
  summary: 'Two classes of one module have one name',
  word: (fault) => `Two mapped classes of this module are called ${classOf(fault)}; strings can only name the later one`,
};
