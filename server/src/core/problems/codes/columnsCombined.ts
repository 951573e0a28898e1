import type { ProblemKind } from '../kind';
import { code, valuesIn } from '../wording';

export const columnsCombined: ProblemKind = {
  code: 'columns-combined',
  ids: ['W-IMPLICIT-COMBINE', 'E-IMPLICIT-COMBINE'],
  severity: 'warning',
  summary: 'Two different columns stand under one attribute',
  word(fault) {
    const [first = '', second = '', attribute = ''] = valuesIn(fault, /combining column (.+?) with column (.+?) under attribute '(.+?)'/s);
    return `${code(`${fault.mapper?.name ?? fault.className ?? ''}.${attribute}`)} stands for two columns, ${code(first)} and ${code(second)}; give one of them another attribute name`;
  },
};
