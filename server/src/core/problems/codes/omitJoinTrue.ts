import type { ProblemKind } from '../kind';
import { subjectOf } from '../wording';

export const omitJoinTrue: ProblemKind = {
  code: 'omit-join-true',
  ids: ['W-OMIT-JOIN'],
  severity: 'warning',
  summary: '`omit_join=True` is not supported',
  tags: ['unnecessary'],
  word: (fault) => `\`omit_join=True\` of ${subjectOf(fault)} is not supported; SQLAlchemy omits the join by itself where it can`,
};
