/**
 * Tables, columns and constraints as SQLAlchemy Core would build them (`sql/schema.py`). Built and changed while the program's events are
 * replayed; read-only for every layer to the right of `mapping`.
 */
import type { Anchor } from '../../declarations/anchor';
import type { SymbolicCall, Value } from '../../evaluate/values';
import type { SqlExpression } from '../sql/expression';

/** Either known, or decided at run time with the reason in plain words. */
export type Known<T> = { readonly kind: 'known'; readonly value: T } | { readonly kind: 'dynamic'; readonly reason: string };

export interface MetaData {
  readonly kind: 'metadata';
  /** Default schema of its tables. */
  readonly schema?: string;
  /** By key, `schema.name` or `name`, in creation order. */
  readonly tables: Map<string, Table>;
  /** Set where tables may exist that only run time knows (`metadata.reflect()`): lookups that fail are then dynamic. */
  openReason?: string;
  /** Those of classes whose base is not read: it may well be this one that holds their tables. */
  unread?: readonly MetaData[];
}

/** The printed name of a type and what is known of it; types are compared by name only. */
export interface SqlType {
  /** Class name such as `Integer`, `String`, `Uuid`; the class name of a custom type. `NullType` where SQLAlchemy has none. */
  readonly name: string;
  /** As written with its arguments, for people: `String(50)`. */
  readonly text: string;
}

export interface Column {
  readonly kind: 'column';
  /** SQL name. `""` until declarative names it. */
  name: string;
  /** Key in `table.c` and in string foreign keys. */
  key: string;
  table?: Selectable;
  type: SqlType;
  nullable: boolean;
  primaryKey: boolean;
  unique: boolean;
  index: boolean;
  readonly foreignKeys: ForeignKey[];
  /** `info`, `default`, `server_default`, `comment`, `doc` are not read, but whether some default exists is. */
  hasDefault: boolean;
  /** SQLAlchemy's `_creation_order`. */
  readonly creationOrder: number;
  /** The `Column(...)`/`mapped_column(...)` call, or the annotation that implies it. */
  readonly anchor: Anchor;
  /** The call this column was made or copied from. */
  readonly origin?: SymbolicCall;
  /** Set where an argument that matters (name, type, key…) is only known at run time. */
  dynamic?: string;
  /** For a column of an alias, subquery or join: the column it stands for. */
  proxyFor?: Column;
}

export interface ForeignKey {
  readonly kind: 'foreignKey';
  /** The referring column. */
  parent: Column;
  constraint: ForeignKeyConstraint;
  readonly target: ForeignKeyTarget;
  readonly linkToName: boolean;
  /** The target argument: in `ForeignKey("users.id")`, `"users.id"`. */
  readonly anchor: Anchor;
}

export type ForeignKeyTarget =
  | { readonly kind: 'text'; readonly spec: string }
  | { readonly kind: 'column'; readonly column: Column }
  | { readonly kind: 'dynamic'; readonly reason: string };

export interface ForeignKeyConstraint {
  readonly kind: 'foreignKeyConstraint';
  table?: Table;
  readonly name?: string;
  readonly elements: ForeignKey[];
  readonly onDelete?: string;
  readonly onUpdate?: string;
  readonly useAlter: boolean;
  readonly anchor: Anchor;
}

/** Primary key, UniqueConstraint, unique Index and `unique=True` alike; partial and expression indexes are not unique keys. */
export interface UniqueKey {
  readonly kind: 'primaryKey' | 'uniqueConstraint' | 'uniqueIndex';
  readonly columns: readonly Column[];
  readonly anchor?: Anchor;
}

export interface Table {
  readonly kind: 'table';
  readonly name: string;
  readonly schema?: string;
  /** `schema.name` or `name`: SQLAlchemy's table key and `fullname`. */
  readonly key: string;
  readonly metadata: MetaData;
  /** By column key, in order. */
  readonly columns: Map<string, Column>;
  readonly primaryKey: Column[];
  readonly foreignKeyConstraints: ForeignKeyConstraint[];
  readonly uniqueKeys: UniqueKey[];
  /** Column groups that have a non-unique index. */
  readonly indexes: { readonly columns: readonly Column[]; readonly anchor: Anchor }[];
  /** The `Table(...)` call, or the class statement. */
  readonly anchor: Anchor;
  /** The table name where it is written: `__tablename__`'s value, or the first argument of `Table`. */
  readonly nameAnchor?: Anchor;
  readonly creationOrder: number;
  /** Set where columns may exist that only run time knows (`autoload_with`, unknown arguments). */
  openReason?: string;
}

export interface JoinSelectable {
  readonly kind: 'join';
  readonly left: Selectable;
  readonly right: Selectable;
  readonly onclause: SqlExpression;
  readonly isOuter: boolean;
}

/** `aliased(X)`, `table.alias("a")`, or a subquery: columns are proxies. */
export interface AliasSelectable {
  readonly kind: 'alias';
  /** As SQLAlchemy prints it; anonymous names end in `_1`. */
  readonly name: string;
  /** SQLAlchemy numbers it per statement. */
  readonly isAnonymous?: boolean;
  /** Its columns print as those of `anon_1`: releases before 2.0. */
  readonly isPlainlyNumbered?: boolean;
  readonly element?: Selectable;
  readonly columns: Map<string, Column>;
  readonly isSubquery: boolean;
  /** Set where the columns are not all known. */
  openReason?: string;
}

export type Selectable = Table | JoinSelectable | AliasSelectable;

/** All tables inside a selectable, left to right. An alias counts as itself. */
export function fromsOf(selectable: Selectable): readonly (Table | AliasSelectable)[] {
  return selectable.kind === 'join' ? [...fromsOf(selectable.left), ...fromsOf(selectable.right)] : [selectable];
}

/** All columns of a selectable in SQLAlchemy's order: of each table in turn. */
export function columnsOf(selectable: Selectable): readonly Column[] {
  if (selectable.kind !== 'join') return [...selectable.columns.values()];
  return fromsOf(selectable).flatMap((from) => [...from.columns.values()]);
}

/** What identifies a value that stands for a Core object while events are replayed. */
export type SchemaObjectSource = Value;
