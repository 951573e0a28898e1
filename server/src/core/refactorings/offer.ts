/** What the cursor is on, for refactorings, and how one is offered. */
import type { FileId } from '../declarations/anchor';
import type { FeatureContext } from '../features/context';
import type { CodeActionResult, FileEdits } from '../features/results';
import { relationshipsOf, subjectAt, type Subject } from '../features/subject';
import type { Mapper, Relationship } from '../mapping/mapper';
import type { SyntaxTree } from '../python/syntax';
import { mergeEdits, type RefactoringOutcome } from './outcome';

export interface RefactoringPlace {
  readonly context: FeatureContext;
  readonly file: FileId;
  readonly tree: SyntaxTree;
  readonly offset: number;
  readonly subject: Subject;
  /** The one configured relationship that the cursor is on, or in whose arguments it is. */
  readonly relationship?: Relationship;
  /** The class on whose declared name the cursor is. */
  readonly entity?: Mapper;
}

/** Refactorings of one kind at a place; empty where there is nothing of that kind. */
export type RefactoringProvider = (place: RefactoringPlace) => readonly CodeActionResult[];

export function placeAt(context: FeatureContext, file: FileId, offset: number): RefactoringPlace | undefined {
  const tree = context.files().includes(file) ? context.treeOf(file) : undefined;
  const subject = tree === undefined ? undefined : subjectAt(context, file, offset);
  if (tree === undefined || subject === undefined || tree.errors.length > 0) return undefined;
  const [relationship, ...copies] = subject.context?.relationships ?? relationshipsOf(subject);
  const isWhole = relationship !== undefined && copies.length === 0 && relationship.fault === undefined && relationship.target !== undefined && relationship.direction !== undefined;
  const [referent] = subject.referents;
  const isClass = referent?.kind === 'entity' && subject.role === 'declaration' && subject.referents.length === 1;
  return { context, file, tree, offset, subject, ...(isWhole ? { relationship } : {}), ...(isClass ? { entity: referent.mapper } : {}) };
}

export function offered(title: string, kind: CodeActionResult['kind'], changes: readonly FileEdits[]): CodeActionResult {
  return { title, kind, isPreferred: false, changes: mergeEdits(changes) };
}

/** Shown, but not to be chosen: the reason says why the meaning cannot be kept. */
export function disabled(title: string, kind: CodeActionResult['kind'], reason: string): CodeActionResult {
  return { title, kind, isPreferred: false, changes: [], disabledReason: reason };
}

export function offeredOutcome(title: string, kind: CodeActionResult['kind'], outcome: RefactoringOutcome): CodeActionResult {
  return outcome.kind === 'refused' ? disabled(title, kind, outcome.reason) : offered(outcome.title, kind, outcome.changes);
}
