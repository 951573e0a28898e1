import type { ProblemKind } from '../kind';
import { code, subjectOf, valuesIn } from '../wording';

export const viewonlyWithWritingFlag: ProblemKind = {
  code: 'viewonly-with-writing-flag',
  ids: ['W-VIEWONLY-FLAG'],
  severity: 'warning',
  summary: 'A flag about writing stands on a read-only relationship',
  tags: ['unnecessary'],
  word(fault) {
    const [flag = ''] = valuesIn(fault, /^Setting (\S+) on relationship/);
    return `${code(flag)} has no effect on ${subjectOf(fault)}, which is read only (\`viewonly=True\`); remove it`;
  },
};
