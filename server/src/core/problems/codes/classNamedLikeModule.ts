import type { ProblemKind } from '../kind';
import { classOf } from '../wording';

export const classNamedLikeModule: ProblemKind = {
  code: 'class-named-like-module',
  ids: ['E-CLASS-MODULE'],
  severity: 'error',
  summary: 'A class has the name of a module on the same path',
  word: (fault) => `${classOf(fault)} has the name of a module on the same path, so strings cannot name it; rename one`,
};
