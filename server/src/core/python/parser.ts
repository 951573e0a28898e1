/** The two ways into the parser: a whole file, and the text of one expression. Both take any text and never throw. */
import { parseExpressionList } from './parseExpressions';
import type { BodyRange, SpanColumns } from './parserState';
import { ParserState } from './parserState';
import { parseBlockContent, parseStatements } from './parseStatements';
import { Scanner } from './scanner';
import { isAtFreshLine, parseSegments, Segments, type SegmentStart } from './segments';
import { changedRange } from '../text/changedRange';
import { LineIndex } from '../text/lineIndex';
import type { Span } from '../text/span';
import type { Expression, FunctionDef, NodeId, SpanTable, Statement, SyntaxError, SyntaxTree } from './syntax';
import { BODY_ID_STRIDE } from './syntax';
import type { TokenizerError } from './tokenizer';
import { Token } from './tokens';

const BYTE_ORDER_MARK = 0xfeff;
/** From here on some errors may not have been kept. */
const MANY_ERRORS = 100;
const EMPTY_SPAN: Span = { start: 0, end: 0 };

/** Reads a file. Bodies of functions are passed over and read by `SyntaxTree.bodyOf`; errors in them are not reported. */
export function parseModule(text: string): SyntaxTree {
  const tree = readModule(text, new Scanner(text, false));
  if (!tree.sawOpenTripleQuote) return tree;
  // Some triple quote has no partner. Which one it is shows only in what it swallows, so the text is read once more.
  return readModule(text, new Scanner(text, true));
}

/** As `parseModule`, with equal outcome: what an edit left alone is taken from the tree before it. */
export function parseModuleAgain(text: string, old: SyntaxTree): SyntaxTree {
  return (old instanceof ModuleTree ? readAgain(text, old) : undefined) ?? parseModule(text);
}

function readModule(text: string, scanner: Scanner): ModuleTree {
  const state = new ParserState(text, scanner, { start: startOf(text), end: text.length }, 0, false);
  const { tokenizer } = state;
  tokenizer.next();
  const segments = new Segments();
  const statements: Statement[] = [];
  const blockIndent = tokenizer.indent;
  parseSegments(state, blockIndent, statements, segments, () => false);
  const parts = { body: statements, segments, bodies: state.bodies, bodyFingerprints: state.bodyFingerprints, spans: state.finishedSpans(), errors: state.errors, tokenizerErrors: tokenizer.errors };
  return new ModuleTree(text, scanner, blockIndent, parts);
}

function startOf(text: string): number {
  return text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
}

/** undefined where the whole text has to be read: what was wrong with it before may be seen differently now. */
function readAgain(text: string, old: ModuleTree): ModuleTree | undefined {
  const { segments: before, parts } = old;
  if (!old.canBeReadInParts || before.length === 0) return undefined;
  const { prefix, suffixStart } = changedRange(old.text, text);
  const moved = text.length - old.text.length;
  // The segment before the changed one looked at the first token behind it.
  let first = before.indexAt(prefix) - 1;
  while (first > 0 && (before.at(first).parserErrors > 0 || before.at(first).tokenizerErrors > 0)) first--;
  first = Math.max(first, 0);
  const kept = before.at(first);
  if (first === 0 && kept.start !== startOf(text)) return undefined;

  const scanner = new Scanner(text, false);
  const state = new ParserState(text, scanner, { start: kept.start, end: text.length }, kept.nodes, false);
  const { tokenizer } = state;
  for (let index = 0; index < kept.bodies; index++) {
    state.bodies.push(parts.bodies[index] as BodyRange);
    state.bodyFingerprints.push(parts.bodyFingerprints[index] as number);
  }
  tokenizer.next();
  if (first === 0 && tokenizer.indent !== 0) return undefined;
  // The hash of the first segment has its first token in it.
  if (first > 0) tokenizer.beginHash();
  const segments = new Segments();
  segments.addFrom(before, 0, first);
  const statements = parts.body.slice(0, kept.statements);
  let next = first;
  let errors = 0;
  const isRestKnown = (): boolean => {
    const hadErrors = state.errors.length + tokenizer.errors.length > errors;
    errors = state.errors.length + tokenizer.errors.length;
    const start = tokenizer.previousEnd - moved;
    while (next < before.length && before.startOf(next) < start) next++;
    if (hadErrors || start < suffixStart || next >= before.length || before.startOf(next) !== start || !isAtFreshLine(state)) return false;
    const [rest, last] = [before.at(next), before.at(next - 1)];
    const hadOldErrors = rest.parserErrors > last.parserErrors || rest.tokenizerErrors > last.tokenizerErrors;
    return !hadOldErrors && rest.nodes === state.nextId && rest.bodies === state.bodies.length;
  };
  parseSegments(state, 0, statements, segments, isRestKnown);
  if (scanner.sawOpenTripleQuote || !scanner.hasBudget) return undefined;
  const added = { body: statements, segments, bodies: state.bodies, bodyFingerprints: state.bodyFingerprints, spans: state.finishedSpans(), errors: state.errors, tokenizerErrors: tokenizer.errors };
  keepEqualStatements(added, kept.nodes, text, old, first);
  const rest = tokenizer.kind === Token.EndOfText ? undefined : before.at(next);
  if (rest !== undefined) {
    const difference = { start: moved, statements: statements.length - rest.statements, parserErrors: state.errors.length - rest.parserErrors, tokenizerErrors: tokenizer.errors.length - rest.tokenizerErrors };
    segments.addFrom(before, next, before.length, difference);
    appendRest(added, parts, rest, moved);
  }
  const spans = joinSpans(parts.spans, kept.nodes, added.spans, rest?.nodes ?? parts.spans.starts.length, moved);
  const tree = new ModuleTree(text, scanner, 0, { ...added, spans });
  return tree.canBeReadInParts ? tree : undefined;
}

/** From the first segment that was read again on, statements whose layout alone changed stay the same objects. */
function keepEqualStatements({ body, segments, spans }: TreeParts & MutableParts, firstNode: NodeId, text: string, old: ModuleTree, first: number): void {
  for (let index = first; index < segments.length; index++) {
    if (!segments.isEqualAt(index, old.segments)) continue;
    const end = index + 1 < segments.length ? segments.at(index + 1).statements : body.length;
    for (let at = segments.at(index).statements; at < end; at++) {
      const [fresh, known] = [body[at], old.body[at]];
      if (fresh === undefined || known === undefined) continue;
      // The hash does not tell of the first token.
      const start = spans.starts[fresh.id - firstNode] ?? 0;
      if (lineFrom(text, start) === lineFrom(old.text, old.spanOf(known.id).start)) body[at] = known;
    }
  }
}

function lineFrom(text: string, start: number): string {
  const end = text.indexOf('\n', start);
  return text.slice(start, end < 0 ? text.length : end);
}

/** What stands behind the segments that were read again. */
function appendRest(added: MutableParts, old: TreeParts, rest: SegmentStart, moved: number): void {
  for (let index = rest.statements; index < old.body.length; index++) added.body.push(old.body[index] as Statement);
  for (let index = rest.bodies; index < old.bodies.length; index++) {
    const { start, end, indent } = old.bodies[index] as BodyRange;
    added.bodies.push(moved === 0 ? (old.bodies[index] as BodyRange) : { start: start + moved, end: end + moved, indent });
    added.bodyFingerprints.push(old.bodyFingerprints[index] as number);
  }
  for (const { message, span } of old.errors.slice(rest.parserErrors)) added.errors.push({ message, span: { start: span.start + moved, end: span.end + moved } });
  for (const { message, start, end, detectedAt } of old.tokenizerErrors.slice(rest.tokenizerErrors)) {
    added.tokenizerErrors.push({ message, start: start + moved, end: end + moved, detectedAt: detectedAt === undefined ? undefined : detectedAt + moved });
  }
}

/** The old spans below `kept`, the new ones, and the old ones from `rest` on, moved. */
function joinSpans(old: SpanColumns, kept: number, added: SpanColumns, rest: number, moved: number): SpanColumns {
  const join = (before: Int32Array, between: Int32Array): Int32Array => {
    const joined = new Int32Array(kept + between.length + before.length - rest);
    joined.set(before.subarray(0, kept));
    joined.set(between, kept);
    joined.set(before.subarray(rest), kept + between.length);
    if (moved !== 0) for (let index = kept + between.length; index < joined.length; index++) joined[index] = (joined[index] as number) + moved;
    return joined;
  };
  return { starts: join(old.starts, added.starts), ends: join(old.ends, added.ends) };
}

interface MutableParts {
  readonly body: Statement[];
  readonly bodies: BodyRange[];
  readonly bodyFingerprints: number[];
  readonly errors: SyntaxError[];
  readonly tokenizerErrors: TokenizerError[];
}

/** What reading a text gave. */
interface TreeParts {
  readonly body: readonly Statement[];
  readonly segments: Segments;
  readonly bodies: readonly BodyRange[];
  readonly bodyFingerprints: readonly number[];
  readonly spans: SpanColumns;
  /** Of the parser, in the order in which they were found. */
  readonly errors: readonly SyntaxError[];
  readonly tokenizerErrors: readonly TokenizerError[];
}

class ModuleTree implements SyntaxTree, SpanTable {
  readonly errors: readonly SyntaxError[];
  readonly fingerprint: number;
  private readonly readBodies = new Map<number, readonly Statement[]>();
  private readonly bodySpans = new Map<number, SpanColumns>();

  constructor(
    readonly text: string,
    private readonly scanner: Scanner,
    private readonly blockIndent: number,
    readonly parts: TreeParts,
  ) {
    parts.segments.trim();
    this.errors = [...errorsOf(text, parts.tokenizerErrors, parts.errors)].sort((a, b) => a.span.start - b.span.start);
    this.fingerprint = parts.segments.fingerprint;
  }

  get body(): readonly Statement[] {
    return this.parts.body;
  }

  get bodyFingerprints(): readonly number[] {
    return this.parts.bodyFingerprints;
  }

  get segments(): Segments {
    return this.parts.segments;
  }

  get spans(): SpanTable {
    return this;
  }

  get sawOpenTripleQuote(): boolean {
    return this.scanner.sawOpenTripleQuote;
  }

  /** Whether each segment is what it would be in another text. */
  get canBeReadInParts(): boolean {
    const { scanner, parts } = this;
    const isWithinBounds = parts.errors.length < MANY_ERRORS && parts.tokenizerErrors.length < MANY_ERRORS && parts.spans.starts.length < BODY_ID_STRIDE / 2;
    return this.blockIndent === 0 && !scanner.suspectsTripleQuotes && !scanner.sawOpenTripleQuote && scanner.hasBudget && isWithinBounds;
  }

  spanOf(id: NodeId): Span {
    const table = Math.floor(id / BODY_ID_STRIDE);
    if (table > 0) this.readOnce(table - 1);
    const columns = table === 0 ? this.parts.spans : this.bodySpans.get(table - 1);
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
    const range = this.parts.bodies[index];
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
function errorsOf(text: string, ofTokenizer: readonly TokenizerError[], ofParser: readonly SyntaxError[]): readonly SyntaxError[] {
  if (ofTokenizer.length === 0) return ofParser;
  const lines = new LineIndex(text);
  const found = ofTokenizer.map(({ message, start, end, detectedAt }) => {
    const place = detectedAt === undefined ? '' : ` (detected at line ${lines.positionAt(detectedAt).line + 1})`;
    return { message: message + place, span: { start, end } };
  });
  return [...found, ...ofParser];
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
    errors: errorsOf(text, tokenizer.errors, state.errors),
    spans: { spanOf: (id) => ({ start: starts[id] ?? 0, end: ends[id] ?? 0 }) },
  };
}
