import {
  afterLineEnd, BACKSLASH, CARRIAGE_RETURN, DOUBLE_QUOTE, EQUALS, FORM_FEED, HASH, isDigit, isLineEnd, isNamePart, isNameStart, isQuote,
  LINE_FEED, SINGLE_QUOTE, SPACE, TAB,
} from './characters';
import { detached, HASH_PRIME, HASH_SEED, hashRange, NameTable } from './names';
import type { Scanner } from './scanner';
import type { BinaryOperator } from './syntax';
import { isStatementKeyword, Token } from './tokens';

const names = new NameTable();
const MAXIMUM_ERRORS = 200;

/** Flags of a string prefix. */
export const enum Prefix {
  None = 0,
  Raw = 1,
  Bytes = 2,
  Format = 4,
  Template = 8,
  Unicode = 16,
}

type OpenCounts = [number, number, number];

export interface TokenizerError {
  readonly message: string;
  readonly start: number;
  readonly end: number;
  /** An offset in the line that the message is to name. */
  readonly detectedAt?: number;
}

/** What `Tokenizer.restore` needs to go back to an earlier token. */
export interface TokenizerState {
  readonly kind: Token;
  readonly start: number;
  readonly end: number;
  readonly previousEnd: number;
  readonly name: string;
  readonly indent: number;
  readonly isAtLineStart: boolean;
  readonly limit: number;
  readonly fieldDepth: number;
  readonly brackets: readonly number[];
  readonly openCounts: Readonly<OpenCounts>;
  readonly hash: number;
  readonly secondHash: number;
}

/**
 * Reads one token at a time. There are no indent and dedent tokens: a `Newline` ends a logical line, and then `indent` is the
 * column of the next line's first token, by which the parser ends blocks. A bracket that was forgotten is ended by a `Newline`
 * before the first line that cannot belong to it, see `Scanner.breaksBracket`.
 */
export class Tokenizer {
  kind: Token = Token.Newline;
  start = 0;
  end = 0;
  /** End of the token before, `Newline` included. */
  previousEnd = 0;
  /** The text of a `Name` or keyword, in NFKC. */
  name = '';
  operator: BinaryOperator = '+';

  /** Of a string: prefix flags, where its first quote stands, and its text between the quotes. */
  prefix: Prefix = Prefix.None;
  quoteStart = 0;
  contentStart = 0;
  contentEnd = 0;
  hasEscape = false;

  /** Column of the first token of the current logical line, tabs to multiples of 8; -1 at the end of the text. */
  indent = 0;
  /** Set while the brackets of a `class` or `def` header are read, whose lines are indented like the block they begin. */
  isInHeader = false;
  /** Of the tokens since `beginHash`: equal for texts that differ in layout and comments only. */
  hash = HASH_SEED;
  secondHash = 0;

  readonly errors: TokenizerError[] = [];

  private isAtLineStart = true;
  /** Offsets of the brackets that are open. */
  private brackets: number[] = [];
  /** Number of open brackets directly inside a replacement field of an f-string; -1 outside of one. */
  private fieldDepth = -1;
  /** How many of the open brackets are `(`, `[` and `{`, in the innermost replacement field only. */
  private openCounts: OpenCounts = [0, 0, 0];
  private wasStringBroken = false;

  constructor(
    private readonly text: string,
    start: number,
    public limit: number,
    readonly scanner: Scanner,
  ) {
    this.end = start;
    this.start = start;
    this.previousEnd = start;
  }

  next(): void {
    const text = this.text;
    const limit = this.limit;
    let offset = this.end;
    this.previousEnd = offset;
    if (this.isAtLineStart) {
      offset = this.firstOfLine(offset);
      this.isAtLineStart = false;
    }
    let lineStart = -1;
    let column = 0;
    for (;;) {
      if (offset >= limit) return this.finish(limit);
      const code = text.charCodeAt(offset);
      if (code === SPACE) {
        offset++;
        column++;
      } else if (code === LINE_FEED || code === CARRIAGE_RETURN) {
        if (this.brackets.length === 0) {
          this.start = offset;
          this.end = afterLineEnd(text, offset);
          this.isAtLineStart = true;
          return this.take(Token.Newline);
        }
        offset = lineStart = afterLineEnd(text, offset);
        column = 0;
      } else if (code === TAB) {
        offset++;
        column = (column | 7) + 1;
      } else if (code === FORM_FEED) {
        offset++;
      } else if (code === HASH) {
        while (offset < limit && !isLineEnd(text.charCodeAt(offset))) offset++;
      } else if (code === BACKSLASH && isLineEnd(text.charCodeAt(offset + 1))) {
        offset = afterLineEnd(text, offset + 1);
      } else break;
    }
    if (lineStart >= 0 && this.fieldDepth < 0 && this.isBroken(offset, column)) return this.breakBrackets(lineStart);
    this.read(offset);
    if (lineStart >= 0 && isStatementKeyword(this.kind) && this.fieldDepth < 0) this.breakBrackets(lineStart);
  }

  /** The offset of the `(`, `[` or `{` that is innermost, or -1. */
  get openBracket(): number {
    return this.brackets.at(-1) ?? -1;
  }

  /** Forgets the open brackets, for a header whose colon shows that one of them was forgotten. */
  dropBrackets(): void {
    this.brackets.length = 0;
    this.openCounts = [0, 0, 0];
  }

  /** Goes on behind a body that was skipped, at a line start; the current token is then the first one there. */
  continueAt(lineStart: number): void {
    this.end = lineStart;
    this.dropBrackets();
    this.isAtLineStart = true;
    this.kind = Token.Newline;
    this.next();
  }

  /** Reads on inside the replacement field of an f-string, from `start`; `restore` goes back. */
  enterField(start: number, limit: number): void {
    this.brackets = [...this.brackets, start - 1];
    this.fieldDepth = this.brackets.length;
    this.openCounts = [0, 0, 1];
    this.end = start;
    this.limit = limit;
    this.isAtLineStart = false;
    this.kind = Token.OpenBrace;
    this.next();
  }

  /** Begins behind the colon of a header that is indented by `indent`. */
  beginInside(indent: number): void {
    this.indent = indent;
    this.isAtLineStart = false;
    this.kind = Token.Colon;
    this.next();
  }

  save(): TokenizerState {
    const { kind, start, end, previousEnd, name, indent, isAtLineStart, limit, fieldDepth, hash, secondHash } = this;
    const brackets = [...this.brackets];
    const openCounts: OpenCounts = [...this.openCounts];
    return { kind, start, end, previousEnd, name, indent, isAtLineStart, limit, fieldDepth, brackets, openCounts, hash, secondHash };
  }

  /** Goes back to a saved name or punctuation; the details of a saved string token are not kept. */
  restore(state: TokenizerState): void {
    this.kind = state.kind;
    this.start = state.start;
    this.end = state.end;
    this.previousEnd = state.previousEnd;
    this.name = state.name;
    this.indent = state.indent;
    this.isAtLineStart = state.isAtLineStart;
    this.limit = state.limit;
    this.fieldDepth = state.fieldDepth;
    this.brackets = [...state.brackets];
    this.openCounts = [...state.openCounts];
    this.hash = state.hash;
    this.secondHash = state.secondHash;
  }

  /** Begins the hash anew, behind the current token. */
  beginHash(): void {
    this.hash = HASH_SEED;
    this.secondHash = 0;
  }

  /** Mixes a fact about the structure that no token says into the hash. */
  mix(value: number): void {
    this.hash = Math.imul(this.hash ^ value, HASH_PRIME);
    this.secondHash = Math.imul((this.secondHash << 5) ^ (this.secondHash >>> 7) ^ value, 0x85ebca6b);
  }

  /** Skips blank and comment lines and measures the indentation of the first other one. */
  private firstOfLine(start: number): number {
    const text = this.text;
    const limit = this.limit;
    let offset = start;
    this.wasStringBroken = false;
    while (offset < limit) {
      let column = 0;
      let code = text.charCodeAt(offset);
      for (; offset < limit; code = text.charCodeAt(++offset)) {
        if (code === SPACE) column++;
        else if (code === TAB) column = (column | 7) + 1;
        else if (code === FORM_FEED) column = 0;
        else break;
      }
      if (code === HASH) {
        while (offset < limit && !isLineEnd(text.charCodeAt(offset))) offset++;
        code = text.charCodeAt(offset);
      }
      if (offset >= limit) break;
      if (!isLineEnd(code)) {
        this.indent = column;
        return offset;
      }
      offset = afterLineEnd(text, offset);
    }
    return limit;
  }

  /** A last `Newline`, then the end. */
  private finish(limit: number): void {
    this.start = this.end = limit;
    if (this.kind !== Token.Newline && this.kind !== Token.EndOfText) {
      this.reportOpenBracket();
      this.dropBrackets();
      this.isAtLineStart = true;
      return this.take(Token.Newline);
    }
    this.indent = -1;
    this.kind = Token.EndOfText;
  }

  private isBroken(offset: number, column: number): boolean {
    const wasStringBroken = this.wasStringBroken;
    this.wasStringBroken = false;
    if (column <= this.indent) {
      const code = this.text.charCodeAt(offset);
      if (wasStringBroken && (isNameStart(code) || isQuote(code))) return true;
      return this.scanner.breaksBracket(this.previousEnd, offset, this.text.charCodeAt(this.openBracket));
    }
    return this.isInHeader && this.scanner.breaksHeader(this.previousEnd, offset);
  }

  private breakBrackets(lineStart: number): void {
    this.reportOpenBracket();
    this.dropBrackets();
    this.start = this.previousEnd;
    this.end = lineStart;
    this.isAtLineStart = true;
    this.take(Token.Newline);
  }

  private reportOpenBracket(): void {
    const offset = this.openBracket;
    if (offset >= 0 && this.fieldDepth < 0) this.report(`'${this.text.charAt(offset)}' was never closed`, offset, offset + 1);
  }

  private report(message: string, start: number, end: number, detectedAt?: number): void {
    if (this.errors.length < MAXIMUM_ERRORS) this.errors.push({ message, start, end, detectedAt });
  }

  private take(kind: Token): void {
    this.kind = kind;
    this.mix(kind);
  }

  private read(start: number): void {
    const text = this.text;
    const code = text.charCodeAt(start);
    this.start = start;
    if (isNameStart(code)) return this.readName(start);
    if (isDigit(code)) return this.readNumber(start);
    const next = start + 1 < this.limit ? text.charCodeAt(start + 1) : 0;
    switch (code) {
      case DOUBLE_QUOTE:
      case SINGLE_QUOTE:
        return this.readString(start, start, Prefix.None);
      case 40:
        return this.open(Token.OpenParen, start);
      case 91:
        return this.open(Token.OpenBracket, start);
      case 123:
        return this.open(Token.OpenBrace, start);
      case 41:
        return this.close(Token.CloseParen, 40);
      case 93:
        return this.close(Token.CloseBracket, 91);
      case 125:
        return this.close(Token.CloseBrace, 123);
      case 44:
        return this.punctuation(Token.Comma, 1);
      case 58:
        return next === EQUALS && this.brackets.length !== this.fieldDepth ? this.punctuation(Token.ColonEqual, 2) : this.punctuation(Token.Colon, 1);
      case 46:
        if (isDigit(next)) return this.readNumber(start);
        if (next === 46 && text.charCodeAt(start + 2) === 46 && start + 2 < this.limit) return this.punctuation(Token.Ellipsis, 3);
        return this.punctuation(Token.Dot, 1);
      case 59:
        return this.punctuation(Token.Semicolon, 1);
      case EQUALS:
        return next === EQUALS ? this.punctuation(Token.EqualEqual, 2) : this.punctuation(Token.Equal, 1);
      case 33:
        return next === EQUALS ? this.punctuation(Token.NotEqual, 2) : this.punctuation(Token.Exclamation, 1);
      case 60:
        if (next === 60) return this.operatorToken(Token.ShiftLeft, '<<', 2);
        if (next === EQUALS) return this.punctuation(Token.LessEqual, 2);
        return next === 62 ? this.punctuation(Token.NotEqual, 2) : this.punctuation(Token.Less, 1);
      case 62:
        if (next === 62) return this.operatorToken(Token.ShiftRight, '>>', 2);
        return next === EQUALS ? this.punctuation(Token.GreaterEqual, 2) : this.punctuation(Token.Greater, 1);
      case 42:
        return next === 42 ? this.operatorToken(Token.DoubleStar, '**', 2) : this.operatorToken(Token.Star, '*', 1);
      case 47:
        return next === 47 ? this.operatorToken(Token.DoubleSlash, '//', 2) : this.operatorToken(Token.Slash, '/', 1);
      case 45:
        return next === 62 ? this.punctuation(Token.Arrow, 2) : this.operatorToken(Token.Minus, '-', 1);
      case 43:
        return this.operatorToken(Token.Plus, '+', 1);
      case 37:
        return this.operatorToken(Token.Percent, '%', 1);
      case 64:
        return this.operatorToken(Token.At, '@', 1);
      case 38:
        return this.operatorToken(Token.Ampersand, '&', 1);
      case 124:
        return this.operatorToken(Token.Bar, '|', 1);
      case 94:
        return this.operatorToken(Token.Caret, '^', 1);
      case 126:
        return this.punctuation(Token.Tilde, 1);
      default:
        return this.punctuation(Token.Unknown, 1);
    }
  }

  private punctuation(kind: Token, length: number): void {
    this.end = this.start + length;
    this.take(kind);
  }

  private operatorToken(kind: Token, operator: BinaryOperator, length: number): void {
    this.end = this.start + length;
    if (this.end < this.limit && this.text.charCodeAt(this.end) === EQUALS) {
      this.end++;
      this.operator = operator;
      this.mix(kind);
      return this.take(Token.AugmentedEqual);
    }
    this.take(kind);
  }

  private open(kind: Token, start: number): void {
    const { text } = this;
    this.brackets.push(start);
    this.count(text.charCodeAt(start), 1);
    this.punctuation(kind, 1);
  }

  private count(bracket: number, change: 1 | -1): void {
    const index = bracket === 40 ? 0 : bracket === 91 ? 1 : 2;
    this.openCounts[index] += change;
  }

  /** A closing bracket ends the brackets inside its own; one that has no partner is passed over. */
  private close(kind: Token, opening: number): void {
    const { brackets, text, start } = this;
    const hasPartner = (this.openCounts[kind - Token.CloseParen] ?? 0) > 0;
    let partner = brackets.length - 1;
    if (!hasPartner || text.charCodeAt(brackets[partner] as number) !== opening) {
      const closing = text.charAt(start);
      const open = text.charAt(this.openBracket);
      const message = open === '' ? `unmatched '${closing}'` : `closing parenthesis '${closing}' does not match opening parenthesis '${open}'`;
      this.report(message, start, start + 1);
    }
    if (!hasPartner) return this.punctuation(Token.Unknown, 1);
    for (let isPartner = false; !isPartner; partner--) {
      const code = text.charCodeAt(brackets[partner] as number);
      isPartner = code === opening;
      this.count(code, -1);
    }
    brackets.length = partner + 1;
    this.punctuation(kind, 1);
  }

  private readName(start: number): void {
    const text = this.text;
    const limit = this.limit;
    let hash = HASH_SEED;
    let wide = 0;
    let offset = start;
    let code = text.charCodeAt(offset);
    do {
      hash = Math.imul(hash ^ code, HASH_PRIME);
      wide |= code;
      code = text.charCodeAt(++offset);
    } while (offset < limit && isNamePart(code));
    if ((code === DOUBLE_QUOTE || code === SINGLE_QUOTE) && offset - start <= 2 && offset < limit) {
      const prefix = prefixAt(text, start, offset);
      if (prefix !== Prefix.None) return this.readString(start, offset, prefix);
    }
    this.end = offset;
    this.mix(hash);
    if (wide >= 128) {
      this.name = detached(text, start, offset).normalize('NFKC');
      this.kind = Token.Name;
      return;
    }
    const slot = names.slotOf(text, start, offset, hash);
    this.kind = names.tokenAt(slot);
    this.name = names.nameAt(slot);
  }

  private readNumber(start: number): void {
    const text = this.text;
    const limit = this.limit;
    const code = text.charCodeAt(start);
    const marker = code === 48 ? text.charCodeAt(start + 1) | 32 : 0;
    let offset: number;
    if (marker === 120) offset = this.afterDigits(start + 2, isHexadecimalDigit);
    else if (marker === 111 || marker === 98) offset = this.afterDigits(start + 2, isDigit);
    else {
      offset = this.afterDigits(start, isDigit);
      if (text.charCodeAt(offset) === 46) offset = this.afterDigits(offset + 1, isDigit);
      if ((text.charCodeAt(offset) | 32) === 101) offset = this.afterExponent(offset);
      if ((text.charCodeAt(offset) | 32) === 106) offset++;
    }
    this.end = Math.min(offset, limit);
    this.mix(hashRange(HASH_SEED, text, start, this.end));
    this.kind = Token.Number;
  }

  private afterExponent(offset: number): number {
    const sign = this.text.charCodeAt(offset + 1);
    const digits = sign === 43 || sign === 45 ? offset + 2 : offset + 1;
    return isDigit(this.text.charCodeAt(digits)) ? this.afterDigits(digits, isDigit) : offset;
  }

  private afterDigits(offset: number, isPart: (code: number) => boolean): number {
    const text = this.text;
    for (;;) {
      const code = text.charCodeAt(offset);
      if (!isPart(code) && !(code === 95 && isPart(text.charCodeAt(offset + 1)))) return offset;
      offset++;
    }
  }

  private readString(start: number, quoteStart: number, prefix: Prefix): void {
    const text = this.text;
    const limit = this.limit;
    const quote = text.charCodeAt(quoteStart);
    const isTriple = quoteStart + 2 < limit && text.charCodeAt(quoteStart + 1) === quote && text.charCodeAt(quoteStart + 2) === quote;
    const scanner = this.scanner;
    const isFormatted = (prefix & (Prefix.Format | Prefix.Template)) !== 0;
    this.start = start;
    this.quoteStart = quoteStart;
    this.prefix = prefix;
    this.contentStart = quoteStart + (isTriple ? 3 : 1);
    this.contentEnd = isFormatted
      ? scanner.endOfFormattedString(this.contentStart, quote, isTriple, (prefix & Prefix.Raw) !== 0, limit)
      : scanner.endOfString(this.contentStart, quote, isTriple, limit);
    this.hasEscape = scanner.hasEscape;
    this.end = scanner.isTerminated ? this.contentEnd + (isTriple ? 3 : 1) : this.contentEnd;
    if (!scanner.isTerminated) this.reportOpenString(isTriple, isFormatted);
    this.mix(hashRange(HASH_SEED, text, start, this.end));
    this.kind = isFormatted ? Token.FormattedString : Token.String;
  }

  private reportOpenString(isTriple: boolean, isFormatted: boolean): void {
    this.wasStringBroken = true;
    const literal = `${isTriple ? 'triple-quoted ' : ''}${isFormatted ? 'f-string' : 'string'}`;
    this.report(`unterminated ${literal} literal`, this.start, this.end, isTriple ? this.limit : this.start);
  }
}

function isHexadecimalDigit(code: number): boolean {
  const lower = code | 32;
  return isDigit(code) || (lower >= 97 && lower <= 102);
}

function prefixAt(text: string, start: number, end: number): Prefix {
  let prefix = Prefix.None;
  for (let offset = start; offset < end; offset++) {
    const flag = flagOf(text.charCodeAt(offset) | 32);
    if (flag === Prefix.None || (prefix & flag) !== 0) return Prefix.None;
    prefix |= flag;
  }
  const others = prefix & ~Prefix.Raw;
  const isSingle = (others & (others - 1)) === 0;
  return isSingle && !((prefix & Prefix.Unicode) !== 0 && prefix !== Prefix.Unicode) ? prefix : Prefix.None;
}

function flagOf(lowerCaseLetter: number): Prefix {
  switch (lowerCaseLetter) {
    case 114:
      return Prefix.Raw;
    case 98:
      return Prefix.Bytes;
    case 102:
      return Prefix.Format;
    case 116:
      return Prefix.Template;
    case 117:
      return Prefix.Unicode;
    default:
      return Prefix.None;
  }
}
