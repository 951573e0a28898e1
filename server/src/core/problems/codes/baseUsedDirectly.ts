import type { ProblemKind } from '../kind';
import { classOf, code } from '../wording';

export const baseUsedDirectly: ProblemKind = {
  code: 'base-used-directly',
  ids: ['E-BASE-DIRECT'],
  severity: 'error',
  summary: '`DeclarativeBase` itself is used as base of a mapped class',
  word: (fault) => `${classOf(fault)} subclasses \`DeclarativeBase\` directly; make a base first: ${code('class Base(DeclarativeBase): pass')}`,
};
