/** Which columns and inherited properties the class itself keeps out of the mapping (`orm/mapper.py: _should_exclude`). */
import type { ClassValue, Value } from '../evaluate/values';
import type { MapperBuild } from './createMapper';
import { attributeKindOf } from './declarative/attributeKinds';
import { mroOf } from './declarative/classAttributes';
import { classText } from '../evaluate/pythonText';
import type { Column } from './schema/schema';

export function isExcluded(build: MapperBuild, name: string, assignedName: string, column: Column | undefined, isLocal: boolean): boolean {
  const { state, mapper } = build;
  const holders = isLocal ? [mapper.cls] : mroOf(state, mapper.cls);
  for (const holder of holders) {
    const answer = hidesIn(build, holder, assignedName);
    if (answer === true) return true;
    if (answer === false) break;
  }
  const isOut = isLeftOut(build, name, column);
  if (isOut && column !== undefined) warnForDeclared(build, name, [column]);
  return isOut;
}

/** `include_properties` and `exclude_properties`. */
export function isLeftOut(build: MapperBuild, name: string, column: Column | undefined): boolean {
  const { includeProperties, excludeProperties } = build.mapperState;
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

/** Columns that the class itself declares are not to be left out (2.1). */
export function warnForDeclared(build: MapperBuild, name: string, columns: readonly Column[]): void {
  const { state, mapper, args } = build;
  if (state.version !== '2.1' || !columns.some((column) => args.declaredColumns?.includes(column) === true)) return;
  build.report({
    id: 'W-EXCLUDED',
    exceptionClass: 'SADeprecationWarning',
    message:
      `Attribute '${name}' declared on class ${classText(mapper.cls)} is excluded from the mapping by the exclude_properties / include_properties mapper arguments; ` +
      'excluding attributes that are declared on the class is deprecated, and does not reliably remove them from the mapping.  To declare a column that is part of the ' +
      'Table but is not mapped, use the Unmapped[] annotation with unmapped_column().',
    anchor: columns[0]?.anchor ?? mapper.cls.nameAnchor,
  });
}
