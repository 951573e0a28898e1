import type { ProblemKind } from '../kind';
import { code } from '../wording';

const REPLACEMENTS: Readonly<Record<string, string>> = { relation: 'relationship()', mapper: 'registry.map_imperatively()', Mapper: 'registry.map_imperatively()' };

export const deprecatedCall: ProblemKind = {
  code: 'deprecated-call',
  ids: ['W-DEPRECATED-CALL'],
  severity: 'warning',
  summary: 'A function of the 1.x interface is called',
  tags: ['deprecated'],
  word: ({ data }) => {
    const name = typeof data?.['name'] === 'string' ? data['name'] : '';
    if (data?.['moved'] === true) return `${code(`${name}()`)} of ${code('sqlalchemy.ext.declarative')} is deprecated; import it from ${code('sqlalchemy.orm')}`;
    return `${code(`${name}()`)} is deprecated and gone in 2.0; use ${code(REPLACEMENTS[name] ?? 'sqlalchemy.orm')}`;
  },
};
