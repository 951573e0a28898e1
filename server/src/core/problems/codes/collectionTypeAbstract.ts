import type { ProblemKind } from '../kind';
import { code, shortClassName, subjectOf, valuesIn } from '../wording';

export const collectionTypeAbstract: ProblemKind = {
  code: 'collection-type-abstract',
  ids: ['E-REL-COLLECTION'],
  severity: 'error',
  summary: 'The annotation\'s collection type cannot be made',
  word(fault) {
    const [type = ''] = valuesIn(fault, /^Collection annotation type (.+?) cannot be instantiated/);
    return `${subjectOf(fault)} is annotated with ${code(shortClassName(type))}, which cannot be instantiated; use \`list\` or \`set\`, or state \`collection_class\``;
  },
};
