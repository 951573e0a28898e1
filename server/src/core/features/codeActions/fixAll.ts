/** Many fixes at once: only those that are clearly right, and only as far as they do not touch each other. */
import type { FileId } from '../../declarations/anchor';
import type { ShownProblem } from '../../problems/problemsOf';
import type { FixedAll, ProblemResult, TextEdit } from '../results';
import type { Fix } from './fix';

/** The one preferred fix of each problem; a problem with two of them, or none, needs somebody who chooses. */
export function fixAll(problems: readonly ShownProblem[], fixesFor: (shown: ShownProblem) => readonly Fix[]): FixedAll {
  const accepted = new Map<FileId, TextEdit[]>();
  let count = 0;
  for (const shown of problems) {
    const preferred = fixesFor(shown).filter(({ isPreferred }) => isPreferred === true);
    const [fix] = preferred.length === 1 ? preferred : [];
    const fresh = fix?.changes.map(({ file, edits }) => ({ file, edits: edits.filter((edit) => !(accepted.get(file) ?? []).some((other) => isSame(edit, other))) }));
    if (fresh === undefined || fresh.some(({ file, edits }) => edits.some((edit) => (accepted.get(file) ?? []).some((other) => collide(edit, other))))) continue;
    for (const { file, edits } of fresh) accepted.set(file, [...(accepted.get(file) ?? []), ...edits]);
    count++;
  }
  return { changes: [...accepted].map(([file, edits]) => ({ file, edits })).filter(({ edits }) => edits.length > 0), count };
}

/** Two fixes that need one import, or that repair one thing from its two ends. */
function isSame(one: TextEdit, other: TextEdit): boolean {
  return one.span.start === other.span.start && one.span.end === other.span.end && one.newText === other.newText;
}

/** Insertions at one place stand beside each other only where both add a name to a list. */
function collide(one: TextEdit, other: TextEdit): boolean {
  const isBeside = one.span.start === one.span.end && other.span.start === other.span.end && one.span.start === other.span.start;
  if (isBeside) return !(/^, \w/.test(one.newText) && /^, \w/.test(other.newText));
  return one.span.start < other.span.end && other.span.start < one.span.end;
}

/** A repaired error may uncover the next one, which it hid; more than there were would be our doing. */
export function isNoWorse(before: readonly ProblemResult[], after: readonly ProblemResult[]): boolean {
  const count = (problems: readonly ProblemResult[]): number => problems.filter(({ severity }) => severity === 'error' || severity === 'warning').length;
  return count(after) <= count(before);
}
