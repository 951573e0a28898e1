/** The mapper's primary key (`orm/mapper.py: _configure_pks`, `sql/util.py: reduce_columns`). */
import type { MapperBuild } from './createMapper';
import type { PlacedDirective } from './declarative/classScan';
import { mapperText, selectableDescription } from './mapperText';
import { resolveForeignKey } from './schema/createForeignKey';
import { columnsOf } from './schema/schema';
import type { Column, Selectable } from './schema/schema';
import { correspondingColumn, lineageOf, openReasonOf } from './sql/selectables';
import { binariesIn } from './sql/traverse';
import { describe } from './pythonText';
import { reprOf } from '../evaluate/pythonText';

export function configurePrimaryKey(build: MapperBuild): void {
  const { mapper, args } = build;
  const mapped = new Set([...build.mapperState.columnToProperty.keys()].flatMap(lineageOf));
  const explicit = args.primaryKey === undefined ? undefined : args.primaryKey.map((given) => explicitColumn(build, given)).filter((column) => column !== undefined);
  const own = primaryKeyOf(mapper.persistSelectable, mapped);
  if (explicit === undefined && own.length === 0) {
    reportNone(build);
    return;
  }
  if (explicit === undefined && mapper.localTable.kind === 'table' && primaryKeyOf(mapper.localTable, mapped).length === 0) warnLocal(build, mapper.localTable.name);
  if (mapper.inherits !== undefined && !args.isConcrete && explicit === undefined) {
    mapper.primaryKey.push(...mapper.inherits.primaryKey);
    return;
  }
  const columns = explicit?.map((column) => correspondingColumn(mapper.persistSelectable, column) ?? column) ?? reduceColumns(own);
  mapper.primaryKey.push(...columns);
}

/** The selectable's primary key, when all of it is mapped. */
function primaryKeyOf(selectable: Selectable, mapped: ReadonlySet<Column>): readonly Column[] {
  const columns = selectablePrimaryKey(selectable);
  return columns.every((column) => mapped.has(column)) ? columns : [];
}

/** `FromClause.primary_key`. */
export function selectablePrimaryKey(selectable: Selectable): readonly Column[] {
  switch (selectable.kind) {
    case 'table':
      return selectable.primaryKey;
    case 'alias':
      return [...selectable.columns.values()].filter((column) => column.primaryKey);
    case 'join': {
      const columns = columnsOf(selectable).filter((column) => column.primaryKey);
      return reduceColumns(columns, selectable);
    }
  }
}

/** Leaves out columns that a foreign key, or an equality of the join, makes equal to another column of the list. */
export function reduceColumns(columns: readonly Column[], join?: Extract<Selectable, { kind: 'join' }>): readonly Column[] {
  const omitted = new Set<Column>();
  for (const column of columns) {
    for (const foreignKey of lineageOf(column).flatMap((each) => each.foreignKeys)) {
      const target = resolveForeignKey(foreignKey);
      if (target.kind !== 'column') continue;
      const lineage = lineageOf(target.column);
      if (columns.some((other) => other !== column && lineageOf(other).some((each) => lineage.includes(each)))) omitted.add(column);
    }
  }
  if (join !== undefined) omitEquated(columns, join, omitted);
  return columns.filter((column) => !omitted.has(column));
}

function omitEquated(columns: readonly Column[], join: Extract<Selectable, { kind: 'join' }>, omitted: Set<Column>): void {
  for (const binary of binariesIn(join.onclause)) {
    if (binary.operator !== '=' || binary.left.kind !== 'columnReference' || binary.right.kind !== 'columnReference') continue;
    const kept = columns.filter((column) => !omitted.has(column));
    const { column: right } = binary.right;
    if (kept.includes(binary.left.column) && kept.includes(right)) {
      const equated = [...columns].reverse().find((column) => lineageOf(column).some((each) => lineageOf(right).includes(each)));
      if (equated !== undefined) omitted.add(equated);
    }
  }
}

function explicitColumn(build: MapperBuild, given: PlacedDirective): Column | undefined {
  const { state, mapper } = build;
  if (given.value.kind === 'string' && state.version === '1.4') {
    build.report({ id: 'E-MAPPER-ARG-COL', exceptionClass: 'AttributeError', message: "'str' object has no attribute 'table'", anchor: given.anchor });
    return undefined;
  }
  if (given.value.kind === 'string') return columnOfAttribute(build, given, given.value.value);
  const column = state.columnOf(given.value);
  if (column?.kind === 'found') return build.columnCopies.get(column.value) ?? column.value;
  mapper.openReason ??= 'a column of the primary key is known at run time only';
  return undefined;
}

/** `_str_arg_to_mapped_col`. */
function columnOfAttribute(build: MapperBuild, given: PlacedDirective, key: string): Column | undefined {
  const property = build.mapper.properties.get(key);
  if (property?.kind === 'columnProperty' && property.expression === undefined && property.columns[0] !== undefined) return property.columns[0];
  if (property === undefined && build.mapper.openReason !== undefined) return undefined;
  const reason = property === undefined ? `column '${key}' - no attribute is mapped to this name.` : `column '${key}'; property does not refer to a single mapped Column`;
  build.report({ id: 'E-MAPPER-ARG-COL', exceptionClass: 'ArgumentError', message: `Can't determine primary_key ${reason}`, anchor: given.anchor, data: { name: reprOf(given.value) ?? describe(given.value) } });
  return undefined;
}

function reportNone(build: MapperBuild): void {
  const { mapper, state } = build;
  if (mapper.openReason !== undefined || openReasonOf(mapper.persistSelectable) !== undefined) return;
  build.report({
    id: 'E-NO-PK',
    exceptionClass: 'ArgumentError',
    message: `Mapper ${mapperText(mapper, state.version)} could not assemble any primary key columns for mapped table '${selectableDescription(mapper.persistSelectable)}'`,
    anchor: mapper.cls.nameAnchor,
  });
}

function warnLocal(build: MapperBuild, name: string): void {
  if (build.mapper.openReason !== undefined || openReasonOf(build.mapper.localTable) !== undefined) return;
  build.report({
    id: 'W-NO-LOCAL-PK',
    exceptionClass: 'SAWarning',
    message: `Could not assemble any primary keys for locally mapped table '${name}' - no rows will be persisted in this Table.`,
    anchor: build.mapper.cls.nameAnchor,
  });
}

