/** Looks at what a refactoring makes before it is offered: SQLAlchemy must not refuse, or warn of, anything that it took before. */
import type { ProblemResult } from '../problems/problem';
import { refused, type Refused } from './outcome';

/** Why the result is no good; undefined when it is. */
export function newTrouble(before: readonly ProblemResult[], after: readonly ProblemResult[]): Refused | undefined {
  const known = new Set(before.map(({ code, message }) => `${code} ${message}`));
  const added = after.find(({ code, message, severity }) => (severity === 'error' || severity === 'warning') && !known.has(`${code} ${message}`));
  return added === undefined ? undefined : refused(`It would not work: ${added.message}`);
}
