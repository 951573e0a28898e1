import type { ProblemKind } from '../kind';
import { classOf } from '../wording';

export const polymorphicIdentityMissing: ProblemKind = {
  code: 'polymorphic-identity-missing',
  ids: ['W-POLY-NOID'],
  severity: 'warning',
  summary: 'A class of a polymorphic hierarchy has no `polymorphic_identity`',
  word: (fault) => `${classOf(fault)} has no \`polymorphic_identity\`, so its rows cannot be told from those of its parent; add one, or \`polymorphic_abstract=True\``,
};
