/**
 * Mappers and their properties (`orm/mapper.py`, `orm/relationships.py`). Built in SQLAlchemy's order; read-only for the layers to the right.
 */
import type { Anchor } from '../declarations/anchor';
import type { ClassValue, SymbolicCall, Value } from '../evaluate/values';
import type { Fault } from './faults';
import type { Column, MetaData, Selectable, Table } from './schema/schema';
import type { SqlExpression } from './sql/expression';
import type { SqlAlchemyVersion } from '../workspace/project';

export type { SqlAlchemyVersion } from '../workspace/project';

/** One `registry`: the classes of a declarative base by name (`orm/clsregistry.py`). */
export interface Registry {
  readonly kind: 'registry';
  readonly metadata: MetaData;
  /** Mapped classes by `__name__`, in order of registration; more than one makes the plain name ambiguous. */
  readonly classesByName: Map<string, Mapper[]>;
  /** In class-creation order. */
  readonly mappers: Mapper[];
  /** Python type to SQL type: entries of `type_annotation_map`. */
  readonly typeAnnotationMap: readonly { readonly key: Value; readonly type: Value }[];
  /** Why the map may have entries that are not listed. */
  typeAnnotationMapOpen?: string;
  readonly serial: number;
  /** Why further classes may be registered that only run time knows: names that are not found are then not faults. */
  openReason?: string;
}

export type InheritanceKind = 'joined' | 'single' | 'concrete';

export interface Mapper {
  readonly kind: 'mapper';
  /** Module path and qualified name: `app.models.user.User`. */
  readonly entity: string;
  readonly name: string;
  readonly cls: ClassValue;
  readonly registry: Registry;
  readonly inherits?: Mapper;
  readonly inheritance?: InheritanceKind;
  readonly inheritCondition?: SqlExpression;
  /** Own table; the parent's for single inheritance. */
  localTable: Selectable;
  /** Own table joined to all ancestors' tables. */
  persistSelectable: Selectable;
  readonly primaryKey: Column[];
  /** `_props`: by attribute name in SQLAlchemy's order, inherited ones included (same object). */
  readonly properties: Map<string, MapperProperty>;
  polymorphicIdentity?: Value;
  polymorphicOn?: Column;
  /** Subclass mappers, direct ones. */
  readonly subMappers: Mapper[];
  /** `metadata` as SQLAlchemy 2.1 looks it up: the class's own, else the registry's. */
  readonly metadata: MetaData;
  readonly isDataclass: boolean;
  /** Why parts of this mapper are decided at run time only: a dynamic base, an unknown `**` in the body. Attributes may then exist that are not listed. */
  openReason?: string;
  /** Position in class-creation order over all registries. */
  readonly order: number;
  /** The first fault that stops this mapper at import time; its relationships are then not configured. */
  importFault?: Fault;
  /** Association proxies, hybrids and other descriptors that are not mapped, for display. */
  readonly descriptors: Map<string, Descriptor>;
}

export interface Descriptor {
  readonly kind: 'associationProxy' | 'hybrid' | 'other';
  readonly name: string;
  readonly anchor: Anchor;
  /** For `association_proxy("rel", "attr")`. */
  readonly targetCollection?: string;
  readonly attribute?: string;
  readonly call?: SymbolicCall;
}

export type MapperProperty = ColumnProperty | Relationship | OtherProperty;

interface PropertyBase {
  readonly key: string;
  /** The mapper that owns it (`prop.parent`). */
  readonly parent: Mapper;
  /** The attribute's name where it is written. */
  readonly nameAnchor: Anchor;
  /** The class whose body states it: the mapped class or a mixin. */
  readonly declaredOn: ClassValue;
}

export interface ColumnProperty extends PropertyBase {
  readonly kind: 'columnProperty';
  /** First is the one that `Class.attr` stands for; a joined subclass lists its own column, then the parent's. Empty for an SQL expression. */
  readonly columns: Column[];
  /** `column_property(expression)` over something that is not a plain column. */
  readonly expression?: Value;
}

/** `synonym`, `composite`, `query_expression`, concrete placeholders. */
export interface OtherProperty extends PropertyBase {
  readonly kind: 'synonym' | 'composite' | 'concreteInherited' | 'other';
  readonly synonymFor?: string;
  readonly columns?: readonly Column[];
  readonly call?: SymbolicCall;
}

export type Direction = 'ONETOMANY' | 'MANYTOONE' | 'MANYTOMANY';

export type Multiplicity = '1' | '0..1' | '0..*' | '1..*';

export type ColumnPair = readonly [Column, Column];

/** Why the primaryjoin is what it is. */
export type JoinReason =
  | { readonly kind: 'stated' }
  /** The only constraint between the tables, or the one that `foreign_keys` selects. */
  | { readonly kind: 'foreignKey'; readonly columns: readonly Column[]; readonly selectedByForeignKeys: boolean }
  | { readonly kind: 'backref'; readonly from: Relationship };

/** An argument of `relationship(...)` or of a form that becomes one (SQLModel `Relationship`, `backref(...)`, a wrapper's keyword). */
export interface RelationshipArgument {
  readonly value: Value;
  readonly anchor: Anchor;
}

/** What the annotation contributes (`declarative_scan`), before configuration. */
export interface AnnotationTarget {
  /** Text or class the target comes from; undefined where the annotation names none. */
  readonly argument?: Value;
  /** `list`, `set`, `dict`, a class name; undefined for a scalar. */
  readonly collectionClass?: Value;
  readonly isScalar: boolean;
  readonly isOptional: boolean;
  /** `DynamicMapped`/`WriteOnlyMapped`. */
  readonly lazy?: 'dynamic' | 'write_only';
  readonly anchor: Anchor;
  readonly text: string;
}

/** Input of one relationship: what was written. */
export interface RelationshipDeclaration {
  /** By SQLAlchemy's parameter name; `argument` is the target. Positional ones are named. */
  readonly arguments: ReadonlyMap<string, RelationshipArgument>;
  /** The call expression; for a relationship that a backref makes, the backref argument. */
  readonly anchor: Anchor;
  readonly annotation?: AnnotationTarget;
  /** Set where some arguments are not known (`**kwargs` of unknown content). */
  readonly openReason?: string;
  /** The call that makes the relationship; undefined for one that a backref makes. */
  readonly call?: SymbolicCall;
}

export interface Relationship extends PropertyBase {
  readonly kind: 'relationship';
  readonly declaration: RelationshipDeclaration;
  /** The relationship whose `backref` made this one. */
  readonly createdByBackref?: Relationship;
  // Results, set in the order of `RelationshipProperty.do_init`; undefined until known, and where a fault or run time prevents it.
  target?: Mapper;
  /** `aliased(...)` target, else undefined. */
  targetSelectable?: Selectable;
  primaryjoin?: SqlExpression;
  secondaryjoin?: SqlExpression;
  secondary?: Selectable;
  joinReason?: JoinReason;
  localRemotePairs: readonly ColumnPair[];
  /** Source column, column written at flush; of primaryjoin. */
  synchronizePairs: readonly ColumnPair[];
  secondarySynchronizePairs: readonly ColumnPair[];
  remoteSide: readonly Column[];
  foreignKeyColumns: readonly Column[];
  direction?: Direction;
  uselist?: boolean;
  /** Effective value: stated, or set by a backref. */
  backPopulates?: string;
  /** `backref` as stated: the name. */
  backref?: string;
  /** `_reverse_property`, in order of addition. */
  readonly reverse: Relationship[];
  viewonly: boolean;
  /** undefined where only run time knows. */
  syncBackref?: boolean;
  /** `select`, `joined`, … as `str()` prints it. */
  lazy: string;
  /** Sorted. */
  cascade: readonly string[];
  /** Name of the collection class: `list`, `set`, `attribute_keyed_dict`…; undefined for a scalar. */
  collectionClass?: string;
  /** As SQLAlchemy prints it, or the text as written. */
  orderBy?: string;
  overlaps?: string;
  innerjoin: boolean;
  postUpdate: boolean;
  passiveDeletes: boolean | 'all';
  singleParent: boolean;
  cardinality?: { readonly source: Multiplicity; readonly target: Multiplicity };
  /** The many-to-one or one-to-one end is promised by a unique key of the database. */
  isOneEnforced?: boolean;
  /** Why a result that is missing is decided at run time only. */
  dynamic?: string;
  /** The first fault of this relationship; results after it are missing. Warnings do not count. */
  fault?: Fault;
}

/** A plain association table or any other Table that no class maps is in `tables` too. */
export interface MapperGraph {
  readonly sqlalchemy: SqlAlchemyVersion;
  readonly registries: readonly Registry[];
  /** In class-creation order. */
  readonly mappers: readonly Mapper[];
  readonly tables: readonly Table[];
  /** In the order SQLAlchemy would raise or warn. */
  readonly faults: readonly Fault[];
  /** The mapper of a class, when it is mapped. */
  mapperOf(cls: ClassValue): Mapper | undefined;
  /** Mappers whose local table is `table`. */
  mappersOf(table: Table): readonly Mapper[];
}
