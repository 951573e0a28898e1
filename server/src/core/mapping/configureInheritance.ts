/** Place in the inheritance hierarchy (`orm/mapper.py: Mapper._configure_inheritance`). */
import type { MapperBuild } from './createMapper';
import { mapperText, selectableDescription } from './mapperText';
import type { Mapper, SqlAlchemyVersion } from './mapper';
import { describe } from './pythonText';
import { reprOf } from '../evaluate/pythonText';
import { resolveForeignKey } from './schema/createForeignKey';
import { columnsOf } from './schema/schema';
import type { Column, ForeignKey, Selectable } from './schema/schema';
import { sqlOf } from './sql/coerce';
import type { SqlExpression } from './sql/expression';
import { joinConditionBetween } from './sql/joinCondition';
import { columnText } from './sql/print';
import { lineageOf } from './sql/selectables';
import { binariesIn } from './sql/traverse';
import { equalityKey, itemsOf } from './values';

export function configureInheritance(build: MapperBuild): void {
  const { mapper, mapperState, args } = build;
  const { inherits } = mapper;
  if (inherits === undefined) {
    checkVersionId(build, undefined);
    notePolymorphicIdentity(build);
    return;
  }
  if (!mapper.cls.mro.includes(inherits.cls)) {
    build.report({
      id: 'E-NOT-SUB',
      exceptionClass: 'ArgumentError',
      message: `Class '${mapper.name}' does not inherit from '${inherits.name}'`,
      anchor: args.inherits?.anchor ?? mapper.cls.nameAnchor,
    });
  }
  if (mapperState.isSingle) {
    mapper.inheritance = args.isConcrete ? 'concrete' : 'single';
    mapper.persistSelectable = inherits.persistSelectable;
  } else if (args.isConcrete) {
    mapper.inheritance = 'concrete';
    mapper.persistSelectable = mapper.localTable;
  } else if (mapper.localTable === inherits.localTable) {
    mapper.inheritance = 'single';
    mapper.persistSelectable = mapper.localTable;
  } else joinToParent(build, inherits);
  checkIdentity(build, inherits);
  checkVersionId(build, inherits);
  inherits.subMappers.push(mapper);
  notePolymorphicIdentity(build);
  checkPolymorphicLoad(build);
}

/** Joined inheritance: the condition between the parent's own table and this one. */
function joinToParent(build: MapperBuild, inherits: Mapper): void {
  const { mapper, mapperState, args, state } = build;
  mapper.inheritance = 'joined';
  const condition = args.inheritCondition === undefined ? defaultCondition(build, inherits) : givenCondition(build);
  if (condition === undefined) {
    mapper.openReason ??= 'the inherit condition is not known';
    mapper.persistSelectable = joined(inherits.persistSelectable, mapper.localTable, { kind: 'constant', text: 'true' });
    return;
  }
  mapper.inheritCondition = condition;
  mapper.persistSelectable = joined(inherits.persistSelectable, mapper.localTable, condition);
  const given = args.inheritForeignKeys;
  const consider = given === undefined ? undefined : itemsOf(given.value).map((value) => state.columnOf(value)).flatMap((column) => (column?.kind === 'found' ? [column.value] : []));
  mapperState.equatedPairs = equatedPairs(condition, consider);
  reportFirstMissing(build, [...(given === undefined ? foreignKeysAsked(condition) : []), ...foreignKeysOfKeys(mapper.persistSelectable)]);
}

/** Whether a table or column that a foreign key refers to is not there when SQLAlchemy asks for it; it stops at the first. */
function reportFirstMissing(build: MapperBuild, asked: readonly AskedForeignKey[]): void {
  for (const { foreignKey, needsColumn } of asked) {
    const target = resolveForeignKey(foreignKey);
    const isMissing = target.kind === 'missingTable' || (target.kind === 'missingColumn' && needsColumn);
    if (!isMissing) continue;
    const [id, exceptionClass] = target.kind === 'missingTable' ? ['E-FK-TABLE', 'NoReferencedTableError'] : ['E-FK-COLUMN', 'NoReferencedColumnError'];
    build.report({ id, exceptionClass, message: target.message, anchor: foreignKey.anchor });
    return;
  }
}

interface AskedForeignKey {
  readonly foreignKey: ForeignKey;
  /** Whether a missing column is an error too, and not only a missing table. */
  readonly needsColumn: boolean;
}

/** `sql/util.py: criterion_as_pairs` asks each side of an equality whether it references the other. */
function foreignKeysAsked(condition: SqlExpression): readonly AskedForeignKey[] {
  return binariesIn(condition).flatMap(({ operator, left, right }) => {
    if (operator !== '=' || left.kind !== 'columnReference' || right.kind !== 'columnReference') return [];
    const asked = [...foreignKeysUntil(left.column, right.column), ...(references(left.column, right.column) ? [] : foreignKeysUntil(right.column, left.column))];
    return asked.map((foreignKey) => ({ foreignKey, needsColumn: true }));
  });
}

/** Those of a column that are looked at until one refers to the other column. */
function foreignKeysUntil(column: Column, referred: Column): readonly ForeignKey[] {
  const at = column.foreignKeys.findIndex((foreignKey) => refersTo(foreignKey, referred));
  return at < 0 ? column.foreignKeys : column.foreignKeys.slice(0, at);
}

/** `Join._populate_column_collections` looks for columns of the key that reference one another. */
function foreignKeysOfKeys(join: Selectable): readonly AskedForeignKey[] {
  const columns = columnsOf(join).filter((column) => column.primaryKey);
  if (columns.length < 2) return [];
  return columns.flatMap(lineageOf).flatMap((column) => column.foreignKeys).map((foreignKey) => ({ foreignKey, needsColumn: false }));
}

function joined(left: Selectable, right: Selectable, onclause: SqlExpression): Selectable {
  return { kind: 'join', left, right, onclause, isOuter: false };
}

function givenCondition(build: MapperBuild): SqlExpression | undefined {
  const given = build.args.inheritCondition;
  if (given === undefined) return undefined;
  const condition = sqlOf(given.value, build.state);
  if (condition?.kind === 'found') return condition.value;
  return undefined;
}

function defaultCondition(build: MapperBuild, inherits: Mapper): SqlExpression | undefined {
  const { mapper } = build;
  const answer = joinConditionBetween(inherits.localTable, mapper.localTable);
  const tables = `between inherited table '${selectableDescription(inherits.localTable)}' and inheriting table '${selectableDescription(mapper.localTable)}'`;
  switch (answer.kind) {
    case 'join':
      return answer.expression;
    case 'none':
      if (mapper.openReason !== undefined || inherits.openReason !== undefined) return undefined;
      build.report({
        id: 'E-INH-NOFK',
        exceptionClass: 'NoForeignKeysError',
        message:
          `Can't determine the inherit condition ${tables}; tables have no foreign key relationships established.  Please ensure the inheriting table has a foreign ` +
          "key relationship to the inherited table, or provide an 'on clause' using the 'inherit_condition' mapper argument.",
        anchor: mapper.cls.nameAnchor,
      });
      return undefined;
    case 'ambiguous':
      build.report({
        id: 'E-INH-AMBIG',
        exceptionClass: 'AmbiguousForeignKeysError',
        message:
          `Can't determine the inherit condition ${tables}; tables have more than one foreign key relationship established.  Please specify the 'on clause' using ` +
          "the 'inherit_condition' mapper argument.",
        anchor: mapper.cls.nameAnchor,
        related: answer.paths.map((path) => ({ anchor: path.constraint.anchor, message: 'a foreign key between the tables' })),
      });
      return undefined;
    case 'badReference':
      build.report({
        id: answer.exceptionClass === 'NoReferencedTableError' ? 'E-FK-TABLE' : 'E-FK-COLUMN',
        exceptionClass: answer.exceptionClass,
        message: answer.message,
        anchor: answer.foreignKey.anchor,
      });
      return undefined;
    case 'dynamic':
      mapper.openReason ??= answer.reason;
      return undefined;
  }
}

/** `sql/util.py: criterion_as_pairs`. */
function equatedPairs(condition: SqlExpression, consider: readonly Column[] | undefined): readonly (readonly [Column, Column])[] {
  const pairs: (readonly [Column, Column])[] = [];
  for (const binary of binariesIn(condition)) {
    if (binary.operator !== '=' || binary.left.kind !== 'columnReference' || binary.right.kind !== 'columnReference') continue;
    const left = binary.left.column;
    const right = binary.right.column;
    if (consider !== undefined && consider.length > 0) {
      if (consider.includes(left) && (left === right || !consider.includes(right))) pairs.push([right, left]);
      else if (consider.includes(right) && (left === right || !consider.includes(left))) pairs.push([left, right]);
    } else if (references(left, right)) pairs.push([right, left]);
    else if (references(right, left)) pairs.push([left, right]);
  }
  return pairs;
}

/** `Column.references`. */
export function references(column: Column, referred: Column): boolean {
  return column.foreignKeys.some((foreignKey) => refersTo(foreignKey, referred));
}

function refersTo(foreignKey: ForeignKey, referred: Column): boolean {
  const lineage = lineageOf(referred);
  const target = resolveForeignKey(foreignKey);
  return target.kind === 'column' && lineageOf(target.column).some((each) => lineage.includes(each));
}

// ---------------------------------------------------------------- polymorphic identity

export function baseMapperOf(mapper: Mapper): Mapper {
  return mapper.inherits === undefined ? mapper : baseMapperOf(mapper.inherits);
}

function checkIdentity(build: MapperBuild, inherits: Mapper): void {
  const { mapper, args, state } = build;
  const on = baseMapperOf(inherits).polymorphicOn;
  if (args.polymorphicIdentity !== undefined || args.polymorphicAbstract || on === undefined || mapper.openReason !== undefined) return;
  build.report({ id: 'W-POLY-NOID', exceptionClass: 'SAWarning', message: missingIdentityMessage(mapper, on, state.version), anchor: mapper.cls.nameAnchor });
}

function missingIdentityMessage(mapper: Mapper, on: Column, version: SqlAlchemyVersion): string {
  const name = mapperText(mapper, version);
  const column = columnText(on);
  if (version === '1.4') {
    return (
      `Mapper ${name} does not indicate a polymorphic_identity, yet is part of an inheritance hierarchy that has a polymorphic_on column of '${column}'.  Objects of this ` +
      'type cannot be loaded polymorphically which can lead to degraded or incorrect loading behavior in some scenarios.  Please establish a polmorphic_identity for ' +
      "this class, or leave it un-mapped.  To omit mapping an intermediary class when using declarative, set the '__abstract__ = True' attribute on that class."
    );
  }
  return (
    `${name} does not indicate a 'polymorphic_identity', yet is part of an inheritance hierarchy that has a 'polymorphic_on' column of '${column}'. If this is an ` +
    'intermediary class that should not be instantiated, the class may either be left unmapped, or may include the \'polymorphic_abstract=True\' parameter in its ' +
    "Mapper arguments. To leave the class unmapped when using Declarative, set the '__abstract__ = True' attribute on the class."
  );
}

function notePolymorphicIdentity(build: MapperBuild): void {
  const { mapper, mapperState, args } = build;
  const identity = args.polymorphicIdentity;
  if (identity === undefined) return;
  mapper.polymorphicIdentity = identity.value;
  const key = equalityKey(identity.value);
  if (key === undefined) return;
  const other = mapperState.polymorphicMap.get(key);
  if (other !== undefined && mapper.inherits !== undefined) {
    const shown = reprOf(identity.value) ?? describe(identity.value);
    build.report({
      id: 'W-POLY-DUP',
      exceptionClass: 'SAWarning',
      message: `Reassigning polymorphic association for identity ${shown} from <Mapper at 0xADDR; ${other.name}> to <Mapper at 0xADDR; ${mapper.name}>: Check for duplicate use of ${shown} as value for polymorphic_identity.`,
      anchor: identity.anchor,
      related: [{ anchor: other.cls.nameAnchor, message: 'the other class' }],
    });
  }
  mapperState.polymorphicMap.set(key, mapper);
}

function checkPolymorphicLoad(build: MapperBuild): void {
  const load = build.args.polymorphicLoad;
  if (load === undefined) return;
  if (build.args.isConcrete) {
    build.report({ id: 'E-POLY-LOAD', exceptionClass: 'ArgumentError', message: 'polymorphic_load is not currently supported with concrete table inheritance', anchor: load.anchor });
  } else if (load.value.kind !== 'dynamic' && !(load.value.kind === 'string' && ['inline', 'selectin'].includes(load.value.value))) {
    build.report({
      id: 'E-POLY-LOAD',
      exceptionClass: 'ArgumentError',
      message: `unknown argument for polymorphic_load: ${reprOf(load.value) ?? describe(load.value)}`,
      anchor: load.anchor,
    });
  }
}

function checkVersionId(build: MapperBuild, inherits: Mapper | undefined): void {
  const { state, mapperState, args } = build;
  const inherited = inherits === undefined ? undefined : state.mapperStates.get(inherits)?.versionIdColumn;
  const given = args.versionIdColumn === undefined ? undefined : state.columnOf(args.versionIdColumn.value);
  const own = given?.kind === 'found' ? (build.columnCopies.get(given.value) ?? given.value) : undefined;
  mapperState.versionIdColumn = own ?? inherited;
  if (own === undefined || inherited === undefined || own === inherited) return;
  build.report({
    id: 'W-VERSION-COL',
    exceptionClass: 'SAWarning',
    message:
      `Inheriting version_id_col '${own.name}' does not match inherited version_id_col '${inherited.name}' and will not automatically populate the inherited versioning ` +
      'column. version_id_col should only be specified on the base-most mapper that includes versioning.',
    anchor: args.versionIdColumn?.anchor ?? build.mapper.cls.nameAnchor,
  });
}
