import { didYouMean } from '../didYouMean';
import type { ProblemKind } from '../kind';
import { code, valuesIn } from '../wording';

export const columnKeywordUnknown: ProblemKind = {
  code: 'column-keyword-unknown',
  ids: ['E-COL-KW'],
  severity: 'error',
  summary: 'A column or table is given a keyword it does not know',
  word(fault) {
    const [name = ''] = valuesIn(fault, /got '(.+?)'/);
    return `There is no argument ${code(name)}${didYouMean(name, COLUMN_KEYWORDS)}`;
  },
};

/** The keywords of `Column` and `mapped_column`. */
export const COLUMN_KEYWORDS: readonly string[] = [
  'name', 'type_', 'autoincrement', 'default', 'insert_default', 'doc', 'key', 'index', 'unique', 'info', 'nullable', 'onupdate', 'primary_key', 'server_default', 'server_onupdate',
  'quote', 'system', 'comment', 'sort_order', 'use_existing_column', 'deferred', 'deferred_group', 'init', 'repr', 'default_factory', 'compare', 'kw_only', 'active_history',
];
