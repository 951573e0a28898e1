import type { ProblemKind } from '../kind';
import { argumentAt, argumentWords, code, plainMessage, subjectOf } from '../wording';

export const stringNotPython: ProblemKind = {
  code: 'string-not-python',
  ids: ['E-NAME-SYNTAX'],
  severity: 'error',
  summary: 'A string that SQLAlchemy evaluates is not a Python expression',
  word: (fault, context) => `SQLAlchemy cannot evaluate ${argumentWords(fault, argumentAt(fault) ?? 'argument', context)} of ${subjectOf(fault)}: ${code(plainMessage(fault))}`,
};
