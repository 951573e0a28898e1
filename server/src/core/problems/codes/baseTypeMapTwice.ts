import type { ProblemKind } from '../kind';
import { classOf } from '../wording';

export const baseTypeMapTwice: ProblemKind = {
  code: 'base-type-map-twice',
  ids: ['E-BASE-TAM'],
  severity: 'error',
  summary: 'A base states both a registry and a type map',
  word: (fault) => `${classOf(fault)} states both \`registry\` and \`type_annotation_map\`; give the map to the registry`,
};
