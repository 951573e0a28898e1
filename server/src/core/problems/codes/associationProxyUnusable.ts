import type { ProblemKind } from '../kind';
import { plainMessage, subjectOf } from '../wording';

export const associationProxyUnusable: ProblemKind = {
  code: 'association-proxy-unusable',
  ids: ['E-ASSOC-PROXY'],
  severity: 'warning',
  summary: 'An association proxy names attributes that do not exist',
  word: (fault) => `The association proxy ${subjectOf(fault)} cannot work: ${plainMessage(fault)}`,
};
