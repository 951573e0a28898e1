import type { ProblemKind } from '../kind';
import { code, plainMessage } from '../wording';

export const annotationNoColumnType: ProblemKind = {
  code: 'annotation-no-column-type',
  ids: ['E-ANN-NOTYPE'],
  severity: 'error',
  summary: 'No column type is known for the annotated Python type',
  word: (fault) => `There is no column type for the annotated Python type; state one in ${code('mapped_column(...)')}: ${plainMessage(fault)}`,
};
