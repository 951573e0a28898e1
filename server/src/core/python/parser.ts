/** The two ways into the parser: a whole file, and the text of one expression. Both take any text and never throw. */
import { parseExpressionList } from './parseExpressions';
import type { BodyRange, SpanColumns } from './parserState';
import { ParserState } from './parserState';
import { parseBlockContent, parseStatements } from './parseStatements';
import { Scanner } from './scanner';
import { LineIndex } from '../text/lineIndex';
import type { Span } from '../text/span';
import type { Expression, FunctionDef, NodeId, SpanTable, Statement, SyntaxError, SyntaxTree } from './syntax';
import { BODY_ID_STRIDE } from './syntax';
import { Token } from './tokens';

const BYTE_ORDER_MARK = 0xfeff;
const EMPTY_SPAN: Span = { start: 0, end: 0 };

/** Reads a file. Bodies of functions are passed over and read by `SyntaxTree.bodyOf`; errors in them are not reported. */
export function parseModule(text: string): SyntaxTree {
  const tree = readModule(text, new Scanner(text, false));
  if (!tree.scanner.sawOpenTripleQuote) return tree.tree;
  // Some triple quote has no partner. Which one it is shows only in what it swallows, so the text is read once more.
  return readModule(text, new Scanner(text, true)).tree;
}

function readModule(text: string, scanner: Scanner): { readonly tree: SyntaxTree; readonly scanner: Scanner } {
  const start = text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
  const state = new ParserState(text, scanner, { start, end: text.length }, 0, false);
  const { tokenizer } = state;
  tokenizer.next();
  // Every line is deeper than -1, one that is indented by mistake too.
  return { tree: new ModuleTree(text, scanner, parseStatements(state, -1), state), scanner };
}

class ModuleTree implements SyntaxTree, SpanTable {
  readonly errors: readonly SyntaxError[];
  readonly bodyFingerprints: readonly number[];
  readonly fingerprint: number;

  private readonly moduleSpans: SpanColumns;
  private readonly bodies: readonly BodyRange[];
  private readonly readBodies = new Map<number, readonly Statement[]>();
  private readonly bodySpans = new Map<number, SpanColumns>();

  constructor(
    readonly text: string,
    private readonly scanner: Scanner,
    readonly body: readonly Statement[],
    state: ParserState,
  ) {
    const { tokenizer } = state;
    this.errors = [...errorsOf(state)].sort((a, b) => a.span.start - b.span.start);
    this.bodyFingerprints = state.bodyFingerprints;
    this.fingerprint = (tokenizer.hash >>> 0) * 0x20_0000 + (tokenizer.secondHash >>> 11);
    this.moduleSpans = state.finishedSpans();
    this.bodies = state.bodies;
  }

  get spans(): SpanTable {
    return this;
  }

  spanOf(id: NodeId): Span {
    const table = Math.floor(id / BODY_ID_STRIDE);
    if (table > 0) this.readOnce(table - 1);
    const columns = table === 0 ? this.moduleSpans : this.bodySpans.get(table - 1);
    const index = id - table * BODY_ID_STRIDE;
    const start = columns?.starts[index];
    const end = columns?.ends[index];
    return start === undefined || end === undefined ? EMPTY_SPAN : { start, end };
  }

  bodyOf(fn: FunctionDef): readonly Statement[] {
    if (fn.bodyIndex === undefined) return fn.body ?? [];
    return this.readOnce(fn.bodyIndex);
  }

  private readOnce(index: number): readonly Statement[] {
    return this.readBodies.get(index) ?? this.readBody(index);
  }

  private readBody(index: number): readonly Statement[] {
    const range = this.bodies[index];
    if (range === undefined) return [];
    const state = new ParserState(this.text, this.scanner, range, (index + 1) * BODY_ID_STRIDE, true);
    const { tokenizer } = state;
    tokenizer.beginInside(range.indent);
    const block = parseBlockContent(state, range.indent);
    const statements = tokenizer.kind === Token.EndOfText ? block : block.concat(parseStatements(state, -1));
    this.readBodies.set(index, statements);
    this.bodySpans.set(index, state.finishedSpans());
    return statements;
  }
}

/** What the tokenizer found comes first: a bracket that was never closed explains what could not be read behind it. */
function errorsOf(state: ParserState): readonly SyntaxError[] {
  const { errors } = state.tokenizer;
  if (errors.length === 0) return state.errors;
  const lines = new LineIndex(state.text);
  const found = errors.map(({ message, start, end, detectedAt }) => {
    const place = detectedAt === undefined ? '' : ` (detected at line ${lines.positionAt(detectedAt).line + 1})`;
    return { message: message + place, span: { start, end } };
  });
  return [...found, ...state.errors];
}

/** An expression in a string that is evaluated at run time. */
export interface ExpressionText {
  readonly expression: Expression;
  /** Not empty where Python's `eval` raises a `SyntaxError`; the first is worded like Python's. */
  readonly errors: readonly SyntaxError[];
  /** Offsets into the text given. */
  readonly spans: SpanTable;
}

/** Reads the text as `eval` does: blanks before it are passed over, and nothing may follow the one expression. */
export function parseExpressionText(text: string): ExpressionText {
  let start = 0;
  while (text.charAt(start) === ' ' || text.charAt(start) === '\t') start++;
  const scanner = new Scanner(text, false);
  const state = new ParserState(text, scanner, { start, end: text.length }, 0, true);
  const { tokenizer } = state;
  tokenizer.next();
  if (tokenizer.indent > 0) state.error('unexpected indent');
  const expression = parseExpressionList(state);
  while (tokenizer.kind === Token.Newline) tokenizer.next();
  if (tokenizer.kind !== Token.EndOfText) state.error('invalid syntax');
  const { starts, ends } = state.finishedSpans();
  return {
    expression,
    errors: errorsOf(state),
    spans: { spanOf: (id) => ({ start: starts[id] ?? 0, end: ends[id] ?? 0 }) },
  };
}
