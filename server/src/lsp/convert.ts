/** Core places to LSP ranges. */
import { URI } from 'vscode-uri';
import type { FileId, Place } from '../core/declarations/anchor';
import type { Position, Range, Span } from '../core/text/span';

/** The URI as VS Code spells it: file ids are compared as strings, and clients escape differently. */
export function fileIdOf(uri: string): FileId {
  return URI.parse(uri).toString() as FileId;
}

export interface PositionSource {
  positionAt(offset: number): Position;
  offsetAt(position: Position): number;
}

export function rangeOf(lines: PositionSource, span: Span): Range {
  return { start: lines.positionAt(span.start), end: lines.positionAt(span.end) };
}

/** A place as an LSP location; the empty range at the start of a file whose text is not known. */
export function locationOf(place: Place, linesOf: (file: FileId) => PositionSource | undefined): { readonly uri: string; readonly range: Range } {
  const lines = linesOf(place.file);
  const origin = { line: 0, character: 0 };
  return { uri: place.file, range: lines === undefined ? { start: origin, end: origin } : rangeOf(lines, place.span) };
}
