/** Which columns and inherited properties the class itself keeps out of the mapping (`orm/mapper.py: _should_exclude`). */
import type { ClassValue, Value } from '../evaluate/values';
import type { MapperBuild } from './createMapper';
import { attributeKindOf } from './declarative/attributeKinds';
import { mroOf } from './declarative/classAttributes';
import type { Column } from './schema/schema';

export function isExcluded(build: MapperBuild, name: string, assignedName: string, column: Column | undefined, isLocal: boolean): boolean {
  const { state, mapper, mapperState } = build;
  const holders = isLocal ? [mapper.cls] : mroOf(state, mapper.cls);
  for (const holder of holders) {
    const answer = hidesIn(build, holder, assignedName);
    if (answer === true) return true;
    if (answer === false) break;
  }
  const { includeProperties, excludeProperties } = mapperState;
  if (includeProperties !== undefined && !includeProperties.includes(name) && !(column !== undefined && includeProperties.includes(column))) return true;
  return excludeProperties !== undefined && (excludeProperties.includes(name) || (column !== undefined && excludeProperties.includes(column)));
}

/** Whether the class has a value of its own that is no part of the mapping; undefined where it has none. */
function hidesIn(build: MapperBuild, holder: ClassValue, name: string): boolean | undefined {
  const { state } = build;
  if (holder !== build.mapper.cls && state.mappersByClass.get(holder)?.properties.has(name) === true) return false;
  const set = state.classStates.get(holder)?.attributes.get(name);
  if (set !== undefined && set.kind !== 'value') return false;
  const value = set?.kind === 'value' ? set.value : state.namespaceOf(holder).get(name)?.value;
  if (value === undefined || value.kind === 'none') return undefined;
  return isUserlandDescriptor(build, name, value);
}

/** `_is_userland_descriptor`. */
function isUserlandDescriptor(build: MapperBuild, name: string, value: Value): boolean {
  switch (attributeKindOf(build.state, value)) {
    case 'plain':
    case 'descriptor':
    case 'hybrid':
    case 'associationProxy':
      return !build.mapperState.dataclassFields.has(name);
    default:
      return false;
  }
}
