/** The arguments of a `relationship(...)` call by SQLAlchemy's parameter names. */
import type { SymbolicCall, Value } from '../../evaluate/values';
import { calleeName } from '../externals';
import type { RelationshipArgument, RelationshipDeclaration, SqlAlchemyVersion } from '../mapper';

/** Parameters that may be given by position. In 1.4 all could be. */
const POSITIONAL: Readonly<Record<SqlAlchemyVersion, readonly string[]>> = {
  '1.4': [
    'argument', 'secondary', 'primaryjoin', 'secondaryjoin', 'foreign_keys', 'uselist', 'order_by', 'backref', 'back_populates', 'overlaps', 'post_update', 'cascade',
    'viewonly', 'lazy', 'collection_class', 'passive_deletes', 'passive_updates', 'remote_side', 'enable_typechecks', 'join_depth', 'comparator_factory', 'single_parent',
    'innerjoin', 'distinct_target_key', 'doc', 'active_history', 'cascade_backrefs', 'load_on_pending', 'bake_queries', '_local_remote_pairs', 'query_class', 'info',
    'omit_join', 'sync_backref', '_legacy_inactive_history_style',
  ],
  '2.0': ['argument', 'secondary'],
  '2.1': ['argument', 'secondary'],
};

/** Key of the n-th positional argument that the version does not accept. */
export function extraPositional(index: number): string {
  return `*${index}`;
}

export function declarationOfCall(call: SymbolicCall, version: SqlAlchemyVersion): RelationshipDeclaration {
  const names = POSITIONAL[version];
  const args = new Map<string, RelationshipArgument>();
  call.args.forEach((argument, index) => args.set(names[index] ?? extraPositional(index), argument));
  for (const [name, argument] of call.keywords) args.set(name, argument);
  if (calleeName(call) === 'dynamic_loader') args.set('lazy', { value: DYNAMIC, anchor: call.anchor });
  return {
    arguments: args,
    anchor: call.anchor,
    call,
    openReason: call.hasUnknownArguments ? 'arguments of the relationship are not written out' : undefined,
  };
}

const DYNAMIC: Value = { kind: 'string', value: 'dynamic' };
