import type { ProblemKind } from '../kind';
import { plainMessage } from '../wording';

export const synonymMapColumn: ProblemKind = {
  code: 'synonym-map-column',
  ids: ['E-SYN-MAP'],
  severity: 'error',
  summary: '`synonym(map_column=True)` meets a column that is mapped already',
  word: (fault) => `\`map_column=True\` of the synonym meets a column that is mapped already: ${plainMessage(fault)}`,
};
