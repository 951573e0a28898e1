/** What SQLAlchemy would raise or warn about, structured. The words for people are made in `core/problems`. */
import type { Anchor } from '../declarations/anchor';
import type { Mapper, Relationship } from './mapper';

/**
 * One error or warning of SQLAlchemy's, or one legal misconfiguration of ours.
 * `id` is the row of the table of errors (`E-BP-MISSING`, `W-OVERLAP`), or `H-…` for what SQLAlchemy never reports.
 */
export interface Fault {
  readonly id: string;
  readonly phase: 'import' | 'configure';
  /** What run time says; undefined for our own hints. */
  readonly sqlalchemy?: SqlAlchemyMessage;
  /** The argument or name that causes it. */
  readonly anchor: Anchor;
  readonly mapper?: Mapper;
  /** Class name where no mapper exists. */
  readonly className?: string;
  readonly relationship?: Relationship;
  /** Places worth showing beside it: the other side, the column, the candidates. */
  readonly related?: readonly { readonly anchor: Anchor; readonly message: string }[];
  /** Names and choices that wording and fixes need, by name. */
  readonly data?: Readonly<Record<string, FaultDatum>>;
}

export type FaultDatum = string | number | boolean | readonly string[] | readonly (readonly string[])[] | undefined;

export interface SqlAlchemyMessage {
  /** `InvalidRequestError`, `SAWarning`… */
  readonly exceptionClass: string;
  /** Exactly as `str()` of the exception without the background link. */
  readonly message: string;
  /** Page code such as `qzyx`; undefined for none. */
  readonly code?: string;
  readonly isWarning: boolean;
}
