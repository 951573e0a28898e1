/**
 * A quote that is being typed can swallow the rest of a file. The tree before the edit then says more about the models than the one
 * after it; it is kept, with its offsets moved by what was typed.
 */
import type { SpanTable, Statement, SyntaxTree } from './python/syntax';
import { changedRange } from './text/changedRange';

/** Whether a string without an end took away statements that the tree before still had. */
export function hasLostItsEnd(old: SyntaxTree, fresh: SyntaxTree): boolean {
  const isOpen = fresh.errors.some(({ message }) => message.startsWith('unterminated'));
  return isOpen && countClasses(fresh.body) < countClasses(old.body);
}

function countClasses(statements: readonly Statement[]): number {
  return statements.reduce((total, statement) => total + (statement.kind === 'ClassDef' ? 1 + statement.body.length : 0), 0);
}

/** The old tree over the new text: offsets behind the changed range move with it. */
export function lastGoodTree(old: SyntaxTree, fresh: SyntaxTree): SyntaxTree {
  const { prefix, suffixStart } = changedRange(old.text, fresh.text);
  const shift = fresh.text.length - old.text.length;
  const move = (offset: number): number => (offset <= prefix ? offset : offset >= suffixStart ? offset + shift : Math.min(prefix, fresh.text.length));
  const spans: SpanTable = {
    spanOf: (id) => {
      const { start, end } = old.spans.spanOf(id);
      const from = move(start);
      return { start: from, end: Math.max(from, move(end)) };
    },
  };
  return {
    text: fresh.text,
    body: old.body,
    errors: fresh.errors,
    spans,
    bodyOf: (fn) => old.bodyOf(fn),
    bodyFingerprints: old.bodyFingerprints,
    fingerprint: old.fingerprint,
  };
}
