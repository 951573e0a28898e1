/** Public names of SQLAlchemy, 1.4 to 2.1 together, read off the modules themselves. */

/** Names of `sqlalchemy` and `sqlalchemy.types`. */
export const CORE_NAMES: ReadonlySet<string> = new Set(
  (
    'ARRAY AdaptedConnection AggregateOrderBy Alias AliasedReturnsRows AssertionPool AsyncAdaptedQueuePool BIGINT BINARY BLANK_SCHEMA ' +
    'BLOB BOOLEAN BaseDDLElement BaseRow BigInteger BinaryExpression BindParameter BindTyping Boolean BooleanClauseList CHAR CLOB CTE ' +
    'CacheKey Case Cast CheckConstraint CheckFirst ChunkedIteratorResult ClauseElement ClauseList CollectionAggregate Column ColumnClause ' +
    'ColumnCollection ColumnDefault ColumnElement ColumnExpressionArgument ColumnOperators Compiled CompoundSelect Computed Concatenable ' +
    'Connection Constraint CreateEnginePlugin CreateTable CreateTableAs CreateView CursorResult DATE DATETIME DDL DDLElement DECIMAL ' +
    'DOUBLE DOUBLE_PRECISION Date DateTime DefaultClause Delete Dialect Double DropTable DropView Engine Enum ExceptionContext Executable ' +
    'ExecutableDDLElement ExecutionContext Exists ExternalType Extract FLOAT FallbackAsyncAdaptedQueuePool False_ FetchedValue Float ' +
    'ForeignKey ForeignKeyConstraint ForeignKeyTarget FrameClause FrameClauseType FromClause FromGrouping FrozenResult Function ' +
    'FunctionElement FunctionFilter GenerativeSelect Grouping HasCTE HasPrefixes HasSuffixes INT INTEGER Identity Index Indexable Insert ' +
    'Inspector Integer Interval IteratorResult JSON Join LABEL_STYLE_DEFAULT LABEL_STYLE_DISAMBIGUATE_ONLY LABEL_STYLE_NONE ' +
    'LABEL_STYLE_TABLENAME_PLUS_COL Label LambdaElement LargeBinary Lateral MappingResult MatchType MergedResult MetaData NCHAR NUMERIC ' +
    'NVARCHAR Named NestedTransaction NotNullable Null NullPool NullType Nullable Numeric NumericCommon OperatorClass Operators ' +
    'OrderByList Over PickleType Pool PoolProxiedConnection PoolResetState PrimaryKeyConstraint QueuePool REAL ReleaseSavepointClause ' +
    'Result ResultProxy ReturnsRows RollbackToSavepointClause RootTransaction Row RowMapping SMALLINT SQLColumnExpression SavepointClause ' +
    'ScalarResult ScalarSelect SchemaType Select SelectBase SelectLabelStyle Selectable Sequence SingletonThreadPool SmallInteger ' +
    'StatementLambdaElement StaticPool String Subquery TEXT TIME TIMESTAMP TString Table TableClause TableSample TableValuedAlias ' +
    'TableValuedColumn Text TextAsFrom TextClause TextualSelect ThreadLocalMetaData Time Transaction True_ TryCast Tuple TupleType ' +
    'TwoPhaseTransaction TypeClause TypeCoerce TypeCompiler TypeDecorator TypeEngine TypedColumns URL UUID UnaryExpression Unicode ' +
    'UnicodeText UniqueConstraint Update UpdateBase UserDefinedType Uuid VARBINARY VARCHAR Values ValuesBase Variant Visitable ' +
    'WithinGroup aggregate_order_by alias all_ and_ any_ asc between bindparam bitwise_not case cast collate column create_engine ' +
    'create_mock_engine create_pool_from_url cte custom_op delete desc distinct engine_from_config except_ except_all exists extract ' +
    'false from_dml_column func funcfilter insert insert_sentinel inspect intersect intersect_all join label lambda_stmt lateral literal ' +
    'literal_column make_url modifier not_ null nulls_first nulls_last nullsfirst nullslast or_ outerjoin outparam over quoted_name ' +
    'result_tuple select subquery table tablesample text true try_cast tstring tuple_ type_coerce union union_all update values ' +
    'within_group'
  ).split(' '),
);

/** Names of `sqlalchemy.orm`. */
export const ORM_NAMES: ReadonlySet<string> = new Set(
  (
    'AliasOption AppenderQuery AttributeEvent AttributeEventToken AttributeEvents AttributeState Bundle CascadeOptions ClassManager ' +
    'ColumnProperty Composite CompositeProperty DeclarativeBase DeclarativeBaseNoMeta DeclarativeMeta DictBundle DynamicMapped ' +
    'EXT_CONTINUE EXT_SKIP EXT_STOP FromStatement IdentityMap InspectionAttr InspectionAttrExtensionType InspectionAttrInfo ' +
    'InstanceEvents InstanceState InstrumentationEvents InstrumentedAttribute KeyFuncDict Load LoaderCallableStatus LoaderCriteriaOption ' +
    'MANYTOMANY MANYTOONE Mapped MappedAsDataclass MappedClassProtocol MappedCollection MappedColumn MappedSQLExpression Mapper ' +
    'MapperEvents MapperProperty NOT_EXTENSION NO_KEY NO_VALUE NotExtension ONETOMANY ORMDescriptor ORMExecuteState PassiveFlag ' +
    'PropComparator Query QueryContext QueryEvents QueryPropertyDescriptor QueryableAttribute RegistryEvents Relationship ' +
    'RelationshipDirection RelationshipProperty SQLORMExpression Session SessionEvents SessionTransaction SessionTransactionOrigin ' +
    'Synonym SynonymProperty TypeResolve UOWTransaction Unmapped UserDefinedOption WriteOnlyCollection WriteOnlyMapped ' +
    'add_mapped_attribute aliased as_declarative as_typed_table attribute_keyed_dict attribute_mapped_collection backref class_mapper ' +
    'clear_mappers close_all_sessions column_keyed_dict column_mapped_collection column_property composite configure_mappers ' +
    'contains_alias contains_eager create_session declarative_base declarative_mixin declared_attr defaultload defer deferred ' +
    'dynamic_loader eagerload foreign has_inherited_table immediateload join joinedload keyfunc_mapping lazyload load_only make_transient ' +
    'make_transient_to_detached mapped_as_dataclass mapped_collection mapped_column mapper merge_frozen_result merge_result noload ' +
    'object_mapper object_session orm_insert_sentinel outerjoin polymorphic_union query_expression raiseload reconstructor registry ' +
    'relation relationship remote scoped_session selectin_polymorphic selectinload sessionmaker subqueryload synonym synonym_for undefer ' +
    'undefer_group unmapped_column unmapped_dataclass validates was_deleted with_expression with_loader_criteria with_parent ' +
    'with_polymorphic'
  ).split(' '),
);

/** Names of `sqlalchemy.schema` that `sqlalchemy` does not export. */
export const SCHEMA_NAMES: ReadonlySet<string> = new Set(
  (
    'AddConstraint ColumnCollectionConstraint ColumnCollectionMixin CreateColumn CreateIndex CreateSchema CreateSequence DDLBase ' +
    'DefaultGenerator DropColumnComment DropConstraint DropConstraintComment DropIndex DropSchema DropSequence DropTableComment ' +
    'HasConditionalDDL InvokeDDLBase SchemaConst SchemaItem SchemaVisitable SchemaVisitor SetColumnComment SetConstraintComment ' +
    'SetTableComment annotations conv sort_tables sort_tables_and_constraints'
  ).split(' '),
);

/** Names that `sqlalchemy` and `sqlalchemy.orm` have only since 2.0, by canonical path. */
export const ADDED_IN_2_0: ReadonlySet<string> = new Set([
  ...(
    'AdaptedConnection Alias AliasedReturnsRows AssertionPool AsyncAdaptedQueuePool BaseDDLElement BaseRow BinaryExpression BindParameter ' +
      'BindTyping BooleanClauseList CTE CacheKey Case Cast ChunkedIteratorResult ClauseElement ClauseList CollectionAggregate ColumnClause ' +
      'ColumnCollection ColumnElement ColumnExpressionArgument ColumnOperators Compiled CompoundSelect Connection CreateEnginePlugin ' +
      'CursorResult DDLElement DOUBLE DOUBLE_PRECISION Delete Dialect Double Engine ExceptionContext Executable ExecutableDDLElement ' +
      'ExecutionContext Exists Extract FallbackAsyncAdaptedQueuePool False_ FromClause FromGrouping FrozenResult Function FunctionElement ' +
      'FunctionFilter GenerativeSelect Grouping HasCTE HasPrefixes HasSuffixes Insert Inspector IteratorResult Join Label LambdaElement ' +
      'Lateral MappingResult MergedResult NestedTransaction NotNullable Null NullPool Nullable Operators Over Pool PoolProxiedConnection ' +
      'PoolResetState QueuePool ReleaseSavepointClause Result ResultProxy ReturnsRows RollbackToSavepointClause RootTransaction Row ' +
      'RowMapping SQLColumnExpression SavepointClause ScalarResult ScalarSelect Select SelectBase SelectLabelStyle Selectable ' +
      'SingletonThreadPool StatementLambdaElement StaticPool Subquery TableClause TableSample TableValuedAlias TextAsFrom TextClause ' +
      'TextualSelect Transaction True_ TryCast Tuple TwoPhaseTransaction TypeClause TypeCoerce TypeCompiler URL UUID UnaryExpression Update ' +
      'UpdateBase Uuid Values ValuesBase Visitable WithinGroup bitwise_not create_pool_from_url cte custom_op insert_sentinel label ' +
      'make_url quoted_name result_tuple try_cast'
    ).split(' ').map((name) => `sqlalchemy.${name}`),
  ...(
    'AttributeEventToken Composite DeclarativeBase DeclarativeBaseNoMeta DynamicMapped InspectionAttrExtensionType KeyFuncDict ' +
      'LoaderCallableStatus MappedAsDataclass MappedClassProtocol MappedCollection MappedColumn MappedSQLExpression NO_KEY NO_VALUE ' +
      'NotExtension ORMDescriptor PassiveFlag QueryPropertyDescriptor Relationship RelationshipDirection SQLORMExpression ' +
      'SessionTransactionOrigin Synonym WriteOnlyCollection WriteOnlyMapped add_mapped_attribute attribute_keyed_dict ' +
      'attribute_mapped_collection column_keyed_dict column_mapped_collection keyfunc_mapping mapped_as_dataclass mapped_collection ' +
      'mapped_column orm_insert_sentinel'
    ).split(' ').map((name) => `sqlalchemy.orm.${name}`),
]);

/** Likewise since 2.1. */
export const ADDED_IN_2_1: ReadonlySet<string> = new Set([
  ...(
    'AggregateOrderBy CheckFirst CreateTable CreateTableAs CreateView DropTable DropView ForeignKeyTarget FrameClause FrameClauseType ' +
      'Named NumericCommon OrderByList TString TableValuedColumn TypedColumns aggregate_order_by from_dml_column tstring'
    ).split(' ').map((name) => `sqlalchemy.${name}`),
  ...(
    'DictBundle RegistryEvents TypeResolve Unmapped as_typed_table unmapped_column unmapped_dataclass'
    ).split(' ').map((name) => `sqlalchemy.orm.${name}`),
]);
