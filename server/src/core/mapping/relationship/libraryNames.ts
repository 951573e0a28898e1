/**
 * Names that a string argument sees besides classes and tables: the namespace of the package `sqlalchemy`, the globals of the module that evaluates it,
 * and Python's builtins (`orm/clsregistry.py: _resolver`, `_class_resolver.__call__`).
 */
import type { SqlAlchemyVersion } from '../mapper';

/** `sqlalchemy.__dict__`, in all releases. */
const SQLALCHEMY_NAMES =
  'ARRAY BIGINT BINARY BLANK_SCHEMA BLOB BOOLEAN BigInteger Boolean CHAR CLOB CheckConstraint Column ColumnDefault Computed Constraint ' +
  'DATE DATETIME DDL DECIMAL Date DateTime DefaultClause Enum FLOAT FetchedValue Float ForeignKey ForeignKeyConstraint INT INTEGER ' +
  'Identity Index Integer Interval JSON LABEL_STYLE_DEFAULT LABEL_STYLE_DISAMBIGUATE_ONLY LABEL_STYLE_NONE LABEL_STYLE_TABLENAME_PLUS_COL ' +
  'LargeBinary MetaData NCHAR NUMERIC NVARCHAR Numeric PickleType PrimaryKeyConstraint REAL SMALLINT Sequence SmallInteger String TEXT ' +
  'TIME TIMESTAMP Table Text Time TupleType TypeDecorator Unicode UnicodeText UniqueConstraint VARBINARY VARCHAR __builtins__ __cached__ ' +
  '__doc__ __file__ __go __loader__ __name__ __package__ __path__ __spec__ __version__ _util alias all_ and_ any_ asc between bindparam ' +
  'case cast collate column create_engine create_mock_engine delete desc dialects distinct engine engine_from_config event exc except_ ' +
  'except_all exists extract false func funcfilter future insert inspect inspection intersect intersect_all join lambda_stmt lateral ' +
  'literal literal_column log modifier not_ null nulls_first nulls_last nullsfirst nullslast or_ orm outerjoin outparam over pool schema ' +
  'select sql table tablesample text true tuple_ type_coerce types union union_all update util values within_group';

const SQLALCHEMY_NAMES_BY_VERSION: Readonly<Record<SqlAlchemyVersion, string>> = {
  '1.4':
    'ThreadLocalMetaData __all__ cimmutabledict cprocessors cresultproxy events processors subquery',
  '2.0':
    'AdaptedConnection Alias AliasedReturnsRows Any AssertionPool AsyncAdaptedQueuePool BaseDDLElement BaseRow BinaryExpression ' +
    'BindParameter BindTyping BooleanClauseList CTE CacheKey Case Cast ChunkedIteratorResult ClauseElement ClauseList CollectionAggregate ' +
    'ColumnClause ColumnCollection ColumnElement ColumnExpressionArgument ColumnOperators Compiled CompoundSelect Connection ' +
    'CreateEnginePlugin CursorResult DDLElement DOUBLE DOUBLE_PRECISION Delete Dialect Double Engine ExceptionContext Executable ' +
    'ExecutableDDLElement ExecutionContext Exists Extract FallbackAsyncAdaptedQueuePool False_ FromClause FromGrouping FrozenResult Function ' +
    'FunctionElement FunctionFilter GenerativeSelect Grouping HasCTE HasPrefixes HasSuffixes Insert Inspector IteratorResult Join Label ' +
    'LambdaElement Lateral MappingResult MergedResult NestedTransaction NotNullable Null NullPool Nullable Operators Over Pool ' +
    'PoolProxiedConnection PoolResetState QueuePool ReleaseSavepointClause Result ResultProxy ReturnsRows RollbackToSavepointClause ' +
    'RootTransaction Row RowMapping SQLColumnExpression SavepointClause ScalarResult ScalarSelect Select SelectBase SelectLabelStyle ' +
    'Selectable SingletonThreadPool StatementLambdaElement StaticPool Subquery TableClause TableSample TableValuedAlias TextAsFrom ' +
    'TextClause TextualSelect Transaction True_ TryCast Tuple TwoPhaseTransaction TypeClause TypeCoerce TypeCompiler URL UUID ' +
    'UnaryExpression Update UpdateBase Uuid Values ValuesBase Visitable WithinGroup annotations bitwise_not create_pool_from_url cte ' +
    'custom_op cyextension insert_sentinel label make_url quoted_name result_tuple try_cast',
  '2.1':
    'AdaptedConnection AggregateOrderBy Alias AliasedReturnsRows Any AssertionPool AsyncAdaptedQueuePool BaseDDLElement BaseRow ' +
    'BinaryExpression BindParameter BindTyping BooleanClauseList CTE CacheKey Case Cast CheckFirst ChunkedIteratorResult ClauseElement ' +
    'ClauseList CollectionAggregate ColumnClause ColumnCollection ColumnElement ColumnExpressionArgument ColumnOperators Compiled ' +
    'CompoundSelect Connection CreateEnginePlugin CreateTable CreateTableAs CreateView CursorResult DDLElement DOUBLE DOUBLE_PRECISION ' +
    'Delete Dialect Double DropTable DropView Engine ExceptionContext Executable ExecutableDDLElement ExecutionContext Exists Extract False_ ' +
    'ForeignKeyTarget FrameClause FrameClauseType FromClause FromGrouping FrozenResult Function FunctionElement FunctionFilter ' +
    'GenerativeSelect Grouping HasCTE HasPrefixes HasSuffixes Insert Inspector IteratorResult Join Label LambdaElement Lateral MappingResult ' +
    'MergedResult Named NestedTransaction NotNullable Null NullPool Nullable NumericCommon Operators OrderByList Over Pool ' +
    'PoolProxiedConnection PoolResetState QueuePool ReleaseSavepointClause Result ResultProxy ReturnsRows RollbackToSavepointClause ' +
    'RootTransaction Row RowMapping SQLColumnExpression SavepointClause ScalarResult ScalarSelect Select SelectBase SelectLabelStyle ' +
    'Selectable SingletonThreadPool StatementLambdaElement StaticPool Subquery TString TableClause TableSample TableValuedAlias ' +
    'TableValuedColumn TextAsFrom TextClause TextualSelect Transaction True_ TryCast Tuple TwoPhaseTransaction TypeClause TypeCoerce ' +
    'TypeCompiler TypedColumns URL UUID UnaryExpression Update UpdateBase Uuid Values ValuesBase Visitable WithinGroup aggregate_order_by ' +
    'annotations bitwise_not create_pool_from_url cte custom_op from_dml_column insert_sentinel label make_url quoted_name result_tuple ' +
    'try_cast tstring',
};

/** Globals of `sqlalchemy.orm.clsregistry`, in all releases. */
const EVALUATOR_NAMES =
  'ColumnProperty SynonymProperty _GetColumns _GetTable _ModNS _ModuleMarker _MultipleClassMarker __builtins__ __cached__ __doc__ __file__ ' +
  '__loader__ __name__ __package__ __spec__ _class_resolver _determine_container _fallback_dict _get_table_key _key_is_empty _registries ' +
  '_resolver attributes class_mapper exc inspection interfaces util weakref';

const EVALUATOR_NAMES_BY_VERSION: Readonly<Record<SqlAlchemyVersion, string>> = {
  '1.4':
    'add_class remove_class',
  '2.0':
    'Any Callable CallableReference ClsRegistryToken Dict Generator Iterable List Mapping MutableMapping NoReturn Optional Set TYPE_CHECKING ' +
    'Tuple Type TypeVar Union _ClsRegistryType _T __annotations__ add_class annotations cast re remove_class',
  '2.1':
    'Any Callable CallableReference Dict Generator Iterable List Mapping MutableMapping NoReturn Optional Set TYPE_CHECKING Tuple Type ' +
    'TypeVar Union _ClsRegistryToken _ClsRegistryType _T __annotations__ _add_class _metadata_for_cls _remove_class annotations cast re',
};

const BUILTIN_NAMES =
  'ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError BufferError BytesWarning ' +
  'ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError DeprecationWarning EOFError ' +
  'Ellipsis EncodingWarning EnvironmentError Exception ExceptionGroup False FileExistsError FileNotFoundError FloatingPointError ' +
  'FutureWarning GeneratorExit IOError ImportError ImportWarning IndentationError IndexError InterruptedError IsADirectoryError KeyError ' +
  'KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError None NotADirectoryError NotImplemented NotImplementedError ' +
  'OSError OverflowError PendingDeprecationWarning PermissionError ProcessLookupError RecursionError ReferenceError ResourceWarning ' +
  'RuntimeError RuntimeWarning StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError SystemExit TabError TimeoutError ' +
  'True TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning UserWarning ' +
  'ValueError Warning ZeroDivisionError __build_class__ __debug__ __doc__ __import__ __loader__ __name__ __package__ __spec__ abs aiter ' +
  'all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex delattr dict dir divmod enumerate eval ' +
  'exec filter float format frozenset getattr globals hasattr hash help hex id input int isinstance issubclass iter len list locals map ' +
  'max memoryview min next object oct open ord pow print property range repr reversed round set setattr slice sorted staticmethod str sum ' +
  'super tuple type vars zip';

type NamesByVersion = Readonly<Record<SqlAlchemyVersion, ReadonlySet<string>>>;

function byVersion(common: string, own: Readonly<Record<SqlAlchemyVersion, string>>): NamesByVersion {
  const names = (version: SqlAlchemyVersion): ReadonlySet<string> => new Set(`${common} ${own[version]}`.split(' '));
  return { '1.4': names('1.4'), '2.0': names('2.0'), '2.1': names('2.1') };
}

const SQLALCHEMY = byVersion(SQLALCHEMY_NAMES, SQLALCHEMY_NAMES_BY_VERSION);
const EVALUATOR = byVersion(EVALUATOR_NAMES, EVALUATOR_NAMES_BY_VERSION);
const BUILTINS: ReadonlySet<string> = new Set(BUILTIN_NAMES.split(' '));

/** Names of `from sqlalchemy import …`, plus `foreign` and `remote`. */
export function isSqlAlchemyName(name: string, version: SqlAlchemyVersion): boolean {
  return name === 'foreign' || name === 'remote' || SQLALCHEMY[version].has(name);
}

/** Global names of the module whose `eval` it is. */
export function isEvaluatorName(name: string, version: SqlAlchemyVersion): boolean {
  return EVALUATOR[version].has(name);
}

export function isBuiltinName(name: string): boolean {
  return BUILTINS.has(name);
}
