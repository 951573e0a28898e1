/** What a refactoring gives: the edits, or why the meaning could not be kept. */
import type { FileEdits } from '../features/results';

export type RefactoringOutcome = Refactored | Refused;

export interface Refactored {
  readonly kind: 'ok';
  /** `Create User.posts and Post.author`. */
  readonly title: string;
  /** One entry a file. */
  readonly changes: readonly FileEdits[];
}

export interface Refused {
  readonly kind: 'refused';
  /** In words for a message, without full stop. */
  readonly reason: string;
}

export function refused(reason: string): Refused {
  return { kind: 'refused', reason };
}

/** One entry a file, the edits of each in the order given. */
export function mergeEdits(changes: readonly FileEdits[]): readonly FileEdits[] {
  const byFile = new Map<FileEdits['file'], FileEdits>();
  for (const { file, edits } of changes) {
    if (edits.length > 0) byFile.set(file, { file, edits: [...(byFile.get(file)?.edits ?? []), ...edits] });
  }
  return [...byFile.values()];
}
