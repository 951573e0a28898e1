import type { Scanner } from './scanner';
import type { MissingExpression, NodeId, SyntaxError } from './syntax';
import { BODY_ID_STRIDE } from './syntax';
import { Token } from './tokens';
import { Tokenizer } from './tokenizer';

/** Deeper nesting than this is passed over. A pair of brackets counts twice; CPython's tokenizer stops at 200 of them too. */
const MAXIMUM_NESTING = 400;
/** A chain such as `a + b + c` or `a.b().c()` makes a tree as high as it is long; higher ones are passed over. */
const MAXIMUM_HEIGHT = 1_000;
const MAXIMUM_ERRORS = 200;

/** Where the text of a function's body lies, and what it is in. */
export interface BodyRange {
  /** Behind the colon of the header. */
  readonly start: number;
  readonly end: number;
  /** Column of the block the function stands in. */
  readonly indent: number;
}

/** Everything the parsing functions share while one text, or one function's body, is read. */
export class ParserState {
  readonly tokenizer: Tokenizer;
  readonly errors: SyntaxError[] = [];
  readonly bodies: BodyRange[] = [];
  readonly bodyFingerprints: number[] = [];
  /** Height of the tree of the expression read last, as far as chains make it. */
  height = 0;
  /** Number of blocks around the current statement. */
  blockDepth = 0;
  /** End of the header of the block begun last. */
  headerEnd = 0;

  private starts: Int32Array;
  private ends: Int32Array;
  private count = 0;
  private nesting = 0;
  private hasErrorInStatement = false;
  private triedAt = -1;
  /** Where a node without text was put before the token at an offset. */
  private readonly emptyBefore = new Map<number, number>();

  constructor(
    readonly text: string,
    readonly scanner: Scanner,
    range: { readonly start: number; readonly end: number },
    /** The id of the first node. */
    private readonly firstId: NodeId,
    /** Whether this is a function's body, in which nested functions are read at once. */
    readonly isInBody: boolean,
  ) {
    this.tokenizer = new Tokenizer(text, range.start, range.end, scanner);
    const capacity = 64 + ((range.end - range.start) >> 4);
    this.starts = new Int32Array(capacity);
    this.ends = new Int32Array(capacity);
  }

  /** A new node's id, for the text from `start` to the end of the token before the current one. */
  node(start: number): NodeId {
    return this.nodeAt(start, this.tokenizer.previousEnd);
  }

  nodeAt(start: number, end: number): NodeId {
    const index = this.count;
    const from = this.emptyBefore.size === 0 ? start : (this.emptyBefore.get(start) ?? start);
    if (index === this.starts.length) this.grow();
    this.starts[index] = from;
    this.ends[index] = end > from ? end : from;
    if (index < BODY_ID_STRIDE - 1) this.count++;
    return this.firstId + index;
  }

  /** The id that the next node gets. */
  get nextId(): NodeId {
    return this.firstId + this.count;
  }

  /** Passes over ids up to the one given. */
  leaveRoom(nextId: NodeId): void {
    const count = Math.min(nextId - this.firstId, BODY_ID_STRIDE - 1);
    while (count > this.starts.length) this.grow();
    this.starts.fill(0, this.count, count);
    this.ends.fill(0, this.count, count);
    this.count = count;
  }

  endOf(id: NodeId): number {
    return this.ends[id - this.firstId] ?? 0;
  }

  /** Reads something that may have to be read again in another way: errors are not reported. */
  silently<T>(read: () => T): T {
    const before = this.hasErrorInStatement;
    this.hasErrorInStatement = true;
    const result = read();
    this.hasErrorInStatement = before;
    return result;
  }

  /** The place to come back to with `forgetNodesFrom`. */
  get nodeCount(): number {
    return this.count;
  }

  forgetNodesFrom(count: number): void {
    this.count = count;
  }

  finishedSpans(): SpanColumns {
    return { starts: this.starts.slice(0, this.count), ends: this.ends.slice(0, this.count) };
  }

  /** Reports a syntax error at the current token; only the first one of a statement, as what follows mostly follows from it. */
  error(message: string): void {
    const { start, end } = this.tokenizer;
    this.errorAt(message, start, end);
  }

  errorAt(message: string, start: number, end: number): void {
    if (this.hasErrorInStatement || this.errors.length >= MAXIMUM_ERRORS) return;
    this.hasErrorInStatement = true;
    this.errors.push({ message, span: { start, end } });
  }

  beginStatement(): void {
    this.hasErrorInStatement = false;
  }

  /** Whether an element without a comma before it is tried at this token for the first time: one that takes no text is not tried twice. */
  isFirstTry(): boolean {
    if (this.triedAt === this.tokenizer.start) return false;
    this.triedAt = this.tokenizer.start;
    return true;
  }

  /** Goes one level deeper; false when that is too deep. Every true is followed by `leave`. */
  enter(): boolean {
    if (this.nesting >= MAXIMUM_NESTING) return false;
    this.nesting++;
    return true;
  }

  leave(): void {
    this.nesting--;
  }

  /** Whether the chain being built has become too high, one link more counted. */
  isTooHigh(): boolean {
    return ++this.height > MAXIMUM_HEIGHT;
  }

  /** What stands for an expression that cannot be read, empty, behind the token before. */
  missing(): MissingExpression {
    return { kind: 'Missing', id: this.emptyNode() };
  }

  /**
   * The id of a node without text, behind the token before. A node that begins with it begins there, and not at the current
   * token, so that it covers what is in it.
   */
  emptyNode(): NodeId {
    const { start, previousEnd } = this.tokenizer;
    if (previousEnd < start) this.emptyBefore.set(start, previousEnd);
    return this.nodeAt(previousEnd, previousEnd);
  }

  missingFrom(start: number): MissingExpression {
    return { kind: 'Missing', id: this.node(start) };
  }

  /** Whether the current token is of the kind. */
  at(token: Token): boolean {
    return this.tokenizer.kind === token;
  }

  accept(token: Token): boolean {
    if (this.tokenizer.kind !== token) return false;
    this.tokenizer.next();
    return true;
  }

  /** Passes over the rest of the logical line. */
  skipToNewline(): void {
    const { tokenizer } = this;
    while (tokenizer.kind !== Token.Newline && tokenizer.kind !== Token.EndOfText) tokenizer.next();
  }

  private grow(): void {
    const starts = new Int32Array(this.starts.length * 2);
    const ends = new Int32Array(this.ends.length * 2);
    starts.set(this.starts);
    ends.set(this.ends);
    this.starts = starts;
    this.ends = ends;
  }
}

/** The spans of consecutive node ids. */
export interface SpanColumns {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}
