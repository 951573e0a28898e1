/** Reporting of what SQLAlchemy raises or warns about while classes and tables are created. */
import type { Anchor } from '../declarations/anchor';
import type { ClassValue } from '../evaluate/values';
import type { Fault, FaultDatum } from './faults';
import type { MappingContext } from './context';

export interface ImportProblem {
  /** Row of the table of errors. */
  readonly id: string;
  /** `ArgumentError`, `SAWarning`… */
  readonly exceptionClass: string;
  /** As `str()` of the exception, without the background link. */
  readonly message: string;
  readonly code?: string;
  readonly anchor: Anchor;
  readonly cls?: ClassValue;
  readonly related?: Fault['related'];
  readonly data?: Readonly<Record<string, FaultDatum>>;
}

export function importFault(problem: ImportProblem): Fault {
  return {
    id: problem.id,
    phase: 'import',
    sqlalchemy: { exceptionClass: problem.exceptionClass, message: problem.message, code: problem.code, isWarning: isWarningClass(problem.exceptionClass) },
    anchor: problem.anchor,
    className: problem.cls?.name,
    related: problem.related,
    data: problem.data,
  };
}

export function reportImport(context: MappingContext, problem: ImportProblem): Fault {
  const fault = importFault(problem);
  context.report(fault);
  return fault;
}

export function isWarningClass(exceptionClass: string): boolean {
  return exceptionClass.endsWith('Warning');
}
