/** A problem as every reader of it gets it: worded, placed, with what SQLAlchemy itself would say. */
import type { Place } from '../declarations/anchor';

export type ProblemSeverity = 'error' | 'warning' | 'information' | 'hint';

/** One problem at its place, worded. */
export interface ProblemResult extends Place {
  /** Stable kebab-case code such as `back-populates-missing`. */
  readonly code: string;
  readonly severity: ProblemSeverity;
  /** What is wrong, where the other half is, what to do; present tense, no full stop. */
  readonly message: string;
  readonly entity?: string;
  readonly relationship?: string;
  readonly sqlalchemy?: { readonly class: string; readonly message: string; readonly page?: string };
  readonly related: readonly { readonly place: Place; readonly message: string }[];
  readonly tags: readonly ('unnecessary' | 'deprecated')[];
}
