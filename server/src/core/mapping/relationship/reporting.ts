/** Reporting of faults of relationships: the first error stops the relationship, warnings do not. */
import type { Anchor } from '../../declarations/anchor';
import type { MappingContext } from '../context';
import type { Fault, FaultDatum } from '../faults';
import type { Relationship } from '../mapper';

export interface RelationshipProblem {
  /** Row of the table of errors. */
  readonly id: string;
  readonly exceptionClass: string;
  readonly message: string;
  readonly code?: string;
  readonly anchor: Anchor;
  readonly related?: Fault['related'];
  readonly data?: Readonly<Record<string, FaultDatum>>;
}

/** Thrown away by nobody: a step that fails answers with its fault, and the next steps are left out. */
export function reportFault(context: MappingContext, relationship: Relationship, problem: RelationshipProblem, phase: Fault['phase'] = 'configure'): Fault {
  const fault = faultOf(problem, phase, relationship);
  context.report(fault);
  if (fault.sqlalchemy?.isWarning !== true) relationship.fault ??= fault;
  return fault;
}

export function faultOf(problem: RelationshipProblem, phase: Fault['phase'], relationship?: Relationship): Fault {
  const { id, exceptionClass, message, code, anchor, related, data } = problem;
  return {
    id,
    phase,
    sqlalchemy: { exceptionClass, message, code, isWarning: exceptionClass.endsWith('Warning') },
    anchor,
    mapper: relationship?.parent,
    className: relationship?.parent.name,
    relationship,
    related,
    data,
  };
}

/** The place of an argument; of the whole call where it is not written. */
export function anchorOfArgument(relationship: Relationship, ...names: readonly string[]): Anchor {
  for (const name of names) {
    const argument = relationship.declaration.arguments.get(name);
    if (argument !== undefined) return argument.anchor;
  }
  return relationship.declaration.anchor;
}
