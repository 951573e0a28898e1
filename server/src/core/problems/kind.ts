/** One kind of problem: its stable code and its words. One file in `codes/` or `hints/` for each. */
import type { Anchor } from '../declarations/anchor';
import type { Fault } from '../mapping/faults';
import type { MapperGraph } from '../mapping/mapper';
import type { ProblemSeverity } from './problem';

export interface ProblemKind {
  /** Kebab-case; settings, suppressions and the documentation page are named by it. */
  readonly code: string;
  /** The ids of the faults it words. */
  readonly ids: readonly string[];
  /** SQLAlchemy raises → error, warns → warning, legal but likely unmeant → hint. `off`: shown only where the settings ask for it. */
  readonly severity: ProblemSeverity | 'off';
  /** One line for the table of all problems; no full stop. */
  readonly summary: string;
  readonly tags?: readonly ('unnecessary' | 'deprecated')[];
  /** What is wrong, where the other half is, what to do; present tense, no full stop. */
  word(fault: Fault, context: WordingContext): string;
  /** Places worth showing beside those of the fault. */
  related?(fault: Fault, context: WordingContext): readonly RelatedAnchor[];
}

export interface RelatedAnchor {
  readonly anchor: Anchor;
  readonly message: string;
}

export interface WordingContext {
  readonly graph: MapperGraph;
  /** Source text; undefined when the file is gone. */
  textAt(anchor: Anchor): string | undefined;
}

/** A misconfiguration that SQLAlchemy accepts: its words, and how it is found in a graph. */
export interface Hint {
  readonly kind: ProblemKind;
  find(graph: MapperGraph): readonly Fault[];
}
