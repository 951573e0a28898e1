import type { ProblemKind } from '../kind';
import { code } from '../wording';

export const annotatedDataclassArgument: ProblemKind = {
  code: 'annotated-dataclass-argument',
  ids: ['W-ANNOTATED-DC'],
  severity: 'warning',
  summary: 'A dataclass argument inside `Annotated` is ignored',
  word: () => `A dataclass argument inside ${code('Annotated[...]')} is ignored; state it on the attribute`,
};
