/** What `from module import *` binds, for modules whose names are used so (`__all__` of each). */
export const STAR_NAMES: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    typing:
      'AbstractSet Annotated Any AnyStr AsyncContextManager AsyncGenerator AsyncIterable AsyncIterator Awaitable BinaryIO ByteString ' +
      'Callable ChainMap ClassVar Collection Concatenate Container ContextManager Coroutine Counter DefaultDict Deque Dict Final ' +
      'ForwardRef FrozenSet Generator Generic Hashable IO ItemsView Iterable Iterator KeysView List Literal LiteralString Mapping ' +
      'MappingView Match MutableMapping MutableSequence MutableSet NamedTuple Never NewType NoDefault NoReturn NotRequired Optional ' +
      'OrderedDict ParamSpec ParamSpecArgs ParamSpecKwargs Pattern Protocol ReadOnly Required Reversible Self Sequence Set Sized ' +
      'SupportsAbs SupportsBytes SupportsComplex SupportsFloat SupportsIndex SupportsInt SupportsRound TYPE_CHECKING Text TextIO ' +
      'Tuple Type TypeAlias TypeGuard TypeIs TypeVar TypeVarTuple TypedDict Union Unpack ValuesView assert_never assert_type cast ' +
      'clear_overloads dataclass_transform final get_args get_origin get_overloads get_protocol_members get_type_hints is_protocol ' +
      'is_typeddict no_type_check no_type_check_decorator overload override reveal_type runtime_checkable',
    datetime:
      'MAXYEAR MINYEAR UTC date datetime time timedelta timezone tzinfo',
    enum:
      'CONFORM CONTINUOUS EJECT Enum EnumMeta EnumType Flag FlagBoundary IntEnum IntFlag KEEP NAMED_FLAGS ReprEnum STRICT StrEnum ' +
      'UNIQUE auto global_enum member nonmember property unique verify',
    'sqlalchemy.dialects.postgresql':
      'ARRAY All Any BIGINT BIT BOOLEAN BYTEA BitString CHAR CIDR CITEXT CreateDomainType CreateEnumType DATE DATEMULTIRANGE ' +
      'DATERANGE DOMAIN DOUBLE_PRECISION DropDomainType DropEnumType ENUM ExcludeConstraint FLOAT HSTORE INET INT4MULTIRANGE ' +
      'INT4RANGE INT8MULTIRANGE INT8RANGE INTEGER INTERVAL Insert JSON JSONB JSONPATH MACADDR MACADDR8 MONEY NUMERIC NUMMULTIRANGE ' +
      'NUMRANGE NamedType OID REAL REGCLASS REGCONFIG Range SMALLINT TEXT TIME TIMESTAMP TSMULTIRANGE TSQUERY TSRANGE TSTZMULTIRANGE ' +
      'TSTZRANGE TSVECTOR UUID VARCHAR aggregate_order_by array array_agg dialect distinct_on hstore insert',
    'sqlalchemy.dialects.mysql':
      'BIGINT BINARY BIT BLOB BOOLEAN CHAR DATE DATETIME DECIMAL DOUBLE ENUM FLOAT INET4 INET6 INTEGER Insert JSON LONGBLOB LONGTEXT ' +
      'MEDIUMBLOB MEDIUMINT MEDIUMTEXT NCHAR NUMERIC NVARCHAR REAL SET SMALLINT TEXT TIME TIMESTAMP TINYBLOB TINYINT TINYTEXT ' +
      'VARBINARY VARCHAR YEAR dialect insert limit match',
  }).map(([module, names]) => [module, new Set(names.split(' '))]),
);
