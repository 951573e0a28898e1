/** What the mutations write: arguments, annotations and lines of class bodies, made of the names of the program. */

/** The names that a program uses. */
export interface Names {
  readonly classes: readonly string[];
  /** Strings that may be the name of a table, an attribute or a class. */
  readonly tables: readonly string[];
  /** `"user.id"` */
  readonly columns: readonly string[];
  readonly attributes: readonly { readonly cls: string; readonly name: string }[];
}

type Values = (names: Names) => readonly string[];

const BOOLEANS: Values = () => ['True', 'False', 'None'];

const attributes: Values = (names) => names.attributes.map(({ cls, name }) => `${cls}.${name}`);
const attributeNames: Values = (names) => names.attributes.map(({ name }) => `"${name}"`);

/** As text that SQLAlchemy evaluates, as a function, and as the thing itself. */
const late = (values: Values): Values => (names) => values(names).flatMap((value) => [`"${value}"`, `"${value}"`, `lambda: ${value}`, value]);

const lists: Values = (names) => [...attributes(names), ...attributes(names).map((each) => `[${each}]`)];

const joins: Values = (names) => {
  const all = attributes(names);
  return all.flatMap((left, at) =>
    all.slice(at + 1).flatMap((right, next) => {
      const form = (at + next) % 9;
      if (form === 0) return [`foreign(${left}) == ${right}`];
      if (form === 1) return [`${left} == remote(${right})`];
      if (form === 2) return [`and_(${left} == ${right}, ${left} > 1)`];
      if (form === 3) return [`remote(foreign(${left})) == ${right}`];
      if (form === 4) return [`or_(${left} == ${right}, ${right} == None)`];
      if (form === 5) return [`${left} != ${right}`];
      if (form === 6) return [`and_(${left} == ${right}, ${left}.in_([1, 2]))`];
      return [`${left} == ${right}`];
    }),
  );
};

const RELATIONSHIP: Readonly<Record<string, Values>> = {
  lazy: () => ['"select"', '"joined"', '"subquery"', '"selectin"', '"raise"', '"raise_on_sql"', '"noload"', '"dynamic"', '"write_only"', '"immediate"', '"bogus"', 'True', 'None'],
  cascade: () => ['"all"', '"all, delete-orphan"', '"delete-orphan"', '"save-update"', '"none"', '""', 'False', '"merge, bogus"', '"save-update, merge, expunge"'],
  uselist: BOOLEANS,
  viewonly: BOOLEANS,
  innerjoin: () => ['True', '"nested"', '"unnested"'],
  post_update: BOOLEANS,
  passive_deletes: () => ['True', '"all"', 'False'],
  passive_updates: BOOLEANS,
  single_parent: BOOLEANS,
  sync_backref: BOOLEANS,
  active_history: BOOLEANS,
  enable_typechecks: BOOLEANS,
  load_on_pending: BOOLEANS,
  cascade_backrefs: BOOLEANS,
  omit_join: BOOLEANS,
  distinct_target_key: BOOLEANS,
  join_depth: () => ['1', '3'],
  doc: () => ['"text"'],
  info: () => ['{}', '{"a": 1}'],
  overlaps: (names) => [...attributeNames(names), '"*"', '"__*"'],
  collection_class: () => ['list', 'set', 'dict', 'tuple', 'attribute_keyed_dict("id")', 'lambda: []'],
  backref: (names) => [...attributeNames(names), '"parent"', 'backref("parent", uselist=False)', 'backref("owner", lazy="joined")', 'backref("owner", cascade="all")', 'backref("owner", viewonly=True)'],
  back_populates: (names) => attributeNames(names),
  secondary: (names) => [...names.tables.flatMap((table) => [`"${table}"`, `Base.metadata.tables["${table}"]`, `lambda: Base.metadata.tables["${table}"]`]), ...names.classes, ...names.classes.map((cls) => `${cls}.__table__`)],
  remote_side: late(lists),
  foreign_keys: late(lists),
  order_by: (names) => [...late(lists)(names), ...attributes(names).map((each) => `"${each}.desc()"`), ...attributes(names).map((each) => `"desc(${each})"`)],
  primaryjoin: late(joins),
  secondaryjoin: late(joins),
  argument: (names) => names.classes.flatMap((name) => [`"${name}"`, name, `lambda: ${name}`]),
};

const COLUMN: Readonly<Record<string, Values>> = {
  primary_key: BOOLEANS,
  nullable: () => ['True', 'False'],
  unique: BOOLEANS,
  index: BOOLEANS,
  autoincrement: () => ['True', '"auto"', '"ignore_fk"'],
  default: () => ['None', '1', 'lambda: 1', 'func.now()'],
  server_default: () => ['"1"', 'text("1")'],
  name: (names) => [...names.tables.map((each) => `"${each}"`)],
  key: (names) => [...names.tables.map((each) => `"${each}"`)],
  quote: BOOLEANS,
  system: BOOLEANS,
  comment: () => ['"text"'],
};

/** By the construct and the keyword. */
export const KEYWORDS: Readonly<Record<string, Readonly<Record<string, Values>>>> = {
  relationship: RELATIONSHIP,
  backref: RELATIONSHIP,
  Column: COLUMN,
  mapped_column: {
    ...COLUMN,
    use_existing_column: BOOLEANS,
    deferred: BOOLEANS,
    deferred_group: () => ['"group"'],
    init: BOOLEANS,
    kw_only: BOOLEANS,
    sort_order: () => ['-1', '5'],
    insert_default: () => ['1', 'None'],
    default_factory: () => ['list', 'int'],
  },
  ForeignKey: {
    name: () => ['"fk"', 'None'],
    ondelete: () => ['"CASCADE"'],
    use_alter: BOOLEANS,
    link_to_name: BOOLEANS,
    deferrable: BOOLEANS,
  },
  Table: {
    schema: () => ['"s"', 'None'],
    extend_existing: BOOLEANS,
    keep_existing: BOOLEANS,
    info: () => ['{}'],
  },
  ForeignKeyConstraint: { name: () => ['"fk"'], use_alter: BOOLEANS },
  UniqueConstraint: { name: () => ['"unique"'] },
  synonym: { map_column: BOOLEANS, name: attributeNames },
  column_property: { deferred: BOOLEANS },
  declarative_base: { name: () => ['"Other"'], metadata: () => ['MetaData()', 'MetaData(schema="s")'] },
};

export const CONSTRUCTS: readonly string[] = [...Object.keys(KEYWORDS), 'PrimaryKeyConstraint', 'Index', 'foreign', 'remote', 'and_', 'or_', 'aliased', 'dynamic_loader', 'composite'];

const TARGET_FORMS: readonly ((target: string) => string)[] = [
  (target) => `Mapped["${target}"]`,
  (target) => `Mapped[${target}]`,
  (target) => `Mapped[Optional["${target}"]]`,
  (target) => `Mapped["Optional[${target}]"]`,
  (target) => `Mapped["${target} | None"]`,
  (target) => `Mapped[List["${target}"]]`,
  (target) => `Mapped[list["${target}"]]`,
  (target) => `Mapped[Set["${target}"]]`,
  (target) => `Mapped["List[${target}]"]`,
  (target) => `"Mapped[List[${target}]]"`,
  (target) => `Mapped[Optional[List["${target}"]]]`,
  (target) => `Mapped[Dict[str, "${target}"]]`,
  (target) => `Mapped[Sequence["${target}"]]`,
  (target) => `Mapped[Collection["${target}"]]`,
  (target) => `DynamicMapped["${target}"]`,
  (target) => `WriteOnlyMapped["${target}"]`,
  (target) => `List["${target}"]`,
  (target) => `"${target}"`,
];

const SCALARS = [
  'Mapped[int]', 'Mapped[Optional[int]]', 'Mapped["int | None"]', 'Mapped[str]', 'Mapped["int"]', '"Mapped[int]"', 'Mapped[Any]', 'Mapped[None]', 'Mapped[Union[int, str]]',
  'Mapped[Annotated[int, 1]]', 'Mapped[dict]', 'Mapped[float]', 'Mapped', 'int', 'ClassVar[int]', 'Mapped[ClassVar[int]]', 'Any', 'Mapped[List[int]]', 'Mapped[Nothing]', 'Mapped["Nothing"]',
];

export const ANNOTATIONS: Values = (names) => [...SCALARS, ...names.classes.flatMap((target) => TARGET_FORMS.map((form) => form(target)))];

/** Lines that may stand in the body of a class. */
export const BODY_LINES: Values = (names) => [
  ...names.columns.flatMap((column) => [
    `extra_id = Column(ForeignKey("${column}"))`,
    `extra_id = Column(Integer, ForeignKey("${column}"), primary_key=True)`,
    `id = Column(ForeignKey("${column}"), primary_key=True)`,
    `extra_id: Mapped[int] = mapped_column(ForeignKey("${column}"))`,
    `extra_id: Mapped[Optional[int]] = mapped_column(ForeignKey("${column}"), unique=True)`,
  ]),
  ...names.attributes.flatMap(({ name }) => [`other = relationship("${names.classes.at(-1) ?? ''}", back_populates="${name}")`, `${name} = relationship("${names.classes[1] ?? ''}")`]),
  ...names.classes.flatMap((cls) => [
    `extra = relationship("${cls}", primaryjoin="${names.classes.at(-1) ?? ''}.id == foreign(${cls}.id)")`,
    `extra = relationship("${cls}", secondary="${names.tables[0] ?? ''}", viewonly=True)`,
    `extra = relationship("${cls}", remote_side="${cls}.id")`,
    `extra = relationship("${cls}", lazy="dynamic")`,
    `extra = relationship("${cls}")`,
    `extra = relationship(${cls})`,
    `extra: Mapped["${cls}"] = relationship()`,
    `extra: Mapped[List["${cls}"]] = relationship()`,
    `extra: Mapped[Optional["${cls}"]] = relationship(viewonly=True)`,
    `extra = relationship("${cls}", backref="extra_reverse")`,
    `extra = relationship("${cls}", viewonly=True, primaryjoin="${cls}.id == foreign(${cls}.id)")`,
  ]),
  ...names.tables.flatMap((table) => [`__tablename__ = "${table}"`]),
  ...names.attributes.flatMap(({ name }) => [`extra = synonym("${name}")`, `${name} = None`, `__mapper_args__ = {"polymorphic_on": "${name}", "polymorphic_identity": "x"}`]),
  '__tablename__ = None',
  '__abstract__ = True',
  '__allow_unmapped__ = True',
  '__mapper_args__ = {"concrete": True}',
  '__mapper_args__ = {"polymorphic_identity": "x"}',
  '__mapper_args__ = {"polymorphic_abstract": True}',
  '__mapper_args__ = {"eager_defaults": True}',
  '__table_args__ = {"schema": "s"}',
  '__table_args__ = {"extend_existing": True}',
  '__table_args__ = (UniqueConstraint("id"),)',
  '__table_args__ = (UniqueConstraint("missing"),)',
  'id = Column(Integer, primary_key=True)',
  'id: Mapped[int] = mapped_column(primary_key=True)',
  'id2: Mapped[int] = mapped_column(primary_key=True)',
  'kind = Column(String)',
  'metadata = Column(Integer)',
  'plain = 5',
  'plain: int = 5',
  'note: Mapped[str]',
  'extra = column_property(func.lower("x"))',
  'extra = Column(Integer),',
];
