import type { Position, Range, Span } from './span';

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/**
 * Converts between offsets and positions of one text. A line ends at `\n`, `\r\n` or a lone `\r`, as in LSP and in Python;
 * a form feed or U+2028 ends none. Total: anything out of range is clamped to the nearest place that exists.
 */
export class LineIndex {
  private readonly lineStarts: Int32Array;

  constructor(private readonly text: string) {
    this.lineStarts = startsOfLines(text);
  }

  get lineCount(): number {
    return this.lineStarts.length;
  }

  positionAt(offset: number): Position {
    const clamped = Math.max(0, Math.min(offset, this.text.length));
    const line = this.lineAt(clamped);
    return { line, character: clamped - this.startOfLine(line) };
  }

  /** A character behind the end of its line means the end of that line, before the line break. */
  offsetAt(position: Position): number {
    if (position.line < 0) return 0;
    if (position.line >= this.lineCount) return this.text.length;
    const start = this.startOfLine(position.line);
    return Math.max(start, Math.min(start + position.character, this.endOfLine(position.line)));
  }

  rangeOf(span: Span): Range {
    return { start: this.positionAt(span.start), end: this.positionAt(span.end) };
  }

  spanOf(range: Range): Span {
    return { start: this.offsetAt(range.start), end: this.offsetAt(range.end) };
  }

  /** Offset of the first character of a line; the length of the text for a line behind the last. */
  startOfLine(line: number): number {
    return this.lineStarts[Math.max(0, line)] ?? this.text.length;
  }

  /** Offset behind the last character of a line, its line break excluded. */
  endOfLine(line: number): number {
    const start = this.startOfLine(line);
    let end = this.startOfLine(line + 1);
    if (line + 1 >= this.lineCount) return end;
    if (end > start && this.text.charCodeAt(end - 1) === LINE_FEED) end--;
    if (end > start && this.text.charCodeAt(end - 1) === CARRIAGE_RETURN) end--;
    return end;
  }

  private lineAt(offset: number): number {
    let low = 0;
    let high = this.lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.startOfLine(middle) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function startsOfLines(text: string): Int32Array {
  const starts = [0];
  // Searching is much faster than looking at each character; most texts have one kind of line end.
  let feed = text.indexOf('\n');
  let carriage = text.indexOf('\r');
  while (feed >= 0 || carriage >= 0) {
    const isCarriage = carriage >= 0 && (feed < 0 || carriage < feed);
    const end = isCarriage ? carriage : feed;
    const next = isCarriage && feed === end + 1 ? end + 2 : end + 1;
    starts.push(next);
    if (isCarriage) carriage = text.indexOf('\r', next);
    if (feed >= 0 && feed < next) feed = text.indexOf('\n', next);
  }
  return Int32Array.from(starts);
}
