import type { ProblemKind } from '../kind';
import { code } from '../wording';

export const annotatedColumnName: ProblemKind = {
  code: 'annotated-column-name',
  ids: ['W-ANNOTATED-NAME'],
  severity: 'warning',
  summary: 'A column name inside `Annotated` is ignored',
  word: () => `The name of a column inside ${code('Annotated[...]')} is ignored; state it on the attribute`,
};
