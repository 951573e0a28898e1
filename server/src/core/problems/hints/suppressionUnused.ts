import type { ProblemKind } from '../kind';
import { code } from '../../display/names';

/** Found when problems are placed, since only then it is known which comments are needed. */
export const suppressionUnused: ProblemKind = {
  code: 'suppression-unused',
  ids: ['H-NOQA'],
  severity: 'hint',
  tags: ['unnecessary'],
  summary: 'A comment silences a problem that is not there',
  word: (fault) => `${code(String(fault.data?.['code'] ?? ''))} is not reported here, so nothing has to be silenced; remove it`,
};
