import type { ProblemKind } from '../kind';

export const dataclassDefaultCallable: ProblemKind = {
  code: 'dataclass-default-callable',
  ids: ['W-DC-CALLABLE'],
  severity: 'warning',
  summary: 'A function as dataclass default is ambiguous',
  word: () => `A function as \`default\` of a dataclass field is ambiguous; use \`insert_default\` or \`default_factory\``,
};
