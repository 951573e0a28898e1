import { parseModule, parseModuleAgain } from '../python/parser';
import type { FunctionDef, NodeId, SpanTable, Statement, SyntaxError, SyntaxTree } from '../python/syntax';
import type { Span } from '../text/span';

/**
 * The tree of a text that can be let go and read again: equal texts give equal nodes with equal ids. Most files of a project reach no model, and their
 * trees would be most of the memory.
 */
export class ForgettableTree implements SyntaxTree, SpanTable {
  readonly errors: readonly SyntaxError[];
  readonly bodyFingerprints: readonly number[];
  readonly fingerprint: number;
  private known: SyntaxTree | undefined;

  /** @param before of an earlier text: what did not change is taken from it. */
  constructor(
    readonly text: string,
    before?: SyntaxTree,
  ) {
    const known = before instanceof ForgettableTree ? before.known : undefined;
    this.known = known === undefined ? parseModule(text) : parseModuleAgain(text, known);
    this.errors = this.known.errors;
    this.bodyFingerprints = this.known.bodyFingerprints;
    this.fingerprint = this.known.fingerprint;
  }

  get body(): readonly Statement[] {
    return this.tree.body;
  }

  get spans(): SpanTable {
    return this;
  }

  spanOf(id: NodeId): Span {
    return this.tree.spans.spanOf(id);
  }

  bodyOf(fn: FunctionDef): readonly Statement[] {
    return this.tree.bodyOf(fn);
  }

  /** Nodes that were handed out stay valid; new questions read the text again. */
  forget(): void {
    this.known = undefined;
  }

  private get tree(): SyntaxTree {
    return (this.known ??= parseModule(this.text));
  }
}
