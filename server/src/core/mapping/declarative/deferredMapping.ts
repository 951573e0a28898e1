/** `AbstractConcreteBase`: mapped to the union of its subclasses' tables when mappers are configured (`ext/declarative/extensions.py`). */
import type { ClassValue, Value } from '../../evaluate/values';
import { constructMapper, startMapper, type MutableMapper } from '../createMapper';
import { adaptInherited } from '../configureProperties';
import { addClass } from './classRegistry';
import type { Mapper } from '../mapper';
import type { AliasSelectable, Column } from '../schema/schema';
import type { DeclarativeBase, MappingState } from '../state';
import { buildFor } from './assignAttribute';
import { directiveValue } from './classAttributes';
import { namedArgumentsOf, readMapperArguments } from './mapperArguments';
import { isDirectBaseOf } from './registries';

/** Only the class that names `AbstractConcreteBase` itself waits. */
export function isDeferred(_state: MappingState, cls: ClassValue): boolean {
  return isDirectBaseOf(cls, 'AbstractConcreteBase');
}

export function deferConcreteBase(state: MappingState, cls: ClassValue, base: DeclarativeBase): void {
  const mapper = startMapper(state, { cls, registry: base.registry, isDataclass: false, openReason: base.openReason });
  addClass(state, base.registry, mapper);
  state.deferredMappers.push(mapper);
}

/** Maps the classes that waited; those without mapped subclasses go on waiting. */
export function mapDeferred(state: MappingState): void {
  for (const mapper of state.deferredMappers.splice(0)) {
    const subMappers = concreteMappersBelow(state, mapper.cls);
    if (subMappers.length === 0) state.deferredMappers.push(mapper);
    else mapToUnion(state, mapper, subMappers);
  }
}

function concreteMappersBelow(state: MappingState, cls: ClassValue): readonly Mapper[] {
  return state.mappers.filter((mapper) => mapper.cls !== cls && mapper.cls.mro.includes(cls));
}

function mapToUnion(state: MappingState, mapper: MutableMapper, subMappers: readonly Mapper[]): void {
  const { cls } = mapper;
  const union = polymorphicUnion(subMappers);
  const stated = directiveValue(state, cls, '__mapper_args__');
  const none: Value = { kind: 'none' };
  const named = namedArgumentsOf(stated?.value ?? none, cls.nameAnchor);
  const args = readMapperArguments(state, cls, named.args, cls.nameAnchor, named.openReason);
  mapper.localTable = union;
  mapper.persistSelectable = union;
  state.mappersByClass.set(cls, mapper);
  constructMapper(state, mapper, { args, localTable: union, columnCopies: new Map() });
  for (const sub of subMappers) if (sub.inherits === undefined) setConcreteBase(state, sub, mapper);
}

/** `polymorphic_union(..., 'type', 'pjoin')`: the columns of the first table, that of the last subclass; what only other tables have is an expression. */
function polymorphicUnion(subMappers: readonly Mapper[]): AliasSelectable {
  const columns = new Map<string, Column>();
  const union: AliasSelectable = { kind: 'alias', name: 'pjoin', columns, isSubquery: true };
  const first = subMappers.at(-1)?.localTable;
  if (first !== undefined && first.kind !== 'join') {
    for (const [key, column] of first.columns) columns.set(key, { ...column, table: union, foreignKeys: [], proxyFor: column });
  }
  return union;
}

/** `Mapper._set_concrete_base`. */
function setConcreteBase(state: MappingState, sub: Mapper, base: Mapper): void {
  const mutable: MutableMapper = sub;
  mutable.inherits = base;
  mutable.inheritance = 'concrete';
  base.subMappers.push(sub);
  const build = buildFor(state, sub);
  for (const [key, property] of base.properties) if (!sub.properties.has(key)) adaptInherited({ ...build, mapperState: { ...build.mapperState, isConcrete: true } }, key, property);
}
