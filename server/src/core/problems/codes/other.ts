import type { ProblemKind } from '../kind';
import { plainMessage } from '../wording';

/** Whatever SQLAlchemy raises that has no words of its own here: its message stands for itself. */
export const other: ProblemKind = {
  code: 'sqlalchemy-error',
  ids: [],
  severity: 'error',
  summary: 'Another error of SQLAlchemy, in its own words',
  word: (fault) => plainMessage(fault),
};

export const otherWarning: ProblemKind = {
  code: 'sqlalchemy-warning',
  ids: [],
  severity: 'warning',
  summary: 'Another warning of SQLAlchemy, in its own words',
  word: (fault) => plainMessage(fault),
};
