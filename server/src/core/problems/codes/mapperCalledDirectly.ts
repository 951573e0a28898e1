import type { ProblemKind } from '../kind';
import { code } from '../wording';

export const mapperCalledDirectly: ProblemKind = {
  code: 'mapper-called-directly',
  ids: ['E-DIRECT-MAPPER'],
  severity: 'error',
  summary: '`Mapper()` is called directly',
  word: () => `A class is mapped with ${code('registry.map_imperatively()')}, not with ${code('Mapper()')}`,
};
