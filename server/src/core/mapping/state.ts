/** What is known while the events of a program are replayed: `MappingContext` with everything that the steps of mapping write. */
import type { Anchor } from '../declarations/anchor';
import type { Binding, ClassValue, ProgramEvent, SymbolicCall, Value } from '../evaluate/values';
import type { MappingContext } from './context';
import type { Fault } from './faults';
import type { ColumnProperty, Mapper, MapperProperty, Registry, Relationship } from './mapper';
import type { Column, ForeignKey, ForeignKeyConstraint, MetaData, Selectable, Table } from './schema/schema';
import type { WarningFilters } from './warningFilters';

export interface MappingState extends MappingContext {
  readonly mappers: Mapper[];
  readonly registries: Registry[];
  readonly tables: Table[];
  readonly faults: Fault[];
  readonly columnsByCall: Map<SymbolicCall, Column>;
  readonly mappedColumnsByCall: Map<SymbolicCall, MappedColumn>;
  readonly foreignKeysByCall: Map<SymbolicCall, ForeignKey>;
  readonly constraintsByCall: Map<SymbolicCall, PendingConstraint>;
  /** Constraints over Column objects that have no table yet. */
  readonly waitingConstraints: Set<PendingConstraint>;
  readonly warningFilters: WarningFilters;
  readonly tablesByCall: Map<SymbolicCall, Table>;
  readonly selectablesByCall: Map<SymbolicCall, Selectable>;
  readonly metadataByCall: Map<SymbolicCall, MetaData>;
  readonly registriesByCall: Map<SymbolicCall, Registry>;
  /** Declarative bases by the call that made them or the call of their owner (`SQLAlchemy()`), by class, or by the path of an unread base. */
  readonly bases: Map<SymbolicCall | ClassValue | string, DeclarativeBase>;
  readonly mappersByClass: Map<ClassValue, Mapper>;
  readonly classStates: Map<ClassValue, ClassState>;
  readonly mapperStates: Map<Mapper, MapperState>;
  /** Mappers that wait for configure time: `AbstractConcreteBase`. */
  readonly deferredMappers: Mapper[];
  /** Calls of column-like things that failed; what they belong to is not blamed again. */
  readonly failedCalls: Set<SymbolicCall>;
  /** Tables of classes that SQLAlchemy would not have come to create; types are not taken from their columns. */
  readonly unbornTables: Set<Table>;
  /** The relationship that a call has become. */
  readonly relationshipsByCall: Map<SymbolicCall, Relationship>;
  /** The class's namespace as it is at this point of the replay. */
  namespaceOf(cls: ClassValue): ReadonlyMap<string, Binding>;
  /** Changes the namespace as an assignment or `del` does. */
  setBinding(cls: ClassValue, name: string, binding: Binding | undefined): void;
  /** `configure_mappers()`. */
  configure(): void;
  /** The registry behind `mapper()` of 1.x. */
  legacyRegistry(): Registry;
  rememberMapper(call: SymbolicCall, mapper: Mapper): void;
  /** Handles what happens while a function is called during mapping. */
  replay(event: ProgramEvent): void;
  /** The creation order of an object that SQLAlchemy makes now. */
  nextOrder(): number;
  /** Configures a property that was added to a mapper that is configured already. */
  configureAdded(property: MapperProperty): void;
  /** The mapper that a call such as `reg.map_imperatively(…)` gave. */
  mapperByCall(value: Value): Mapper | undefined;
  /** Whether a class is mapped, or will be, so that subclasses inherit from its mapper (`_is_supercls_for_inherits`). */
  isInheritable(cls: ClassValue): boolean;
  /** Flask-SQLAlchemy before 3. */
  readonly isLegacyFlask: boolean;
}

/** `MappedColumn` of `orm/properties.py`: a Column with what the mapper wants to know. */
export interface MappedColumn {
  readonly kind: 'mappedColumn';
  column: Column;
  readonly call?: SymbolicCall;
  hasNullable: boolean;
  useExistingColumn: boolean;
  sortOrder: number;
  /** Becomes an explicit ColumnProperty: `deferred`, `deferred_group`, `active_history`… */
  isExplicitProperty: boolean;
  hasInsertDefault: boolean;
  readonly isUnmapped: boolean;
  /** `init`, `repr`, `default_factory`… that were passed, `default` apart. */
  readonly dataclassArguments: readonly string[];
  readonly anchor: Anchor;
}

/** A constraint or index before it has a table. */
export type PendingConstraint =
  | {
      readonly kind: 'foreignKeyConstraint';
      readonly call: SymbolicCall;
      readonly columns: readonly ColumnArgument[];
      readonly foreignKeys: readonly ForeignKey[];
      readonly constraint: ForeignKeyConstraint;
      readonly anchor: Anchor;
    }
  | {
      readonly kind: 'primaryKey' | 'unique' | 'index';
      readonly call: SymbolicCall;
      /** `UniqueConstraint`… as SQLAlchemy prints the class; a subclass prints its own name. */
      readonly className: string;
      readonly columns: readonly ColumnArgument[];
      readonly isUnique: boolean;
      /** Partial or over an expression: not a key. */
      readonly isConditional: boolean;
      readonly anchor: Anchor;
      table?: Table;
    }
  | { readonly kind: 'check'; readonly call: SymbolicCall; readonly anchor: Anchor };

/** A column of a constraint as written. */
export type ColumnArgument =
  | { readonly kind: 'name'; readonly name: string; readonly anchor: Anchor }
  | { readonly kind: 'column'; readonly column: Column; readonly anchor: Anchor }
  | { readonly kind: 'expression'; readonly anchor: Anchor }
  | { readonly kind: 'dynamic'; readonly anchor: Anchor };

export interface DeclarativeBase {
  readonly registry: Registry;
  /** Whether assignments after the class statement are mapped (`_DynamicAttributesType`). */
  readonly interceptsAttributes: boolean;
  /** Python classes that the generated base inherits from (`declarative_base(cls=Model)`). */
  readonly classes: readonly ClassValue[];
  readonly kind: 'declarative' | 'flask' | 'sqlmodel' | 'automap' | 'unknown';
  readonly flask?: FlaskExtension;
  /** Why what the base holds is not known. */
  readonly openReason?: string;
  readonly isDataclass: boolean;
}

/** One `SQLAlchemy()` object of Flask-SQLAlchemy. */
export interface FlaskExtension {
  readonly call: SymbolicCall;
  readonly metadatas: Map<string | undefined, MetaData>;
  readonly disableAutonaming: boolean;
  /** Versions before 3 have one MetaData for all binds and another naming rule. */
  readonly isLegacy: boolean;
  registry?: Registry;
}

/** What SQLAlchemy has set on a class (`setattr(cls, …)`, `install_member`), besides its own namespace. */
export interface ClassState {
  /** Columns copied from mixins and values of declared attributes, by name. */
  readonly attributes: Map<string, ClassAttribute>;
  table?: Selectable | null;
  metadata?: MetaData;
  /** `metadata` was set by a bind key, which SQLAlchemy then takes for an attribute of the class. */
  hasGeneratedMetadata?: boolean;
  /** Set by Flask-SQLAlchemy and SQLModel. */
  tableName?: Value;
  /** Results of `declared_attr` functions while the class is scanned (`declared_attr_reg`). */
  readonly declaredAttributes: Map<Value, Value>;
  isInstrumented: boolean;
  /** Why parts of the class are not known. */
  openReason?: string;
  isDataclass?: boolean;
}

export type ClassAttribute =
  | { readonly kind: 'column'; readonly column: Column }
  | { readonly kind: 'mappedColumn'; readonly mapped: MappedColumn }
  | { readonly kind: 'value'; readonly value: Value; readonly anchor: Anchor; readonly valueAnchor?: Anchor };

/** Parts of a Mapper that only its construction and its subclasses need. */
export interface MapperState {
  readonly columnToProperty: Map<Column, ColumnProperty>;
  readonly includeProperties?: readonly (string | Column)[];
  readonly excludeProperties?: readonly (string | Column)[];
  readonly columnPrefix: string;
  readonly isConcrete: boolean;
  readonly isSingle: boolean;
  readonly isPolymorphicAbstract: boolean;
  readonly equatedPairs: readonly (readonly [Column, Column])[];
  /** Shared with the whole hierarchy. */
  readonly polymorphicMap: Map<string, Mapper>;
  readonly explicitPrimaryKey: boolean;
  /** Keys of `Table.primary_key` known for this mapper's selectable. */
  isConfigured: boolean;
  versionIdColumn?: Column;
  /** Set while the first error of the class has been reported: later ones follow from it. */
  hasFailed: boolean;
  readonly dataclassFields: ReadonlySet<string>;
  readonly propertyAnchors: Map<MapperProperty, Anchor>;
}
