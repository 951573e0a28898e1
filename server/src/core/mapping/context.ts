/** What the steps of mapping share while the events of a program are replayed. */
import type { Anchor } from '../declarations/anchor';
import type { ClassValue, Program, Value } from '../evaluate/values';
import type { Fault } from './faults';
import type { Mapper, MapperProperty, Registry, SqlAlchemyVersion } from './mapper';
import type { Column, MetaData, Selectable } from './schema/schema';

/** Three answers kept apart: the object, a reason why only run time knows, or that the value is something else (undefined). */
export type Lookup<T> = { readonly kind: 'found'; readonly value: T } | { readonly kind: 'dynamic'; readonly reason: string } | undefined;

export interface MappingContext {
  readonly program: Program;
  readonly version: SqlAlchemyVersion;
  /** In class-creation order. */
  readonly mappers: readonly Mapper[];
  readonly registries: readonly Registry[];
  /** The Core column a value stands for: a `Column(...)` call, `table.c.x`, `Cls.__table__.c.x`, a mapped attribute `User.id` (its first column). */
  columnOf(value: Value): Lookup<Column>;
  /** The FROM object a value stands for: `Table(...)`, `Cls.__table__`, `table.alias()`, `join(a, b)`, `select(...).subquery()`. Not a mapped class. */
  selectableOf(value: Value): Lookup<Selectable>;
  metadataOf(value: Value): Lookup<MetaData>;
  mapperOf(cls: ClassValue): Mapper | undefined;
  /** The mapped attribute `Cls.name` as its mapper knows it now. */
  propertyOf(mapper: Mapper, name: string): MapperProperty | undefined;
  report(fault: Fault): void;
  /** What has been reported so far. */
  readonly faults?: readonly Fault[];
  /** Adds a relationship or other property to a mapper after its creation (backref, `add_property`). */
  addProperty(mapper: Mapper, property: MapperProperty): void;
}

/** A place together with the value that stands there. */
export interface PlacedValue {
  readonly value: Value;
  readonly anchor: Anchor;
}
