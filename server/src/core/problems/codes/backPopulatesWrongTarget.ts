import type { ProblemKind } from '../kind';
import { classOf, code, subjectOf } from '../wording';

export const backPopulatesWrongTarget: ProblemKind = {
  code: 'back-populates-wrong-target',
  ids: ['E-BP-TARGET'],
  severity: 'error',
  summary: 'The relationship named in `back_populates` leads to another class',
  word(fault) {
    const name = fault.relationship?.backPopulates ?? fault.relationship?.declaration.arguments.get('back_populates')?.value;
    const key = typeof name === 'string' ? name : name?.kind === 'string' ? name.value : '';
    const other = fault.relationship?.target?.properties.get(key);
    const leads = other?.kind === 'relationship' && other.target !== undefined ? `, but that leads to ${code(other.target.name)}, not to ${classOf(fault)}` : `, which does not lead back to ${classOf(fault)}`;
    return `${subjectOf(fault)} names ${code(`${fault.relationship?.target?.name ?? ''}.${key}`)} as its other side${leads}`;
  },
};
