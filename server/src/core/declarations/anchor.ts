import type { NodeId } from '../python/syntax';
import type { Span } from '../text/span';

declare const fileIdBrand: unique symbol;

/** Identity of a source file: its URI or path as the host spells it. The core compares it and never reads it as a path. */
export type FileId = string & { readonly [fileIdBrand]: true };

/**
 * A place in a file that survives edits elsewhere: a syntax node by number. Offsets are looked up in the file's current
 * `SpanTable` when a result leaves the core.
 */
export interface Anchor {
  readonly file: FileId;
  readonly node: NodeId;
}

/** A range of one file's current text, for results that leave the core. */
export interface Place {
  readonly file: FileId;
  readonly span: Span;
}
