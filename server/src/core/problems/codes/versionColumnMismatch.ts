import type { ProblemKind } from '../kind';
import { classOf } from '../wording';

export const versionColumnMismatch: ProblemKind = {
  code: 'version-column-mismatch',
  ids: ['W-VERSION-COL'],
  severity: 'warning',
  summary: 'A subclass has another version column than its parent',
  word: (fault) => `${classOf(fault)} states another \`version_id_col\` than its parent`,
};
