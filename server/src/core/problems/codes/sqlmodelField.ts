import type { ProblemKind } from '../kind';
import { plainMessage, subjectOf } from '../wording';

export const sqlmodelField: ProblemKind = {
  code: 'sqlmodel-field',
  ids: ['E-SM-*'],
  severity: 'error',
  summary: 'A SQLModel field or relationship cannot be mapped',
  word: (fault) => `SQLModel refuses ${subjectOf(fault)}: ${plainMessage(fault)}`,
};
