/**
 * What one file says. Offsets stand apart (`FileFacts.spans`): whatever was computed from `FileFacts.declarations` stays valid as long as
 * that very object lives on (see `keepDeclarations`).
 */
import type { FunctionDef, SpanTable, Statement, SyntaxTree } from '../python/syntax';
import type { Anchor, FileId } from './anchor';

export interface FileFacts {
  readonly id: FileId;
  /** Below the project root, with `/`. For an installed module its dotted name. */
  readonly path: string;
  /** The tree of the current text. */
  readonly tree: SyntaxTree;
  /** Offsets of the nodes in the current text. */
  readonly spans: SpanTable;
  /** Compared by identity: the same object means that nothing the program depends on has changed. It may stem from an earlier text. */
  readonly declarations: FileDeclarations;
}

/** The statements of a file and what can be read off them without knowing other files. No offsets. */
export interface FileDeclarations {
  readonly file: FileId;
  readonly body: readonly Statement[];
  /** Every import outside function bodies, in source order. */
  readonly imports: readonly ImportFact[];
  /** Names that the module's own top level binds (star imports apart), in order of first binding. */
  readonly boundNames: ReadonlySet<string>;
  /** `from __future__ import annotations` is in force. */
  readonly hasFutureAnnotations: boolean;
  /** Hash of everything outside function bodies, layout and comments apart. */
  readonly fingerprint: number;
  /** Hash of each body that is parsed on demand, by `FunctionDef.bodyIndex`. */
  readonly bodyFingerprints: readonly number[];
  /** The statements of a function's body. */
  bodyOf(fn: FunctionDef): readonly Statement[];
}

/** One import statement; `import a, b.c` gives two. */
export interface ImportFact {
  /** The dotted name as written, without leading dots; empty in `from . import x`. */
  readonly module: string;
  /** Number of leading dots; 0 for an absolute import. */
  readonly level: number;
  /** undefined for `import module`; a star import has one name `*`. */
  readonly names?: readonly ImportedName[];
  /** The local name of `import module as alias`. */
  readonly alias?: string;
  /** Stands in an `if TYPE_CHECKING:` block: it binds nothing at run time. */
  readonly isTypeCheckingOnly: boolean;
  /** The module name; for `from . import x` the statement. */
  readonly anchor: Anchor;
}

export interface ImportedName {
  readonly name: string;
  readonly localName: string;
  readonly anchor: Anchor;
}
