import type { ProblemKind } from '../kind';
import { code } from '../wording';

export const annotatedRelationship: ProblemKind = {
  code: 'annotated-relationship',
  ids: ['E-ANNOTATED-REL'],
  severity: 'error',
  summary: 'A relationship stands inside `Annotated`',
  word: () => `A relationship cannot stand inside ${code('Annotated[...]')}; state it on the attribute`,
};
