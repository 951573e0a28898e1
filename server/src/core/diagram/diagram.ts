/**
 * What the diagram shows, as plain serialisable data: no positions, no colours, no spans. Made from the graph in the core, drawn by
 * the webview, and exported as text or SVG. Invariant: every edge's ends name entities of the same diagram.
 */
import type { Multiplicity } from '../mapping/mapper';

export interface Diagram {
  readonly entities: readonly DiagramEntity[];
  readonly edges: readonly DiagramEdge[];
  /** Modules (or packages) in the order they are to be shown. */
  readonly groups: readonly { readonly id: string; readonly label: string }[];
  /** The entity to focus on first, when one was asked for. */
  readonly focus?: string;
  /** What is not in `entities`, and why, in words for the panel: filtered, unmapped, decided at run time. */
  readonly notes: readonly string[];
}

export interface DiagramOptions {
  /** Entity to focus on; with `depth` only its neighbourhood is returned. */
  readonly focus?: string;
  /** Number of hops from `focus`; undefined for the whole schema. */
  readonly depth?: number;
  /** Association tables as one n:n edge (true) or as cards (false). */
  readonly foldAssociationTables: boolean;
}

/** What a comparison with another state says of a part of the diagram. */
export type DiagramChange = 'added' | 'removed' | 'changed';

export interface DiagramEntity {
  /** `app.models.user.User`, or `table:student_course` for a table that no class maps. */
  readonly id: string;
  readonly kind: 'entity' | 'table';
  readonly name: string;
  /** Table key as printed below the name; undefined for none. */
  readonly table?: string;
  readonly module: string;
  readonly group: string;
  readonly columns: readonly DiagramColumn[];
  readonly inheritance?: 'joined' | 'single' | 'concrete';
  readonly isAssociation: boolean;
  /** Why parts of it are decided at run time. */
  readonly dynamic?: string;
  readonly problems: readonly DiagramProblem[];
  readonly change?: DiagramChange;
  /** How many entities joined to this one a part of a diagram leaves out; undefined for none. */
  readonly hiddenNeighbours?: number;
}

export interface DiagramColumn {
  /** Key within the card; edges name rows by it. */
  readonly key: string;
  readonly name: string;
  /** As written: `String(50)`. */
  readonly type: string;
  readonly isPrimaryKey: boolean;
  readonly isForeignKey: boolean;
  readonly isNullable: boolean;
  readonly isUnique: boolean;
  readonly change?: DiagramChange;
}

export interface DiagramProblem {
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly message: string;
  /** Relationship or column key it belongs to. */
  readonly member?: string;
}

/** One line: a pair of relationships, a one-way relationship, an inheritance link, or a foreign key that no relationship uses. */
export interface DiagramEdge {
  readonly id: string;
  readonly kind: 'relationship' | 'inheritance' | 'foreignKey';
  readonly source: DiagramEnd;
  readonly target: DiagramEnd;
  /** Join condition as SQL, one entry a condition; empty for inheritance. */
  readonly join: readonly string[];
  /** Through table of a many-to-many edge. */
  readonly secondary?: string;
  readonly isViewonly: boolean;
  readonly isSelfReference: boolean;
  readonly dynamic?: string;
  readonly problems: readonly DiagramProblem[];
  readonly change?: DiagramChange;
}

export interface DiagramEnd {
  readonly entity: string;
  /** Column keys of the rows the line touches, in pair order; empty where it ends at the card's head. */
  readonly columns: readonly string[];
  /** How many rows of this end belong to one row of the other end. */
  readonly multiplicity?: Multiplicity;
  /** The relationship attribute that stands at this end (declared on this end's entity), if any: `installations`. */
  readonly relationship?: string;
}
