/** `aliased(...)` and other aliases of FROM objects (`orm/util.py: AliasedClass`, `sql/selectable.py: Alias`). */
import type { SymbolicCall } from '../../evaluate/values';
import { calleeName } from '../externals';
import type { Mapper, SqlAlchemyVersion } from '../mapper';
import { columnsOf } from '../schema/schema';
import type { AliasSelectable, Column, Selectable } from '../schema/schema';
import { objectOf } from './coerce';
import { dynamicObject } from './sqlObject';
import type { AliasedObject, DynamicObject, SqlEnvironment, SqlObject } from './sqlObject';

/** `aliased(User)`, `aliased(User, subquery, name=…)`; undefined where the call is something else. */
export function aliasedEntityOf(call: SymbolicCall, env: SqlEnvironment): AliasedObject | DynamicObject | undefined {
  if (!['aliased', 'AliasedClass'].includes(calleeName(call) ?? '')) return undefined;
  const argument = (position: number, name: string): SqlObject | undefined => {
    const given = call.keywords.get(name) ?? call.args[position];
    return given === undefined || given.value.kind === 'none' ? undefined : objectOf(given.value, env.context);
  };
  const entity = argument(0, 'element');
  const selectable = argument(1, 'alias');
  const nameValue = (call.keywords.get('name') ?? call.args[2])?.value;
  return aliasedEntity(entity, selectable, nameValue?.kind === 'string' ? nameValue.value : undefined, env.context.version);
}

/** The alias of an entity over its own or a given selectable; undefined for what is no mapped class. */
export function aliasedEntity(entity: SqlObject | undefined, over: SqlObject | undefined, name: string | undefined, version: SqlAlchemyVersion): AliasedObject | DynamicObject | undefined {
  const mapper = entity?.kind === 'entity' || entity?.kind === 'aliased' || entity?.kind === 'classColumns' || entity?.kind === 'mapper' ? entity.mapper : undefined;
  if (mapper === undefined) return entity?.kind === 'dynamic' ? entity : undefined;
  if (over === undefined) return { kind: 'aliased', mapper, selectable: mapperAlias(mapper, name, version) };
  return over.kind === 'selectable' ? { kind: 'aliased', mapper, selectable: over.selectable } : dynamicObject('the selectable of an alias');
}

function mapperAlias(mapper: Mapper, name: string | undefined, version: SqlAlchemyVersion): AliasSelectable {
  return aliasOf(mapper.persistSelectable, { version, name, isSubquery: mapper.persistSelectable.kind === 'join' });
}

export interface AliasOptions {
  readonly version: SqlAlchemyVersion;
  readonly name?: string;
  readonly isSubquery: boolean;
}

/** An alias with a proxy of every column. */
export function aliasOf(element: Selectable, { name, isSubquery, version }: AliasOptions): AliasSelectable {
  const anonymous = element.kind === 'table' && !isSubquery ? `${element.name}_1` : element.kind === 'alias' && !isSubquery ? `${element.name.replace(/_\d+$/, '')}_1` : 'anon_1';
  const columns = new Map<string, Column>();
  const alias: AliasSelectable = {
    kind: 'alias',
    name: name ?? anonymous,
    isAnonymous: name === undefined,
    isPlainlyNumbered: version === '1.4',
    element,
    columns,
    isSubquery,
    openReason: element.kind === 'join' ? undefined : element.openReason,
  };
  for (const column of columnsOf(element)) {
    const key = element.kind === 'join' && column.table?.kind === 'table' ? `${column.table.name}_${column.key}` : column.key;
    const columnName = element.kind === 'join' && column.table?.kind === 'table' ? `${column.table.name}_${column.name}` : column.name;
    columns.set(key, { ...column, key, name: columnName, table: alias, foreignKeys: [], proxyFor: column });
  }
  return alias;
}
