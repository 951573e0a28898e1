import type { ProblemKind } from '../kind';
import { code, listOf, subjectOf, valuesIn } from '../wording';

export const relationshipOverlaps: ProblemKind = {
  code: 'relationship-overlaps',
  ids: ['W-OVERLAP'],
  severity: 'warning',
  summary: 'Two relationships write the same column without knowing of each other',
  word(fault) {
    const [, source = '', target = '', others = '', overlaps = ''] = valuesIn(fault, /^relationship '(.+?)' will copy column (.+?) to column (.+?), which conflicts with relationship\(s\): (.+?)\. If this is not.+overlaps="(.+?)"'/s);
    const names = [...others.matchAll(/'(.+?)' \(copies/g)].map((match) => code(match[1] ?? ''));
    return `${subjectOf(fault)} and ${listOf(names)} both write ${code(target)} (here from ${code(source)}); link them with \`back_populates\`, make one \`viewonly=True\`, or say it is meant with ${code(`overlaps="${overlaps}"`)}`;
  },
};
