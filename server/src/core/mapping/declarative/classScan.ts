/** The state of mapping one class declaratively (`orm/decl_base.py: _DeclarativeMapperConfig`). */
import type { Anchor } from '../../declarations/anchor';
import type { Binding, ClassValue, SymbolicCall, Value } from '../../evaluate/values';
import type { Fault } from '../faults';
import { importFault, isWarningClass, type ImportProblem } from '../importFaults';
import type { Mapper, Registry, RelationshipDeclaration } from '../mapper';
import type { Column, Selectable } from '../schema/schema';
import type { DeclarativeBase, MappedColumn, MappingState } from '../state';
import type { CollectedAnnotation } from './annotations';

export interface ClassScan {
  readonly state: MappingState;
  readonly cls: ClassValue;
  readonly registry: Registry;
  readonly base?: DeclarativeBase;
  /** The class's own namespace when its statement ended (`clsdict_view`). */
  readonly dict: ReadonlyMap<string, Binding>;
  readonly collected: Map<string, Collected>;
  readonly annotations: Map<string, CollectedAnnotation>;
  /** Original column of a mixin → its copy for this class. */
  readonly columnCopies: Map<Column, Column>;
  readonly declaredColumns: Column[];
  readonly columnOrdering: Map<Column, number>;
  readonly properties: Map<string, PropertySource>;
  readonly allowUnmapped: boolean;
  readonly isDataclass: boolean;
  readonly isDataclassBefore: boolean;
  tableName?: PlacedDirective;
  tableArgs?: PlacedDirective;
  mapperArgs?: PlacedDirective;
  hasTableFunction: boolean;
  inherits?: ClassValue;
  isSingle: boolean;
  /** undefined until set up; null where the class has none of its own. */
  localTable?: Selectable | null;
  /** The first error. Later ones follow from it and are not reported. */
  fault?: Fault;
  /** A call in the class body failed; SQLAlchemy would not have come to the class. */
  hasFailedCall?: boolean;
  /** Why something of the class is known at run time only; errors that depend on it are not reported. */
  openReason?: string;
}

export interface PlacedDirective {
  readonly value: Value;
  readonly anchor: Anchor;
}

/** An attribute that may be mapped (`collected_attributes`). */
export interface Collected {
  readonly content: CollectedContent;
  /** The class whose body states it. */
  readonly declaredOn: ClassValue;
  readonly nameAnchor: Anchor;
  readonly valueAnchor?: Anchor;
}

export type CollectedContent =
  | { readonly kind: 'column'; readonly column: Column }
  | { readonly kind: 'mappedColumn'; readonly mapped: MappedColumn }
  /** A relationship whose arguments another library has stated: SQLModel's. */
  | { readonly kind: 'relationship'; readonly call: SymbolicCall; readonly declaration: RelationshipDeclaration }
  | { readonly kind: 'value'; readonly value: Value };

/** What the mapper is asked to map under a name (`properties`). */
export interface PropertySource {
  readonly content: PropertyContent;
  readonly declaredOn: ClassValue;
  readonly nameAnchor: Anchor;
}

export type PropertyContent =
  /** A Column, or a list of them, of which the first is the subclass's. */
  | { readonly kind: 'columns'; readonly columns: readonly Column[] }
  | { readonly kind: 'columnProperty'; readonly columns: readonly Column[]; readonly expression?: Value; readonly call?: SymbolicCall }
  | { readonly kind: 'relationship'; readonly call: SymbolicCall; readonly declaration: RelationshipDeclaration }
  | { readonly kind: 'synonym'; readonly name?: string; readonly call?: SymbolicCall }
  | { readonly kind: 'composite'; readonly columns: readonly Column[]; readonly call: SymbolicCall }
  | { readonly kind: 'other'; readonly call?: SymbolicCall };

/** Reports an error or warning of this class; after the first error nothing more. Gives whether it was reported. */
export function reportInScan(scan: ClassScan, problem: ImportProblem): boolean {
  if (scan.fault !== undefined) return false;
  const fault = importFault({ cls: scan.cls, ...problem });
  if (!isWarningClass(problem.exceptionClass)) scan.fault = fault;
  scan.state.report(fault);
  return true;
}

/** Remembers that something of the class is not known. */
export function leaveOpen(scan: ClassScan, reason: string): void {
  scan.openReason ??= reason;
}

/** `inherits` as a mapper, once it is known. */
export function inheritedMapper(scan: ClassScan): Mapper | undefined {
  return scan.inherits === undefined ? undefined : scan.state.mappersByClass.get(scan.inherits);
}
