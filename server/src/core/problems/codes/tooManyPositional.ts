import type { ProblemKind } from '../kind';
import { code } from '../wording';

export const tooManyPositional: ProblemKind = {
  code: 'too-many-positional',
  ids: ['E-REL-POS'],
  severity: 'error',
  summary: '`relationship()` is given more than two positional arguments',
  word: () => `${code('relationship()')} takes at most the target and \`secondary\` by position; name the other arguments`,
};
