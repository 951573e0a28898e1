/** What every feature reads: one immutable snapshot of the project. */
import type { Anchor, FileId, Place } from '../declarations/anchor';
import type { MapperGraph, Relationship } from '../mapping/mapper';
import type { SyntaxTree } from '../python/syntax';
import type { LineIndex } from '../text/lineIndex';
import type { MentionsOfFile } from './mentions';
import type { GraphSites } from './sites';

export interface FeatureContext {
  readonly graph: MapperGraph;
  /** Every file of the workspace, in path order. */
  files(): readonly FileId[];
  /** Those whose text holds a word; kept, since one question asks for a class often. */
  filesWith(word: string): readonly FileId[];
  treeOf(file: FileId): SyntaxTree | undefined;
  pathOf(file: FileId): string | undefined;
  placeOf(anchor: Anchor): Place | undefined;
  /** Computed once for each graph. */
  readonly sites: GraphSites;
  /** All of a file; computed once for each file of a snapshot. */
  mentionsOf(file: FileId): MentionsOfFile;
  /** Those that touch an offset, which costs little. */
  mentionsAt(file: FileId, offset: number): MentionsOfFile;
  /** Zero-based lines of a file's text. */
  linesOf(file: FileId): LineIndex;
}

/** Source text at an anchor; undefined when the file is gone. */
export function textAt(context: FeatureContext, anchor: Anchor): string | undefined {
  const place = context.placeOf(anchor);
  return place === undefined ? undefined : context.treeOf(place.file)?.text.slice(place.span.start, place.span.end);
}

/** The text of an argument of a relationship, as written. */
export function argumentText(context: FeatureContext, relationship: Relationship, argument: string): string | undefined {
  const stated = relationship.declaration.arguments.get(argument);
  return stated === undefined ? undefined : textAt(context, stated.anchor);
}
