/**
 * The top level of a module in segments: one statement or line of statements each, with the blank lines and comments before it. A segment is read
 * without regard to what stands before, so that an edit needs only the segments around it to be read again (`readAgain`).
 */
import { isLineEnd } from './characters';
import { HASH_PRIME, HASH_SEED } from './names';
import { parseStatement } from './parseStatements';
import type { ParserState } from './parserState';
import type { Statement } from './syntax';
import { Token } from './tokens';

const enum Column {
  /** End of the token before the segment. */
  Start,
  /** What there was before it: ids, bodies, statements, errors. */
  Nodes,
  Bodies,
  Statements,
  ParserErrors,
  TokenizerErrors,
  /** Hashes of its tokens from the second on, and of the first one behind it. */
  Hash,
  SecondHash,
}
const WIDTH = 8;

/** Where one segment begins, and how much of everything comes before it. */
export interface SegmentStart {
  readonly start: number;
  readonly nodes: number;
  readonly bodies: number;
  readonly statements: number;
  readonly parserErrors: number;
  readonly tokenizerErrors: number;
}

/** A table with a row a segment. */
export class Segments {
  length = 0;
  private cells = new Int32Array(WIDTH * 16);

  at(index: number): SegmentStart {
    const { cells } = this;
    const cell = (column: Column): number => cells[index * WIDTH + column] ?? 0;
    return {
      start: cell(Column.Start),
      nodes: cell(Column.Nodes),
      bodies: cell(Column.Bodies),
      statements: cell(Column.Statements),
      parserErrors: cell(Column.ParserErrors),
      tokenizerErrors: cell(Column.TokenizerErrors),
    };
  }

  startOf(index: number): number {
    return this.cells[index * WIDTH + Column.Start] ?? 0;
  }

  /** The last segment that begins at the offset or before; 0 where none does. */
  indexAt(offset: number): number {
    let low = 0;
    let high = this.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.startOf(middle) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  add(state: ParserState, statements: number): void {
    const { tokenizer } = state;
    if ((this.length + 1) * WIDTH > this.cells.length) this.grow(this.cells.length * 2);
    const row = [tokenizer.previousEnd, state.nextId, state.bodies.length, statements, state.errors.length, tokenizer.errors.length];
    this.cells.set(row, this.length * WIDTH);
    this.length++;
  }

  /** Ends the segment added last: its hash, and room in the ids, so that those behind it stay the same when it grows a little. */
  finish(state: ParserState): void {
    const at = (this.length - 1) * WIDTH;
    const { tokenizer } = state;
    this.cells[at + Column.Hash] = tokenizer.hash;
    this.cells[at + Column.SecondHash] = tokenizer.secondHash;
    tokenizer.beginHash();
    const first = this.cells[at + Column.Nodes] ?? 0;
    state.leaveRoom(roundedUp(state.nextId - first) + first);
  }

  /** Copies rows of another table to the end of this one, moved by the difference. */
  addFrom(other: Segments, from: number, to: number, moved: Partial<SegmentStart> = {}): void {
    const at = this.length * WIDTH;
    this.grow(at + (to - from) * WIDTH);
    this.cells.set(other.cells.subarray(from * WIDTH, to * WIDTH), at);
    this.length += to - from;
    for (let row = at; row < this.length * WIDTH; row += WIDTH) {
      this.move(row + Column.Start, moved.start);
      this.move(row + Column.Statements, moved.statements);
      this.move(row + Column.ParserErrors, moved.parserErrors);
      this.move(row + Column.TokenizerErrors, moved.tokenizerErrors);
    }
  }

  /** Whether the segment says the same as the one at the same place of another table, with the same ids, its first token apart. */
  isEqualAt(index: number, other: Segments): boolean {
    if (index >= this.length || index >= other.length) return false;
    for (const column of [Column.Nodes, Column.Bodies, Column.Statements, Column.Hash, Column.SecondHash]) {
      if (this.cells[index * WIDTH + column] !== other.cells[index * WIDTH + column]) return false;
    }
    return true;
  }

  /** Equal for texts that differ in layout and comments only. */
  get fingerprint(): number {
    let first = HASH_SEED;
    let second = 0;
    for (let row = 0; row < this.length * WIDTH; row += WIDTH) {
      first = Math.imul(first ^ (this.cells[row + Column.Hash] ?? 0), HASH_PRIME);
      second = Math.imul((second << 5) ^ (second >>> 7) ^ (this.cells[row + Column.SecondHash] ?? 0), 0x85ebca6b);
    }
    return (first >>> 0) * 0x20_0000 + (second >>> 11);
  }

  /** Gives back what was reserved for more rows. */
  trim(): void {
    this.cells = this.cells.slice(0, this.length * WIDTH);
  }

  private move(cell: number, by = 0): void {
    this.cells[cell] = (this.cells[cell] ?? 0) + by;
  }

  private grow(size: number): void {
    if (size <= this.cells.length) return;
    const cells = new Int32Array(size);
    cells.set(this.cells);
    this.cells = cells;
  }
}

/** With room for about an eighth more; imports and the like, which seldom grow, get none. */
function roundedUp(count: number): number {
  const step = count < 8 ? 1 : Math.max(16, 1 << (29 - Math.clz32(count)));
  return Math.ceil(count / step) * step;
}

/**
 * Reads statements up to the end of the text, or until `isDone` says between two segments that the rest is known.
 * The current token is the first one to be read.
 */
export function parseSegments(state: ParserState, blockIndent: number, statements: Statement[], segments: Segments, isDone: () => boolean): void {
  const { tokenizer } = state;
  while (tokenizer.kind !== Token.EndOfText) {
    segments.add(state, statements.length);
    state.beginStatement();
    if (tokenizer.indent !== blockIndent) {
      state.error(tokenizer.indent > blockIndent ? 'unexpected indent' : 'unindent does not match any outer indentation level');
    }
    parseStatement(state, statements);
    segments.finish(state);
    if (isDone()) return;
  }
}

/** Whether the tokenizer stands where it would if the text began with the current line. */
export function isAtFreshLine({ text, tokenizer }: ParserState): boolean {
  const { previousEnd, openBracket, start } = tokenizer;
  return isLineEnd(text.charCodeAt(previousEnd - 1)) && (openBracket < 0 || openBracket === start);
}
