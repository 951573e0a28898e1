import type { ProblemKind } from '../kind';
import { code, subjectOf, valuesIn } from '../wording';

export const backrefExists: ProblemKind = {
  code: 'backref-exists',
  ids: ['E-BR-EXISTS'],
  severity: 'error',
  summary: 'A backref would overwrite an attribute that exists',
  word(fault) {
    const [name = '', , mapper = ''] = valuesIn(fault, /^Error creating backref '(.+?)' on relationship '(.+?)': property of that name exists on mapper '(.+)'$/s);
    const owner = /(?:Mapper\[|mapped class )(\w+)/.exec(mapper)?.[1] ?? fault.relationship?.target?.name ?? '';
    const existing = fault.relationship?.target?.properties.get(name);
    const isRelationship = existing?.kind === 'relationship';
    return `\`backref\` of ${subjectOf(fault)} would make ${code(`${owner}.${name}`)}, which exists already; ${isRelationship ? 'pair the two with `back_populates` on both sides' : 'choose another name'}`;
  },
};
