import type { ProblemKind } from '../kind';
import { code, valuesIn } from '../wording';

export const annotationNotMapped: ProblemKind = {
  code: 'annotation-not-mapped',
  ids: ['E-ANN-UNMAPPED'],
  severity: 'error',
  summary: 'An annotation of a mapped attribute is not `Mapped[]`',
  word(fault) {
    const [, attribute = ''] = valuesIn(fault, /^Type annotation for "(.+?)\.(\w+)"/);
    return `The annotation of ${code(attribute)} is not ${code('Mapped[...]')}; wrap it in \`Mapped\`, or in \`ClassVar\` when it is not to be mapped`;
  },
};
