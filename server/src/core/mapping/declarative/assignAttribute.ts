/** Attributes set on a mapped class after its statement, and `add_property` (`orm/decl_base.py: _add_attribute`, `orm/mapper.py: add_property`). */
import type { Anchor } from '../../declarations/anchor';
import type { ClassValue, Value } from '../../evaluate/values';
import type { MapperBuild } from '../createMapper';
import { propertyFromColumn, propertyOfSource, setProperty } from '../configureProperties';
import { importFault, isWarningClass, reportImport, type ImportProblem } from '../importFaults';
import { mapperText, noAppendColumn } from '../mapperText';
import type { Mapper, MapperProperty } from '../mapper';
import { messages } from '../relationship/messages';
import { appendColumnLater, columnOfCall } from '../schema/createTable';
import type { Column } from '../schema/schema';
import type { MappingState } from '../state';
import { isNone } from '../values';
import { attributeKindOf, definingCall } from './attributeKinds';
import { collectDescriptors } from './descriptors';
import { mappedColumnOf, nameColumn } from './mappedColumn';
import { propertySource, readMapperArguments } from './mapperArguments';

/** `setattr(cls, name, value)` on a mapped class whose base intercepts it. */
export function assignAttribute(state: MappingState, cls: ClassValue, mapper: Mapper, name: string, value: Value, anchor: Anchor): void {
  const kind = attributeKindOf(state, value);
  switch (kind) {
    case 'column':
    case 'mappedColumn':
      assignColumn(state, mapper, name, value, anchor);
      return;
    case 'relationship':
    case 'columnProperty':
    case 'queryExpression':
    case 'synonym':
    case 'composite':
      addPropertyValue(state, mapper, name, value, anchor);
      return;
    case 'mappedAttribute':
      if (value.kind === 'attribute' && value.name !== name) addPropertyValue(state, mapper, name, value, anchor);
      return;
    case 'unknown':
      if (value.kind === 'dynamic') mapper.openReason ??= value.reason;
      return;
    default:
      collectDescriptors(state, cls, mapper);
  }
}

function assignColumn(state: MappingState, mapper: Mapper, name: string, value: Value, anchor: Anchor): void {
  const column = columnOfValue(state, value);
  if (column === undefined) return;
  nameColumn(column, name);
  const build = buildFor(state, mapper);
  if (mapper.localTable.kind !== 'table') {
    if (state.version === '1.4') {
      build.report({ id: 'E-ADD-ATTR', exceptionClass: 'AttributeError', message: noAppendColumn(mapper.localTable), anchor });
      return;
    }
    build.report({
      id: 'E-ADD-ATTR',
      exceptionClass: 'InvalidRequestError',
      message: `Cannot add a new attribute to mapped class '${mapper.name}' because it's not mapped against a table.`,
      anchor,
    });
    return;
  }
  let hasFailed = false;
  const fail = (id: string, exceptionClass: string, message: string, at: Anchor): void => {
    hasFailed = true;
    build.report({ id, exceptionClass, message, anchor: at });
  };
  appendColumnLater(state, mapper.localTable, column, fail, { allowReplacements: true, anchor });
  if (hasFailed) return;
  const property = propertyFromColumn(withOrigin(build, name, anchor), name, column);
  if (property !== undefined) placeProperty(build, name, property, anchor);
}

function columnOfValue(state: MappingState, value: Value): Column | undefined {
  const call = definingCall(value);
  if (call !== undefined && attributeKindOf(state, value) === 'mappedColumn') return mappedColumnOf(state, call).column;
  if (call !== undefined && value.kind === 'call' && value.callee.kind !== 'attribute') return columnOfCall(state, value);
  const found = state.columnOf(value);
  return found?.kind === 'found' ? found.value : undefined;
}

function withOrigin(build: MapperBuild, name: string, anchor: Anchor): MapperBuild {
  return { ...build, args: { ...build.args, origins: new Map([[name, { declaredOn: build.mapper.cls, nameAnchor: anchor }]]) } };
}

/** `Mapper.add_property(name, value)`. */
export function addPropertyValue(state: MappingState, mapper: Mapper, name: string, value: Value, anchor: Anchor): void {
  const source =
    value.kind === 'attribute' && attributeKindOf(state, value) === 'mappedAttribute'
      ? { declaredOn: mapper.cls, nameAnchor: anchor, content: { kind: 'synonym' as const, name: value.name } }
      : propertySource(state, mapper.cls, value, anchor);
  const build = buildFor(state, mapper);
  if (source === undefined) {
    mapper.openReason ??= `the property \`${name}\` is known at run time only`;
    return;
  }
  const property = propertyOfSource(build, name, source);
  if (property !== undefined) placeProperty(build, name, property, anchor);
}

function placeProperty(build: MapperBuild, name: string, property: MapperProperty, anchor: Anchor): void {
  warnOfClassAttribute(build, name, property, anchor);
  putProperty(build, name, property, anchor);
}

/** Since 2.0 a property that takes the place of something else on the class is warned about. */
function warnOfClassAttribute({ mapper, state }: MapperBuild, name: string, property: MapperProperty, anchor: Anchor): void {
  const own = state.namespaceOf(mapper.cls).get(name);
  if (state.version === '1.4' || own === undefined || isNone(own.value) || property.kind === 'synonym' || mapper.properties.has(name)) return;
  const related = [{ anchor: own.anchor, message: `\`${mapper.name}.${name}\` is here` }];
  const message = messages.replacesClassAttribute(mapper, name, state.version);
  reportImport(state, { id: 'W-REPLACE-PROP', exceptionClass: 'SADeprecationWarning', message, anchor, cls: mapper.cls, related, data: { name, target: mapper.name } });
}

/** `_configure_property(warn_for_existing=True)`. */
export function putProperty(build: MapperBuild, name: string, property: MapperProperty, anchor: Anchor): void {
  warnReplacement(build, name, property, anchor);
  setProperty(build, name, property);
  if (build.mapperState.isConfigured) build.state.configureAdded(property);
}

function warnReplacement(build: MapperBuild, name: string, property: MapperProperty, anchor: Anchor): void {
  const { mapper, state } = build;
  const existing = mapper.properties.get(name);
  if (existing === undefined || existing.kind === 'concreteInherited' || property.kind === 'synonym' || existing === property) return;
  if (state.version === '1.4') {
    if (property.kind === 'columnProperty' || existing.kind === 'columnProperty') return;
    reportImport(state, {
      id: 'W-REPLACE-PROP',
      exceptionClass: 'SAWarning',
      message: `Property ${mapper.name}.${name} on ${mapperText(mapper, state.version)} being replaced with new property ${mapper.name}.${name}; the old property will be discarded`,
      anchor,
      cls: mapper.cls,
    });
    return;
  }
  reportImport(state, {
    id: 'W-REPLACE-PROP',
    exceptionClass: 'SADeprecationWarning',
    message:
      `User-placed attribute ${mapper.name}.${name} on ${mapperText(mapper, state.version)} is replacing an existing ORM-mapped attribute.  Behavior is not fully defined in ` +
      'this case.  This use is deprecated and will raise an error in a future release',
    anchor,
    cls: mapper.cls,
    related: [{ anchor: existing.nameAnchor, message: 'the attribute that is replaced' }],
  });
}

/** What the steps of construction need, for a mapper that is already there. */
export function buildFor(state: MappingState, mapper: Mapper): MapperBuild {
  const mapperState = state.mapperStates.get(mapper);
  if (mapperState === undefined) throw new Error(`no state of ${mapper.entity}`);
  const report = (problem: ImportProblem): void => {
    if (mapperState.hasFailed) return;
    const fault = importFault({ cls: mapper.cls, ...problem });
    if (!isWarningClass(problem.exceptionClass)) mapperState.hasFailed = true;
    state.report({ ...fault, mapper });
  };
  return { state, mapper, mapperState, args: readMapperArguments(state, mapper.cls, new Map(), mapper.cls.nameAnchor), columnCopies: new Map(), report };
}
