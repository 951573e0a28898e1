import { didYouMean } from '../didYouMean';
import type { ProblemKind } from '../kind';
import { code, valuesIn } from '../wording';

export const keywordUnknown: ProblemKind = {
  code: 'keyword-unknown',
  ids: ['E-REL-KW'],
  severity: 'error',
  summary: '`relationship()` is given a keyword it does not know',
  word(fault) {
    const [name = ''] = valuesIn(fault, /unexpected keyword argument '(.+?)'/);
    return `${code('relationship()')} has no argument ${code(name)}${didYouMean(name, RELATIONSHIP_KEYWORDS)}`;
  },
};

/** The keywords of `relationship()`, private ones apart (`orm/_orm_constructors.py`). */
export const RELATIONSHIP_KEYWORDS: readonly string[] = [
  'argument', 'secondary', 'uselist', 'collection_class', 'primaryjoin', 'secondaryjoin', 'back_populates', 'order_by', 'backref', 'overlaps', 'post_update',
  'cascade', 'viewonly', 'init', 'repr', 'default', 'default_factory', 'compare', 'kw_only', 'hash', 'lazy', 'passive_deletes', 'passive_updates', 'active_history',
  'enable_typechecks', 'foreign_keys', 'remote_side', 'join_depth', 'comparator_factory', 'single_parent', 'innerjoin', 'distinct_target_key', 'load_on_pending',
  'query_class', 'info', 'omit_join', 'sync_backref', 'doc', 'bake_queries', 'cascade_backrefs', 'dataclass_metadata',
];
