/** Requests of the diagram panel beyond the diagram itself. Entities are named as in the diagram. */
import type { GraphDifference } from '../core/diagram/compare/compareGraphs';
import type { Diagram } from '../core/diagram/diagram';
import type { EntityPath } from '../core/diagram/path/pathsBetween';

export type { ChangeKind, EntityChange, GraphDifference, MemberChange } from '../core/diagram/compare/compareGraphs';
export type { EntityPath, PathStep } from '../core/diagram/path/pathsBetween';

export const diagramMethods = {
  paths: 'sqlalchemyRelationships/paths',
  compare: 'sqlalchemyRelationships/compare',
} as const;

/** Request `paths`: ways from one entity to another that a statement can walk, best first. */
export interface PathsParams {
  /** Chooses the workspace folder; undefined for the first with models. */
  readonly uri?: string;
  readonly from: string;
  readonly to: string;
}

export interface PathsResult {
  readonly paths: readonly EntityPath[];
}

/** Another state of the models. */
export type ComparedWith =
  /** The files as they were last saved. */
  | { readonly kind: 'saved' }
  /** A git revision: `HEAD`, `main~3`, a commit. */
  | { readonly kind: 'revision'; readonly revision: string };

/** Request `compare`: what the models, as they are in the editor, have more, less and otherwise than another state. */
export interface CompareParams {
  readonly uri?: string;
  readonly with: ComparedWith;
  readonly foldAssociationTables: boolean;
}

export type CompareResult =
  | {
      /** Both states in one, with `change` marks. */
      readonly diagram: Diagram;
      readonly difference: GraphDifference;
      /** `1 entity added, 2 changed`. */
      readonly summary: string;
    }
  /** In words for a message. */
  | { readonly refusal: string };
