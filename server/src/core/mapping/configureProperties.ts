/**
 * The mapper's properties in SQLAlchemy's order: explicit ones, inherited ones, columns of the table
 * (`orm/mapper.py: _configure_properties`, `_configure_property`, `_property_from_column`).
 */
import type { Anchor } from '../declarations/anchor';
import type { ClassValue, SymbolicCall } from '../evaluate/values';
import type { MapperBuild } from './createMapper';
import type { PropertySource } from './declarative/classScan';
import { isExcluded, isLeftOut, warnForDeclared } from './excludedProperties';
import { mapperText } from './mapperText';
import type { ColumnProperty, Mapper, MapperProperty, OtherProperty, Relationship, SqlAlchemyVersion } from './mapper';
import { createRelationship } from './relationship/createRelationship';
import { columnsOf } from './schema/schema';
import type { Column } from './schema/schema';
import { columnText } from './sql/print';
import { containsColumn, correspondingColumn, lineageOf, openReasonOf } from './sql/selectables';
import { argumentAt, flagOf, keyword, stringOf } from './values';

export function configureProperties(build: MapperBuild): void {
  readExclusions(build);
  const explicit = new ExplicitColumns();
  for (const [key, source] of build.args.properties) configureExplicit(build, key, source, explicit);
  inheritProperties(build, explicit);
  for (const column of columnsOf(build.mapper.persistSelectable)) configureColumn(build, column, explicit);
}

/** Explicit column properties of the local table, which are mapped in the table's order. */
class ExplicitColumns {
  readonly byColumn = new Map<Column, { readonly key: string; readonly property: ColumnProperty }>();
  readonly byKey = new Map<string, ColumnProperty>();

  set(key: string, property: ColumnProperty, columns: readonly Column[]): void {
    this.byKey.set(key, property);
    for (const column of columns) this.byColumn.set(column, { key, property });
  }
}

function readExclusions(build: MapperBuild): void {
  const { args, mapperState, state } = build;
  const read = (values: typeof args.includeProperties): readonly (string | Column)[] | undefined =>
    values?.flatMap((value): readonly (string | Column)[] => {
      if (value.kind === 'string') return [value.value];
      const column = state.columnOf(value);
      return column?.kind === 'found' ? [build.columnCopies.get(column.value) ?? column.value] : [];
    });
  mapperState.includeProperties = read(args.includeProperties);
  mapperState.excludeProperties = args.excludeProperties === undefined ? args.defaultExcluded : read(args.excludeProperties);
}

// ---------------------------------------------------------------- explicit properties

function configureExplicit(build: MapperBuild, key: string, source: PropertySource, explicit: ExplicitColumns): void {
  const { mapper, state } = build;
  const property = propertyOfSource(build, key, source);
  if (property === undefined) return;
  if (property.kind === 'columnProperty' && property.columns.some((column) => isLeftOut(build, key, column))) warnForDeclared(build, key, property.columns);
  const local = property.kind === 'columnProperty' ? property.columns.filter((column) => containsColumn(mapper.localTable, column)) : [];
  if (property.kind === 'columnProperty' && local.length > 0 && state.version !== '1.4') explicit.set(key, property, local);
  else setProperty(build, key, property);
  if (source.content.kind === 'synonym' && property.kind === 'synonym') mapSynonymColumn(build, source, property);
}

/** `synonym(name, map_column=True)`: the column called like the synonym is mapped under `name` instead (`orm/descriptor_props.py: SynonymProperty.set_parent`). */
function mapSynonymColumn(build: MapperBuild, { content, declaredOn, nameAnchor }: PropertySource, { key, synonymFor }: OtherProperty): void {
  const { mapper } = build;
  if (content.kind !== 'synonym' || content.call === undefined || synonymFor === undefined || !flagOf(argumentAt(content.call, 1, 'map_column'))) return;
  const column = columnsOf(mapper.persistSelectable).find((each) => each.key === key);
  if (column === undefined || mapper.properties.has(synonymFor)) return;
  setProperty(build, synonymFor, { kind: 'columnProperty', key: synonymFor, parent: mapper, declaredOn, nameAnchor, columns: [column] });
}

/** The property that a source asks for; undefined where it cannot be made. */
export function propertyOfSource(build: MapperBuild, key: string, source: PropertySource): MapperProperty | undefined {
  const { content, declaredOn, nameAnchor } = source;
  const base = { key, parent: build.mapper, declaredOn, nameAnchor };
  switch (content.kind) {
    case 'columns': {
      const columns = mappedColumns(build, key, content.columns, nameAnchor);
      return columns === undefined ? undefined : { ...base, kind: 'columnProperty', columns: [...columns] };
    }
    case 'columnProperty': {
      const columns = content.columns.map((column) => correspondingColumn(build.mapper.persistSelectable, column) ?? column);
      return { ...base, kind: 'columnProperty', columns, expression: content.expression };
    }
    case 'relationship': {
      const relationship = createRelationship(content.declaration, base, build.state);
      checkSecondName(build, content.call, relationship);
      return relationship;
    }
    case 'synonym':
      return synonymProperty(base, content.name, content.call === undefined ? undefined : stringOf(keyword(content.call, 'name')));
    case 'composite':
      return { ...base, kind: 'composite', columns: content.columns, call: content.call };
    case 'other':
      return { ...base, kind: 'other', call: content.call };
  }
}

/** One relationship object under two names: the later name takes it. */
function checkSecondName(build: MapperBuild, call: SymbolicCall, relationship: Relationship): void {
  const { state, mapper } = build;
  const earlier = state.relationshipsByCall.get(call);
  state.relationshipsByCall.set(call, relationship);
  if (earlier === undefined || earlier.parent !== mapper || earlier.key === relationship.key) return;
  mapper.properties.delete(earlier.key);
  if (state.version === '1.4') return;
  build.report({
    id: 'W-ASSIGNED-TWICE',
    exceptionClass: 'SAWarning',
    message:
      `ORM mapped property ${mapper.name}.${earlier.key} being assigned to attribute '${relationship.key}' is already associated with attribute '${earlier.key}'. ` +
      `The attribute will be de-associated from '${earlier.key}'.`,
    anchor: relationship.nameAnchor,
    related: [{ anchor: earlier.nameAnchor, message: 'the first name' }],
  });
}

function synonymProperty(base: { readonly key: string; readonly parent: Mapper; readonly declaredOn: ClassValue; readonly nameAnchor: Anchor }, name: string | undefined, named: string | undefined): OtherProperty {
  return { ...base, kind: 'synonym', synonymFor: name ?? named };
}

/** `_make_prop_from_column`: the mapper's own columns for those given. */
function mappedColumns(build: MapperBuild, key: string, columns: readonly Column[], anchor: Anchor): readonly Column[] | undefined {
  const { mapper } = build;
  const out: Column[] = [];
  for (const column of columns) {
    const own = correspondingColumn(mapper.persistSelectable, column) ?? correspondingColumn(mapper.localTable, column);
    if (own === undefined && mapper.openReason === undefined && openReasonOf(mapper.persistSelectable) === undefined) {
      reportNotInTable(build, key, column, anchor);
      return undefined;
    }
    out.push(own ?? column);
  }
  return out;
}

function reportNotInTable(build: MapperBuild, key: string, column: Column, anchor: Anchor): void {
  build.report({
    id: 'E-COL-NOT-IN-TABLE',
    exceptionClass: 'ArgumentError',
    message:
      `When configuring property '${key}' on ${mapperText(build.mapper, build.state.version)}, column '${columnText(column)}' is not represented in the mapper's table. ` +
      'Use the `column_property()` function to force this column to be mapped as a read-only attribute.',
    anchor,
  });
}

// ---------------------------------------------------------------- inherited properties

function inheritProperties(build: MapperBuild, explicit: ExplicitColumns): void {
  const { mapper } = build;
  if (mapper.inherits === undefined) return;
  for (const [key, inherited] of mapper.inherits.properties) {
    if (isExcluded(build, key, key, undefined, false)) continue;
    const incoming = explicit.byKey.get(key);
    if (incoming !== undefined) {
      const combined = reconcile(build, key, inherited, { incoming });
      explicit.set(key, combined, incoming.columns);
    } else if (!mapper.properties.has(key)) adaptInherited(build, key, inherited);
  }
}

/** `_adapt_inherited_property`: the same object, or a placeholder on a concrete mapper. */
export function adaptInherited(build: MapperBuild, key: string, inherited: MapperProperty): void {
  if (!build.mapperState.isConcrete) {
    setProperty(build, key, inherited);
    return;
  }
  if (isImplemented(build, key)) return;
  const { mapper } = build;
  setProperty(build, key, { kind: 'concreteInherited', key, parent: mapper, declaredOn: mapper.cls, nameAnchor: inherited.nameAnchor });
}

/** Whether the class has an attribute of its own under the name, so that nothing stands in for the parent's. */
function isImplemented(build: MapperBuild, key: string): boolean {
  return build.state.namespaceOf(build.mapper.cls).has(key);
}

// ---------------------------------------------------------------- columns

function configureColumn(build: MapperBuild, column: Column, explicit: ExplicitColumns): void {
  const { mapper, mapperState } = build;
  const stated = explicit.byColumn.get(column);
  if (stated !== undefined) {
    setProperty(build, stated.key, stated.property);
    return;
  }
  if (mapperState.columnToProperty.has(column)) return;
  const key = mapperState.columnPrefix + column.key;
  if (isExcluded(build, column.key, key, column, containsColumn(mapper.localTable, column))) return;
  const property = propertyFromColumn(build, keyOfAncestor(build, column) ?? key, column);
  if (property !== undefined) setProperty(build, property.key, property);
}

/** The name under which an ancestor maps the column. */
function keyOfAncestor(build: MapperBuild, column: Column): string | undefined {
  let key: string | undefined;
  for (let mapper: Mapper | undefined = build.mapper.inherits; mapper !== undefined; mapper = mapper.inherits) {
    key = build.state.mapperStates.get(mapper)?.columnToProperty.get(column)?.key ?? key;
  }
  return key;
}

/** `_property_from_column`. */
export function propertyFromColumn(build: MapperBuild, key: string, column: Column): ColumnProperty | undefined {
  const { mapper, state } = build;
  const existing = mapper.properties.get(key);
  if (existing?.kind === 'columnProperty') return reconcile(build, key, existing, { column });
  if (existing === undefined || existing.kind === 'concreteInherited') {
    return { kind: 'columnProperty', key, parent: mapper, declaredOn: ownerOf(build, key), nameAnchor: nameAnchorOf(build, key, column), columns: [column] };
  }
  build.report({
    id: 'E-PROP-COL-CONFLICT',
    exceptionClass: 'ArgumentError',
    message:
      `WARNING: when configuring property '${key}' on ${mapperText(mapper, state.version)}, column '${column.key}' conflicts with property '${propertyRepr(existing, state.version)}'. To resolve ` +
      "this, map the column to the class under a different name in the 'properties' dictionary.  Or, to remove all awareness of the column entirely (including its " +
      "availability as a foreign key), use the 'include_properties' or 'exclude_properties' mapper arguments to control specifically which table columns get mapped.",
    anchor: existing.nameAnchor,
    related: [{ anchor: column.anchor, message: 'the column' }],
  });
  return undefined;
}

/** By the kind of property, the name of its class before 2.0 and since. */
const PROPERTY_CLASSES: Readonly<Record<MapperProperty['kind'], readonly [string, string]>> = {
  relationship: ['RelationshipProperty', '_RelationshipDeclared'],
  synonym: ['SynonymProperty', 'Synonym'],
  composite: ['CompositeProperty', 'Composite'],
  columnProperty: ['ColumnProperty', 'ColumnProperty'],
  concreteInherited: ['ConcreteInheritedProperty', 'ConcreteInheritedProperty'],
  other: ['MapperProperty', 'MapperProperty'],
};

function propertyRepr(property: MapperProperty, version: SqlAlchemyVersion): string {
  const [before, since] = PROPERTY_CLASSES[property.kind];
  return `<${version === '1.4' ? before : since} at 0xADDR; ${property.key}>`;
}

function ownerOf(build: MapperBuild, key: string): ClassValue {
  return build.args.origins?.get(key)?.declaredOn ?? build.mapper.cls;
}

function nameAnchorOf(build: MapperBuild, key: string, column: Column): Anchor {
  return build.args.origins?.get(key)?.nameAnchor ?? column.anchor;
}

/** `_reconcile_prop_with_incoming_columns`: one attribute over the subclass's column and the parent's. */
function reconcile(build: MapperBuild, key: string, existing: MapperProperty, given: { readonly incoming: ColumnProperty; readonly column?: undefined } | { readonly incoming?: undefined; readonly column: Column }): ColumnProperty {
  const { mapper, mapperState } = build;
  const { incoming } = given;
  if (incoming !== undefined && (mapperState.isConcrete || existing.kind !== 'columnProperty')) return incoming;
  if (existing.kind !== 'columnProperty') return { kind: 'columnProperty', key, parent: mapper, declaredOn: mapper.cls, nameAnchor: existing.nameAnchor, columns: [] };
  const [existingColumn] = existing.columns;
  if (incoming !== undefined && existingColumn !== undefined && incoming.columns.includes(existingColumn)) return incoming;
  const column = incoming === undefined ? given.column : incoming.columns[0];
  if (column === undefined || existingColumn === undefined) return incoming ?? existing;
  const pair: readonly [Column, Column] = incoming === undefined ? [existingColumn, column] : [column, existingColumn];
  if (!isEquated(build, pair) && !sharesLineage(existingColumn, column) && existingColumn !== mapperState.versionIdColumn && column !== mapperState.versionIdColumn) {
    reportCombination(build, key, existing, column, incoming === undefined && existing.parent !== mapper);
  }
  return {
    kind: 'columnProperty',
    key,
    parent: mapper,
    declaredOn: incoming?.declaredOn ?? ownerOf(build, key),
    nameAnchor: incoming?.nameAnchor ?? nameAnchorOf(build, key, column),
    columns: [column, ...existing.columns],
  };
}

function isEquated(build: MapperBuild, [left, right]: readonly [Column, Column]): boolean {
  return build.mapperState.equatedPairs.some(([one, other]) => one === left && other === right);
}

function sharesLineage(one: Column, other: Column): boolean {
  const lineage = lineageOf(one);
  return lineageOf(other).some((each) => lineage.includes(each));
}

function reportCombination(build: MapperBuild, key: string, existing: ColumnProperty, column: Column, isWarning: boolean): void {
  if (build.mapper.inheritance === 'joined' && build.mapper.inheritCondition === undefined) return;
  const last = existing.columns.at(-1);
  build.report({
    id: 'W-IMPLICIT-COMBINE',
    exceptionClass: isWarning ? 'SAWarning' : 'InvalidRequestError',
    message: `Implicitly combining column ${last === undefined ? '' : columnText(last)} with column ${columnText(column)} under attribute '${key}'.  Please configure one or more attributes for these same-named columns explicitly.`,
    anchor: nameAnchorOf(build, key, column),
  });
}

/** `_configure_property`: puts the property into the mapper and its subclasses. */
export function setProperty(build: MapperBuild, key: string, property: MapperProperty): void {
  const { mapper, mapperState, state } = build;
  if (property.kind === 'columnProperty') {
    for (const column of property.columns) for (const each of lineageOf(column)) mapperState.columnToProperty.set(each, property);
  }
  mapper.properties.set(key, property);
  for (const sub of mapper.subMappers) {
    const subState = state.mapperStates.get(sub);
    if (subState !== undefined) adaptInherited({ ...build, mapper: sub, mapperState: subState }, key, property);
  }
}
