import { decodePiece } from './literals';
import type { StringLiteral, StringPart, SyntaxTree } from './syntax';

/** Between indices into a string's value and offsets into the text it was written in. Out of range, the nearest place answers. */
export interface ContentMap {
  /** Offset where the character at an index of the value is written; for the length of the value, the end of the last literal's text. */
  sourceStart(index: number): number;
  /** Offset behind the character before an index of the value: the end, in the source, of `value.slice(…, index)`. */
  sourceEnd(index: number): number;
  /** The index of the value that an offset stands at; undefined outside the quotes of every literal. */
  indexAt(offset: number): number | undefined;
}

/**
 * How the value of a string, or of one literal of it, lies in the source: prefixes, quotes, escapes and the gaps between
 * adjacent literals are taken into account.
 */
export function contentMap(string: StringLiteral | StringPart, tree: SyntaxTree): ContentMap {
  const starts: number[] = [];
  const ends: number[] = [];
  const areas: { readonly start: number; readonly end: number; readonly index: number }[] = [];
  for (const part of string.kind === 'String' ? string.parts : [string]) {
    const area = contentArea(part, tree);
    areas.push({ ...area, index: starts.length });
    readPieces(part, tree.text, area, starts, ends);
  }
  const first = areas[0]?.start ?? 0;
  const last = areas.at(-1)?.end ?? 0;
  return {
    sourceStart: (index) => starts[Math.max(0, index)] ?? last,
    sourceEnd: (index) => (index <= 0 ? first : (ends[Math.min(index, ends.length) - 1] ?? first)),
    indexAt: (offset) => {
      const area = areas.find(({ start, end }) => start <= offset && offset <= end);
      if (area === undefined) return undefined;
      let index = area.index;
      while (index < ends.length && (ends[index] ?? 0) <= offset && (starts[index] ?? 0) < area.end) index++;
      return index;
    },
  };
}

/** The text between the quotes of one literal. */
function contentArea(part: StringPart, tree: SyntaxTree): { readonly start: number; readonly end: number } {
  const span = tree.spans.spanOf(part.id);
  const start = span.start + part.prefix.length + part.quote.length;
  const isClosed = span.end >= start + part.quote.length && tree.text.startsWith(part.quote, span.end - part.quote.length);
  return { start, end: isClosed ? span.end - part.quote.length : Math.max(start, span.end) };
}

/** Adds where each UTF-16 unit of the part's value begins and ends. An escape that stands for two units is at one place. */
function readPieces(part: StringPart, text: string, area: { readonly start: number; readonly end: number }, starts: number[], ends: number[]): void {
  const options = { isRaw: part.prefix.includes('r'), isBytes: part.prefix.includes('b') };
  let offset = area.start;
  while (offset < area.end) {
    const piece = decodePiece(text, offset, area.end, options);
    for (let unit = 0; unit < piece.value.length; unit++) {
      starts.push(offset);
      ends.push(piece.end);
    }
    offset = piece.end;
  }
}
