/** The parameters of `relationship()` with what each does, for signature help and completion. */

export interface ParameterHelp {
  readonly name: string;
  /** One sentence, no jargon. */
  readonly documentation: string;
  /** What completion inserts behind `name=`; a snippet. */
  readonly snippet: string;
}

export const RELATIONSHIP_PARAMETERS: readonly ParameterHelp[] = [
  { name: 'argument', documentation: 'The class that the relationship leads to: the class itself, its name as a string, or a function that returns it. With a `Mapped[...]` annotation it is not needed.', snippet: '"$1"' },
  { name: 'secondary', documentation: 'The table between the two sides of a many-to-many relationship.', snippet: '$1' },
  { name: 'back_populates', documentation: 'The name of the other side: the relationship of the target that leads back here. Both sides name each other.', snippet: '"$1"' },
  { name: 'backref', documentation: 'Makes the other side on the target, under this name. `back_populates` on both sides says the same in the open.', snippet: '"$1"' },
  { name: 'foreign_keys', documentation: 'Which columns refer: needed where several foreign keys lead to the target, or none does.', snippet: '[$1]' },
  { name: 'primaryjoin', documentation: 'The condition that joins the two sides (or this side and the table between), where the foreign keys do not say it.', snippet: '"$1"' },
  { name: 'secondaryjoin', documentation: 'The condition that joins the table between and the target.', snippet: '"$1"' },
  { name: 'remote_side', documentation: 'The columns of the far side. In a tree it is what makes `parent` many to one: `remote_side=[id]`.', snippet: '[$1]' },
  { name: 'uselist', documentation: 'Whether the attribute holds a collection. `False` makes one-to-one of one-to-many; a `Mapped[...]` annotation says it as well.', snippet: 'False' },
  { name: 'order_by', documentation: 'The order of the collection when it is loaded.', snippet: '"$1"' },
  { name: 'lazy', documentation: 'How the target is loaded: with one more SELECT when read (`select`), in one more for all rows (`selectin`), in the same (`joined`), never by itself (`raise`)…', snippet: '"$1"' },
  { name: 'cascade', documentation: 'What happens to the target along with this object: `save-update, merge` by default; `all, delete-orphan` where it belongs to this object alone.', snippet: '"$1"' },
  { name: 'passive_deletes', documentation: '`True` leaves deletes of what is not loaded to the database (ON DELETE); `"all"` leaves all of them.', snippet: 'True' },
  { name: 'passive_updates', documentation: 'Whether the database itself changes foreign keys when a primary key changes (ON UPDATE CASCADE).', snippet: 'False' },
  { name: 'viewonly', documentation: 'The relationship is read, never written: for joins that select a part, or that no foreign key backs.', snippet: 'True' },
  { name: 'overlaps', documentation: 'Other relationships that are meant to write the same column: silences the warning about them.', snippet: '"$1"' },
  { name: 'single_parent', documentation: 'Promises that a target has one parent at a time, which lets `delete-orphan` stand on the many side.', snippet: 'True' },
  { name: 'post_update', documentation: 'Writes the foreign key with an UPDATE of its own: for rows that refer to each other.', snippet: 'True' },
  { name: 'innerjoin', documentation: 'Loads with INNER JOIN instead of OUTER JOIN when joined: for a target that always exists.', snippet: 'True' },
  { name: 'collection_class', documentation: 'The kind of collection: `list`, `set`, or a function such as `attribute_keyed_dict("name")`.', snippet: '$1' },
  { name: 'join_depth', documentation: 'How many levels of a self-reference are loaded at once.', snippet: '$1' },
  { name: 'active_history', documentation: 'Loads the old value before it is replaced.', snippet: 'True' },
  { name: 'sync_backref', documentation: 'Whether the other side is kept in step in memory.', snippet: 'False' },
  { name: 'enable_typechecks', documentation: 'Whether assigning an object of a wrong class is refused.', snippet: 'False' },
  { name: 'distinct_target_key', documentation: 'Whether a subquery load selects distinct keys.', snippet: 'True' },
  { name: 'load_on_pending', documentation: 'Loads for objects that are not in the database yet.', snippet: 'True' },
  { name: 'comparator_factory', documentation: 'A class that adds operators to the attribute.', snippet: '$1' },
  { name: 'omit_join', documentation: 'Whether `selectin` loading may leave out the join; found out automatically.', snippet: 'False' },
  { name: 'info', documentation: 'A dictionary for your own use.', snippet: '{$1}' },
  { name: 'doc', documentation: 'A docstring for the attribute.', snippet: '"$1"' },
  { name: 'init', documentation: 'For dataclass mapping: whether it is a parameter of `__init__`.', snippet: 'False' },
  { name: 'repr', documentation: 'For dataclass mapping: whether it is part of `__repr__`.', snippet: 'False' },
  { name: 'default', documentation: 'For dataclass mapping: `None`, for a relationship that holds one object.', snippet: 'None' },
  { name: 'default_factory', documentation: 'For dataclass mapping: the collection class.', snippet: 'list' },
  { name: 'kw_only', documentation: 'For dataclass mapping: whether it is a keyword-only parameter.', snippet: 'True' },
];

export const LAZY_DOCUMENTATION: ReadonlyMap<string, string> = new Map([
  ['select', 'One more SELECT when the attribute is first read. The default.'],
  ['selectin', 'One more SELECT for all loaded rows together.'],
  ['joined', 'In the same SELECT, with a JOIN.'],
  ['subquery', 'One more SELECT that repeats the first query.'],
  ['immediate', 'One more SELECT for each row, at once.'],
  ['raise', 'Reading it raises an error, unless a query loaded it.'],
  ['raise_on_sql', 'Reading it raises an error where that needs SQL.'],
  ['dynamic', 'A query object; for large collections, before SQLAlchemy 2.0.'],
  ['write_only', 'Never loaded as a whole; for large collections.'],
  ['noload', 'Reads as empty. Deprecated.'],
]);

export const CASCADE_DOCUMENTATION: ReadonlyMap<string, string> = new Map([
  ['all', 'All but `delete-orphan`.'],
  ['save-update', 'What is added to the session brings its targets with it.'],
  ['merge', 'What is merged brings its targets with it.'],
  ['delete', 'Deleting this object deletes its targets.'],
  ['delete-orphan', 'A target that is removed from here is deleted.'],
  ['refresh-expire', 'Refreshing this object refreshes its targets.'],
  ['expunge', 'Removing this object from the session removes its targets.'],
]);
