import type { ProblemKind } from '../kind';
import { code, subjectOf, valuesIn } from '../wording';

export const cascadeOnViewonly: ProblemKind = {
  code: 'cascade-on-viewonly',
  ids: ['E-CASCADE-VIEWONLY'],
  severity: 'error',
  summary: 'A cascade that writes stands on a read-only relationship',
  word(fault) {
    const [options = ''] = valuesIn(fault, /^Cascade settings? "?(.+?)"? appl/);
    return `${subjectOf(fault)} is read only (\`viewonly=True\`), so it cannot cascade ${code(options)}; remove \`cascade\``;
  },
};
