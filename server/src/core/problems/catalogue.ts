/** Every kind of problem, and which fault is of which kind. */
import type { Fault } from '../mapping/faults';
import { annotatedColumnName } from './codes/annotatedColumnName';
import { annotatedDataclassArgument } from './codes/annotatedDataclassArgument';
import { annotatedRelationship } from './codes/annotatedRelationship';
import { annotationNameError } from './codes/annotationNameError';
import { annotationNoColumnType } from './codes/annotationNoColumnType';
import { annotationNotMapped } from './codes/annotationNotMapped';
import { annotationRequired } from './codes/annotationRequired';
import { annotationTypesUnresolved } from './codes/annotationTypesUnresolved';
import { annotationUnresolved } from './codes/annotationUnresolved';
import { annotationWithoutType } from './codes/annotationWithoutType';
import { argumentNotColumn } from './codes/argumentNotColumn';
import { attributeAddedWithoutTable } from './codes/attributeAddedWithoutTable';
import { attributeDeleted } from './codes/attributeDeleted';
import { attributeHidesColumn } from './codes/attributeHidesColumn';
import { attributeNameReserved } from './codes/attributeNameReserved';
import { attributeNotColumn } from './codes/attributeNotColumn';
import { attributeReplaced } from './codes/attributeReplaced';
import { attributeUnknown } from './codes/attributeUnknown';
import { backPopulatesAndBackref } from './codes/backPopulatesAndBackref';
import { backPopulatesInvalid } from './codes/backPopulatesInvalid';
import { backPopulatesMissing } from './codes/backPopulatesMissing';
import { backPopulatesNotRelationship } from './codes/backPopulatesNotRelationship';
import { backPopulatesSameDirection } from './codes/backPopulatesSameDirection';
import { backPopulatesViewonlySync } from './codes/backPopulatesViewonlySync';
import { backPopulatesWrongTarget } from './codes/backPopulatesWrongTarget';
import { backrefExists } from './codes/backrefExists';
import { backrefSecondaryjoin } from './codes/backrefSecondaryjoin';
import { baseTypeMapTwice } from './codes/baseTypeMapTwice';
import { baseUsedDirectly } from './codes/baseUsedDirectly';
import { baseWithoutRegistry } from './codes/baseWithoutRegistry';
import { cascadeBackrefsTrue } from './codes/cascadeBackrefsTrue';
import { cascadeOnViewonly } from './codes/cascadeOnViewonly';
import { cascadeOrphanWithoutDelete } from './codes/cascadeOrphanWithoutDelete';
import { cascadeUnknown } from './codes/cascadeUnknown';
import { classMappedTwice } from './codes/classMappedTwice';
import { classNameTwice } from './codes/classNameTwice';
import { classNamedLikeModule } from './codes/classNamedLikeModule';
import { classWithoutPrimaryKey } from './codes/classWithoutPrimaryKey';
import { classWithoutTable } from './codes/classWithoutTable';
import { collectionClassUnusable } from './codes/collectionClassUnusable';
import { collectionTypeAbstract } from './codes/collectionTypeAbstract';
import { columnArguments } from './codes/columnArguments';
import { columnBesideTable } from './codes/columnBesideTable';
import { columnKeywordUnknown } from './codes/columnKeywordUnknown';
import { columnNameTwice } from './codes/columnNameTwice';
import { columnOfOtherTable } from './codes/columnOfOtherTable';
import { columnReplaced } from './codes/columnReplaced';
import { columnReused } from './codes/columnReused';
import { columnUnderTwoNames } from './codes/columnUnderTwoNames';
import { columnUniqueNotBoolean } from './codes/columnUniqueNotBoolean';
import { columnWithoutName } from './codes/columnWithoutName';
import { columnsCombined } from './codes/columnsCombined';
import { compositeArguments } from './codes/compositeArguments';
import { constraintOtherTable } from './codes/constraintOtherTable';
import { constraintUnknownColumn } from './codes/constraintUnknownColumn';
import { dataclassMapping } from './codes/dataclassMapping';
import { declaredAttrCascading } from './codes/declaredAttrCascading';
import { declaredAttrOnMappedClass } from './codes/declaredAttrOnMappedClass';
import { deleteOrphanManySide } from './codes/deleteOrphanManySide';
import { deprecatedCall } from './codes/deprecatedCall';
import { dialectArgumentUnknown } from './codes/dialectArgumentUnknown';
import { directionBothSides } from './codes/directionBothSides';
import { directionNoSide } from './codes/directionNoSide';
import { expressionNotMapped } from './codes/expressionNotMapped';
import { foreignKeyArgument } from './codes/foreignKeyArgument';
import { foreignKeyConstraintColumns } from './codes/foreignKeyConstraintColumns';
import { foreignKeyUnknownColumn } from './codes/foreignKeyUnknownColumn';
import { foreignKeyUnknownTable } from './codes/foreignKeyUnknownTable';
import { genericWithoutArgument } from './codes/genericWithoutArgument';
import { inheritanceAmbiguous } from './codes/inheritanceAmbiguous';
import { inheritanceNoForeignKey } from './codes/inheritanceNoForeignKey';
import { inheritsArgumentMismatch } from './codes/inheritsArgumentMismatch';
import { inheritsNotSubclass } from './codes/inheritsNotSubclass';
import { joinAmbiguous } from './codes/joinAmbiguous';
import { joinNoColumns } from './codes/joinNoColumns';
import { joinNoForeignColumn } from './codes/joinNoForeignColumn';
import { joinNoForeignKey } from './codes/joinNoForeignKey';
import { joinOperator } from './codes/joinOperator';
import { keywordUnknown } from './codes/keywordUnknown';
import { lazyDynamicScalar } from './codes/lazyDynamicScalar';
import { lazyNoloadDeprecated } from './codes/lazyNoloadDeprecated';
import { lazyUnknown } from './codes/lazyUnknown';
import { mapperArgumentUnknown } from './codes/mapperArgumentUnknown';
import { mapperArgumentUnknownColumn } from './codes/mapperArgumentUnknownColumn';
import { mapperCalledDirectly } from './codes/mapperCalledDirectly';
import { mixinForeignKeyColumn } from './codes/mixinForeignKeyColumn';
import { mixinRelationshipPlain } from './codes/mixinRelationshipPlain';
import { nameAmbiguous } from './codes/nameAmbiguous';
import { nameGenericInString } from './codes/nameGenericInString';
import { nameUnknown } from './codes/nameUnknown';
import { nothingToWrite } from './codes/nothingToWrite';
import { omitJoinTrue } from './codes/omitJoinTrue';
import { other, otherWarning } from './codes/other';
import { passiveDeletesAllWithDelete } from './codes/passiveDeletesAllWithDelete';
import { polymorphicAbstractAlone } from './codes/polymorphicAbstractAlone';
import { polymorphicIdentityMissing } from './codes/polymorphicIdentityMissing';
import { polymorphicIdentityTwice } from './codes/polymorphicIdentityTwice';
import { polymorphicLoadUnknown } from './codes/polymorphicLoadUnknown';
import { polymorphicOnExcluded } from './codes/polymorphicOnExcluded';
import { polymorphicOnKind } from './codes/polymorphicOnKind';
import { polymorphicOnOtherTable } from './codes/polymorphicOnOtherTable';
import { polymorphicOnUnknown } from './codes/polymorphicOnUnknown';
import { primaryKeyMismatch } from './codes/primaryKeyMismatch';
import { primaryKeyRedefined } from './codes/primaryKeyRedefined';
import { relationshipDefault } from './codes/relationshipDefault';
import { relationshipOverlaps } from './codes/relationshipOverlaps';
import { relationshipUnderTwoNames } from './codes/relationshipUnderTwoNames';
import { remoteSideLocal } from './codes/remoteSideLocal';
import { remoteSideNone } from './codes/remoteSideNone';
import { remoteSideNotColumn } from './codes/remoteSideNotColumn';
import { remoteSideRedundant } from './codes/remoteSideRedundant';
import { secondaryIsClass } from './codes/secondaryIsClass';
import { secondaryjoinWithoutSecondary } from './codes/secondaryjoinWithoutSecondary';
import { severalMappedBases } from './codes/severalMappedBases';
import { singleTableArgs } from './codes/singleTableArgs';
import { singleTableColumnConflict } from './codes/singleTableColumnConflict';
import { singleTableNoTable } from './codes/singleTableNoTable';
import { singleTablePrimaryKey } from './codes/singleTablePrimaryKey';
import { sqlmodelField } from './codes/sqlmodelField';
import { stringNotPython } from './codes/stringNotPython';
import { subclassTableWithoutPrimaryKey } from './codes/subclassTableWithoutPrimaryKey';
import { syncBackrefViewonly } from './codes/syncBackrefViewonly';
import { tableArgsType } from './codes/tableArgsType';
import { tableArguments } from './codes/tableArguments';
import { tableDefinedTwice } from './codes/tableDefinedTwice';
import { tableJoinUndecided } from './codes/tableJoinUndecided';
import { tableSchemaDefault } from './codes/tableSchemaDefault';
import { targetNotClass } from './codes/targetNotClass';
import { targetNotMapped } from './codes/targetNotMapped';
import { tooManyPositional } from './codes/tooManyPositional';
import { trailingComma } from './codes/trailingComma';
import { validatorTwice } from './codes/validatorTwice';
import { versionColumnMismatch } from './codes/versionColumnMismatch';
import { viewonlyWithWritingFlag } from './codes/viewonlyWithWritingFlag';
import { withPolymorphicInvalid } from './codes/withPolymorphicInvalid';
import { HINTS } from './hints';
import { suppressionUnused } from './hints/suppressionUnused';
import type { ProblemKind } from './kind';

const KINDS: readonly ProblemKind[] = [
  annotatedColumnName,
  annotatedDataclassArgument,
  annotatedRelationship,
  annotationNameError,
  annotationNoColumnType,
  annotationNotMapped,
  annotationRequired,
  annotationTypesUnresolved,
  annotationUnresolved,
  annotationWithoutType,
  argumentNotColumn,
  attributeAddedWithoutTable,
  attributeDeleted,
  attributeHidesColumn,
  attributeNameReserved,
  attributeNotColumn,
  attributeReplaced,
  attributeUnknown,
  backPopulatesAndBackref,
  backPopulatesInvalid,
  backPopulatesMissing,
  backPopulatesNotRelationship,
  backPopulatesSameDirection,
  backPopulatesViewonlySync,
  backPopulatesWrongTarget,
  backrefExists,
  backrefSecondaryjoin,
  baseTypeMapTwice,
  baseUsedDirectly,
  baseWithoutRegistry,
  cascadeBackrefsTrue,
  cascadeOnViewonly,
  cascadeOrphanWithoutDelete,
  cascadeUnknown,
  classMappedTwice,
  classNameTwice,
  classNamedLikeModule,
  classWithoutPrimaryKey,
  classWithoutTable,
  collectionClassUnusable,
  collectionTypeAbstract,
  columnArguments,
  columnBesideTable,
  columnKeywordUnknown,
  columnNameTwice,
  columnOfOtherTable,
  columnReplaced,
  columnReused,
  columnUnderTwoNames,
  columnUniqueNotBoolean,
  columnWithoutName,
  columnsCombined,
  compositeArguments,
  constraintOtherTable,
  constraintUnknownColumn,
  dataclassMapping,
  declaredAttrCascading,
  declaredAttrOnMappedClass,
  deleteOrphanManySide,
  deprecatedCall,
  dialectArgumentUnknown,
  directionBothSides,
  directionNoSide,
  expressionNotMapped,
  foreignKeyArgument,
  foreignKeyConstraintColumns,
  foreignKeyUnknownColumn,
  foreignKeyUnknownTable,
  genericWithoutArgument,
  inheritanceAmbiguous,
  inheritanceNoForeignKey,
  inheritsArgumentMismatch,
  inheritsNotSubclass,
  joinAmbiguous,
  joinNoColumns,
  joinNoForeignColumn,
  joinNoForeignKey,
  joinOperator,
  keywordUnknown,
  lazyDynamicScalar,
  lazyNoloadDeprecated,
  lazyUnknown,
  mapperArgumentUnknown,
  mapperArgumentUnknownColumn,
  mapperCalledDirectly,
  mixinForeignKeyColumn,
  mixinRelationshipPlain,
  nameAmbiguous,
  nameGenericInString,
  nameUnknown,
  nothingToWrite,
  omitJoinTrue,
  passiveDeletesAllWithDelete,
  polymorphicAbstractAlone,
  polymorphicIdentityMissing,
  polymorphicIdentityTwice,
  polymorphicLoadUnknown,
  polymorphicOnExcluded,
  polymorphicOnKind,
  polymorphicOnOtherTable,
  polymorphicOnUnknown,
  primaryKeyMismatch,
  primaryKeyRedefined,
  relationshipDefault,
  relationshipOverlaps,
  relationshipUnderTwoNames,
  remoteSideLocal,
  remoteSideNone,
  remoteSideNotColumn,
  remoteSideRedundant,
  secondaryIsClass,
  secondaryjoinWithoutSecondary,
  severalMappedBases,
  singleTableArgs,
  singleTableColumnConflict,
  singleTableNoTable,
  singleTablePrimaryKey,
  sqlmodelField,
  stringNotPython,
  subclassTableWithoutPrimaryKey,
  syncBackrefViewonly,
  tableArgsType,
  tableArguments,
  tableDefinedTwice,
  tableJoinUndecided,
  tableSchemaDefault,
  targetNotClass,
  targetNotMapped,
  tooManyPositional,
  trailingComma,
  validatorTwice,
  versionColumnMismatch,
  viewonlyWithWritingFlag,
  withPolymorphicInvalid,
  other,
  otherWarning,
];

/** All kinds, SQLAlchemy's first, then our own hints. */
export const CATALOGUE: readonly ProblemKind[] = [...KINDS, ...HINTS.map(({ kind }) => kind), suppressionUnused];

const BY_ID: ReadonlyMap<string, ProblemKind> = new Map(CATALOGUE.flatMap((kind) => kind.ids.map((id) => [id, kind])));
const BY_PREFIX: readonly (readonly [string, ProblemKind])[] = [...BY_ID].filter(([id]) => id.endsWith('*')).map(([id, kind]) => [id.slice(0, -1), kind]);

/** The kind of a fault; one that is worded by SQLAlchemy's message alone where no kind knows it. */
export function kindOf(fault: Fault): ProblemKind {
  const exact = BY_ID.get(fault.id);
  if (exact !== undefined) return exact;
  const family = BY_PREFIX.find(([prefix]) => fault.id.startsWith(prefix));
  if (family !== undefined) return family[1];
  return fault.sqlalchemy?.isWarning === true ? otherWarning : other;
}
