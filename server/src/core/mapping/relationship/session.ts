/** What configuring the relationships of one program keeps between relationships. */
import type { MappingContext } from '../context';
import type { Relationship } from '../mapper';
import type { Column, Selectable } from '../schema/schema';
import type { SqlExpression } from '../sql/expression';
import type { AliasedObject, DynamicObject, RaisedObject, SqlEnvironment } from '../sql/sqlObject';
import { anchorOfArgument, reportFault } from './reporting';
import type { RelationshipProblem } from './reporting';

export interface ConfigureSession {
  readonly context: MappingContext;
  readonly states: Map<Relationship, RelationshipState>;
  /** Column written at flush, with the relationships that write it and where each takes the value from. */
  readonly writers: Map<Column, Map<Relationship, Column>>;
}

export interface RelationshipState {
  /** `_configure_started`. */
  isStarted: boolean;
  isFinished: boolean;
  /** Whether the target has been looked for. */
  hasEntity: boolean;
  alias?: AliasedObject;
  resolved?: ResolvedArguments;
  /** Whether the primaryjoin came with marks of its own, before any were worked out. */
  statedMarks: { readonly foreign: boolean; readonly remote: boolean };
  /** What a backref hands over in place of written arguments. */
  readonly inherited?: InheritedArguments;
}

/** `_init_args`, resolved. */
export interface ResolvedArguments {
  primaryjoin?: SqlExpression;
  secondaryjoin?: SqlExpression;
  secondary?: Selectable;
  /** How Python prints a `secondary` that is no FROM object. */
  refusedSecondary?: string;
  foreignKeys: StatedColumns;
  remoteSide: StatedColumns;
  /** `_local_remote_pairs`, which states what is near and far pair by pair. */
  localRemotePairs: readonly StatedPair[];
}

/** Columns of `foreign_keys` or `remote_side`. Other expressions count as stated and match no column. */
export interface StatedColumns {
  readonly columns: ReadonlySet<Column>;
  readonly isStated: boolean;
}

export const NOT_STATED: StatedColumns = { columns: new Set(), isStated: false };

/** Only columns of tables match; mapped attributes do not. */
export type StatedPair = readonly [local: Column | undefined, remote: Column | undefined];

export interface InheritedArguments {
  readonly from: Relationship;
  readonly primaryjoin?: SqlExpression;
  readonly secondaryjoin?: SqlExpression;
  readonly secondary?: Selectable;
  readonly foreignKeys?: StatedColumns;
}

/** Whether the next step may run. */
export type StepOutcome = 'done' | 'stopped';

export function stateOf(session: ConfigureSession, relationship: Relationship): RelationshipState {
  const known = session.states.get(relationship);
  if (known !== undefined) return known;
  const state: RelationshipState = newState();
  session.states.set(relationship, state);
  return state;
}

export function newState(inherited?: InheritedArguments): RelationshipState {
  return { isStarted: false, isFinished: false, hasEntity: false, statedMarks: { foreign: false, remote: false }, inherited };
}

/** Reports an error that ends the relationship's configuration. */
export function fail(session: ConfigureSession, relationship: Relationship, problem: RelationshipProblem): StepOutcome {
  reportFault(session.context, relationship, problem);
  return 'stopped';
}

export function warn(session: ConfigureSession, relationship: Relationship, problem: RelationshipProblem): void {
  reportFault(session.context, relationship, problem);
}

/** Ends the relationship's configuration because only run time knows how it goes on. */
export function giveUp(relationship: Relationship, reason: string): StepOutcome {
  relationship.dynamic ??= reason;
  return 'stopped';
}

/** Ends the configuration for an object that could not be made. */
export function stopAt(session: ConfigureSession, relationship: Relationship, object: RaisedObject | DynamicObject, argument: string): StepOutcome {
  if (object.kind === 'dynamic') return giveUp(relationship, object.reason);
  const { id, exceptionClass, message, data } = object;
  return fail(session, relationship, { id, exceptionClass, message, data: { argument, ...data }, anchor: anchorOfArgument(relationship, argument) });
}

export function environmentOf(session: ConfigureSession, relationship: Relationship, argument: string): SqlEnvironment {
  return { context: session.context, anchor: anchorOfArgument(relationship, argument) };
}
