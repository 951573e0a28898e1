/** What each event of the program means to the mapping. */
import type { Anchor } from '../../declarations/anchor';
import { truthOf } from '../../evaluate/operators';
import type { ClassValue, ProgramEvent, SymbolicCall, Value } from '../../evaluate/values';
import { calleeName, isCallOf } from '../externals';
import { reportImport } from '../importFaults';
import type { Mapper } from '../mapper';
import { columnOfCall } from '../schema/createTable';
import type { MappingState } from '../state';
import { assignAttribute } from './assignAttribute';
import { callMade } from './callEvents';
import { ownFlag } from './classAttributes';
import { setupDeclarativeBase, setupMetaclassBase, unknownBaseOf } from './declarativeBases';
import { classDecorated } from './decoratedClasses';
import { deferConcreteBase, isDeferred } from './deferredMapping';
import { prepareFlaskModel } from './flaskModel';
import { mapClass } from './mapClass';
import { mappedColumnOf } from './mappedColumn';
import { baseOfClass, inheritsLibrary } from './registries';
import { mapSqlModel } from './sqlmodel';

export function handleEvent(state: MappingState, event: ProgramEvent): void {
  switch (event.kind) {
    case 'class':
      classCreated(state, event.cls);
      return;
    case 'unnamedClass':
      unnamedClassCreated(state, event.bases, event.reason);
      return;
    case 'classDecorated':
      classDecorated(state, event.cls, event.decorator);
      return;
    case 'call':
      state.warningFilters.add(event.call);
      callMade(state, event.call);
      return;
    case 'setAttribute':
      attributeSet(state, event);
      return;
    case 'deleteAttribute':
      attributeDeleted(state, event);
      return;
  }
}

// ---------------------------------------------------------------- classes

function classCreated(state: MappingState, cls: ClassValue): void {
  if (state.version !== '1.4' && setupDeclarativeBase(state, cls)) return;
  if (setupMetaclassBase(state, cls) && state.bases.has(cls)) {
    if (!ownFlag(state, cls, '__abstract__')) mapWithBase(state, cls);
    return;
  }
  mapWithBase(state, cls);
}

/** Its name and its table may be any. */
function unnamedClassCreated(state: MappingState, bases: readonly Value[], reason: string): void {
  for (const each of bases) {
    const registry = each.kind === 'class' ? baseOfClass(state, each)?.registry : undefined;
    if (registry === undefined) continue;
    registry.openReason ??= reason;
    registry.metadata.openReason ??= reason;
  }
}

function mapWithBase(state: MappingState, cls: ClassValue): void {
  const base = baseOfClass(state, cls) ?? unknownBaseOf(state, cls);
  if (base === undefined) return;
  if (base.kind === 'sqlmodel') {
    mapSqlModel(state, cls, base);
    return;
  }
  if (base.kind === 'flask') prepareFlaskModel(state, cls);
  if (ownFlag(state, cls, '__abstract__')) return;
  if (isDeferred(state, cls)) {
    deferConcreteBase(state, cls, base);
    return;
  }
  const reflected = inheritsLibrary(cls, 'DeferredReflection') ? 'columns are read from the database' : undefined;
  mapClass(state, cls, { registry: base.registry, base, openReason: base.openReason ?? reflected });
}

// ---------------------------------------------------------------- attributes

function attributeSet(state: MappingState, event: Extract<ProgramEvent, { kind: 'setAttribute' }>): void {
  const { target, name, value, anchor, valueAnchor } = event;
  if (target.kind === 'class') {
    const mapper = state.mappersByClass.get(target);
    if (mapper !== undefined && interceptsAttributes(state, target)) assignAttribute(state, target, mapper, name, value, anchor);
    state.setBinding(target, name, { value, anchor, valueAnchor });
    return;
  }
  if (isCallOf(target, 'Column', 'mapped_column')) columnChanged(state, target, name, value);
}

/** With `DeclarativeBaseNoMeta`, decorators and imperative mapping, assignments are not seen. */
function interceptsAttributes(state: MappingState, cls: ClassValue): boolean {
  return baseOfClass(state, cls)?.interceptsAttributes === true || inheritsLibrary(cls, 'MappedAsDataclass');
}

function columnChanged(state: MappingState, call: SymbolicCall, name: string, value: Value): void {
  const column = calleeName(call) === 'Column' ? columnOfCall(state, call) : mappedColumnOf(state, call).column;
  if (name === 'name' && value.kind === 'string') {
    if (column.key === '' || column.key === column.name) column.key = value.value;
    column.name = value.value;
  } else if (name === 'key' && value.kind === 'string') column.key = value.value;
  else if (name === 'nullable') column.nullable = truthOf(value) ?? column.nullable;
  else if (name === 'primary_key') column.primaryKey = truthOf(value) ?? column.primaryKey;
}

function attributeDeleted(state: MappingState, event: Extract<ProgramEvent, { kind: 'deleteAttribute' }>): void {
  const { target, name, anchor } = event;
  if (target.kind !== 'class') return;
  const mapper = state.mappersByClass.get(target);
  if (mapper?.properties.has(name) === true && interceptsAttributes(state, target)) reportUnmap(state, mapper, anchor);
  state.setBinding(target, name, undefined);
}

function reportUnmap(state: MappingState, mapper: Mapper, anchor: Anchor): void {
  reportImport(state, {
    id: 'E-UNMAP-ATTR',
    exceptionClass: 'NotImplementedError',
    message: "Can't un-map individual mapped attributes on a mapped class.",
    anchor,
    cls: mapper.cls,
  });
}
