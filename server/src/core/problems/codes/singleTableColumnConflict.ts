import type { ProblemKind } from '../kind';
import { classOf, code, valuesIn } from '../wording';

export const singleTableColumnConflict: ProblemKind = {
  code: 'single-table-column-conflict',
  ids: ['E-STI-CONFLICT'],
  severity: 'error',
  summary: 'Two subclasses that share a table add the same column',
  word(fault) {
    const [column = '', , existing = ''] = valuesIn(fault, /^Column '(.+?)' on class (.+?) conflicts with existing column '(.+?)'/s);
    return `${classOf(fault)} adds column ${code(column)} to a table that has it already (${code(existing)}); say \`use_existing_column=True\` to share it`;
  },
};
