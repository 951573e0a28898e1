import type { ProblemKind } from '../kind';
import { code, listOf, numberWord, valuesIn } from '../wording';

export const nameAmbiguous: ProblemKind = {
  code: 'name-ambiguous',
  ids: ['E-NAME-AMBIG'],
  severity: 'error',
  summary: 'A class name that two mapped classes share is used without its module',
  word(fault) {
    const [path = ''] = valuesIn(fault, /for path "(.+?)" in the registry/);
    const candidates = fault.relationship?.parent.registry.classesByName.get(path) ?? [];
    const choices = candidates.length === 0 ? '' : ` (${listOf(candidates.map(({ entity }) => code(entity)))})`;
    return `${numberWord(Math.max(2, candidates.length))} mapped classes are called ${code(path)}${choices}; name the one meant with its module`;
  },
};
