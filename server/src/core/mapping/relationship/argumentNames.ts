/** The parameters of `relationship(...)` by release (`orm/relationships.py: RelationshipProperty.__init__`, `orm/_orm_constructors.py: relationship`). */
import type { SqlAlchemyVersion } from '../mapper';

const COMMON =
  'argument secondary uselist collection_class primaryjoin secondaryjoin back_populates order_by backref overlaps post_update cascade viewonly lazy passive_deletes ' +
  'passive_updates active_history enable_typechecks foreign_keys remote_side join_depth comparator_factory single_parent innerjoin distinct_target_key load_on_pending ' +
  'query_class info omit_join sync_backref doc bake_queries cascade_backrefs _local_remote_pairs _legacy_inactive_history_style';
const DATACLASS = 'init repr default default_factory compare kw_only hash';

const NAMES: Readonly<Record<SqlAlchemyVersion, ReadonlySet<string>>> = {
  '1.4': new Set(COMMON.split(' ')),
  '2.0': new Set(`${COMMON} ${DATACLASS} dataclass_metadata attribute_options`.split(' ')),
  '2.1': new Set(`${COMMON} ${DATACLASS} dataclass_metadata attribute_options`.split(' ')),
};

/** Accepted only through `**kw`, not among the keyword-only parameters of the function. */
const NOT_IN_SIGNATURE: ReadonlySet<string> = new Set(['doc', 'bake_queries', 'cascade_backrefs', '_local_remote_pairs', '_legacy_inactive_history_style', 'attribute_options']);

export function isRelationshipParameter(name: string, version: SqlAlchemyVersion): boolean {
  return NAMES[version].has(name);
}

/** For suggestions. */
export function relationshipParameters(version: SqlAlchemyVersion): readonly string[] {
  return [...NAMES[version]].filter((name) => !name.startsWith('_'));
}

export function isKeywordOnly(name: string, version: SqlAlchemyVersion): boolean {
  return name !== 'argument' && name !== 'secondary' && NAMES[version].has(name) && !NOT_IN_SIGNATURE.has(name);
}
