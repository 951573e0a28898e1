/**
 * Character-level reading that needs no tokens: where a string ends, where a function's body ends, and whether a line inside an
 * open bracket shows that the bracket was never closed. All of it is linear: what is read ahead in vain is charged to a budget.
 */
import {
  afterLineEnd, AT_SIGN, BACKSLASH, CharClass, CLOSE_BRACE, classOf, COLON, EQUALS, HASH, isBlank, isLineEnd, isNamePart, isNameStart,
  isQuote, FORM_FEED, OPEN_BRACE, SPACE, TAB,
} from './characters';
import { HASH_PRIME, HASH_SEED, hashRange } from './names';

const MAXIMUM_FIELD_NESTING = 50;
/** A replacement field of a single-quoted f-string may span lines since Python 3.12; a forgotten brace should not swallow the file. */
const MAXIMUM_FIELD_CHARACTERS = 4_000;
const NO_MATCH = -1;

export const enum Previous {
  /** An operator, a comma, an opening bracket: an operand must follow. */
  Operator,
  Operand,
  String,
}

/** Words that can stand inside brackets but are no operands. */
const OPERATOR_WORDS = new Set(['and', 'or', 'not', 'in', 'is', 'if', 'else', 'for', 'lambda', 'await', 'async', 'from', 'yield', 'as']);
const STATEMENT_WORDS = new Set([
  'assert', 'break', 'class', 'continue', 'def', 'del', 'elif', 'except', 'finally', 'global', 'import', 'nonlocal', 'pass', 'raise',
  'return', 'try', 'while', 'with',
]);

export class Scanner {
  /** Whether the string read last has a backslash or a carriage return in it, so that its value differs from its text. */
  hasEscape = false;
  /** Whether the string read last had its closing quote. */
  isTerminated = true;
  /** Whether some triple quote was open at the end of the text. */
  sawOpenTripleQuote = false;

  /** Results of `skipBody`. */
  bodyEnd = 0;
  bodySignificantEnd = 0;
  bodyHash = 0;

  private lookaheadBudget: number;
  private closesBefore = 0;
  /** The brackets open in the logical line being skipped. */
  private readonly openBrackets: number[] = [];

  /** Whether reading ahead in vain is far from being bounded: then every part of the text is read as it would be by itself. */
  get hasBudget(): boolean {
    return this.lookaheadBudget > 2 * this.text.length;
  }

  constructor(
    readonly text: string,
    /** Take a triple quote that swallows statements for an unclosed one; set when the text is known to have one. */
    readonly suspectsTripleQuotes: boolean,
  ) {
    this.lookaheadBudget = 20_000 + 4 * text.length;
  }

  /**
   * The offset of the closing quote of a string whose text begins at `start`, or where the string is given up: the end of the
   * line, or of `limit` for a triple-quoted one.
   */
  endOfString(start: number, quote: number, isTriple: boolean, limit: number): number {
    return isTriple ? this.endOfTripleQuoted(start, quote, limit) : this.endOfSingleQuoted(start, quote, limit);
  }

  private endOfSingleQuoted(start: number, quote: number, limit: number): number {
    const text = this.text;
    this.hasEscape = false;
    this.isTerminated = true;
    for (let offset = start; offset < limit; offset++) {
      const code = text.charCodeAt(offset);
      if (code === quote) return offset;
      if (code === BACKSLASH) {
        this.hasEscape = true;
        offset = afterLineEnd(text, offset + 1) - 1;
      } else if (isLineEnd(code)) {
        this.isTerminated = false;
        return offset;
      }
    }
    this.isTerminated = false;
    return limit;
  }

  private endOfTripleQuoted(start: number, quote: number, limit: number): number {
    const text = this.text;
    this.hasEscape = false;
    this.isTerminated = true;
    for (let offset = start; offset < limit; offset++) {
      const code = text.charCodeAt(offset);
      if (code === quote && text.charCodeAt(offset + 1) === quote && text.charCodeAt(offset + 2) === quote && offset + 2 < limit) {
        if (this.suspectsTripleQuotes && this.swallowsStatements(start, offset)) return this.giveUpTripleQuote(start, limit);
        return offset;
      }
      if (code === BACKSLASH) {
        this.hasEscape = true;
        offset++;
      } else if (code === 13) this.hasEscape = true;
    }
    this.sawOpenTripleQuote = true;
    return this.giveUpTripleQuote(start, limit);
  }

  private giveUpTripleQuote(start: number, limit: number): number {
    this.isTerminated = false;
    let end = start;
    while (end < limit && !isLineEnd(this.text.charCodeAt(end))) end++;
    return end;
  }

  /**
   * Whether text between triple quotes looks like code between two strings: what follows the closing quotes on their line can
   * follow no string, or a line inside begins a class or function no deeper than the line of the opening quotes.
   */
  private swallowsStatements(start: number, end: number): boolean {
    const text = this.text;
    let next = end + 3;
    while (isBlank(text.charCodeAt(next))) next++;
    if (isNameStart(text.charCodeAt(next)) && !OPERATOR_WORDS.has(this.wordAt(next))) return true;
    const indent = this.indentOfLineAround(start);
    for (let offset = start; offset < end; offset++) {
      if (!isLineEnd(text.charCodeAt(offset))) continue;
      let column = 0;
      while (isBlank(text.charCodeAt(offset + 1 + column))) column++;
      if (column <= indent && /^(?:class|def|async def) \w+.*:|^@\w/.test(text.slice(offset + 1 + column, offset + 120 + column))) return true;
    }
    return false;
  }

  private indentOfLineAround(offset: number): number {
    let start = offset;
    while (start > 0 && !isLineEnd(this.text.charCodeAt(start - 1))) start--;
    let column = 0;
    while (isBlank(this.text.charCodeAt(start + column))) column++;
    return column;
  }

  /**
   * As `endOfString`, for an f-string or t-string: quotes inside replacement fields do not end it (PEP 701). When its braces do
   * not match, it is read as a plain string.
   */
  endOfFormattedString(start: number, quote: number, isTriple: boolean, isRaw: boolean, limit: number): number {
    const end = this.endOfFormattedText(start, quote, isTriple, isRaw, limit, 0);
    if (end === NO_MATCH) return this.endOfString(start, quote, isTriple, limit);
    this.isTerminated = true;
    return end;
  }

  private endOfFormattedText(start: number, quote: number, isTriple: boolean, isRaw: boolean, limit: number, nesting: number): number {
    const text = this.text;
    let offset = start;
    while (offset < limit) {
      const code = text.charCodeAt(offset);
      if (code === quote) {
        if (!isTriple) return offset;
        if (text.charCodeAt(offset + 1) === quote && text.charCodeAt(offset + 2) === quote && offset + 2 < limit) return offset;
        offset++;
      } else if (code === BACKSLASH) {
        offset = this.afterFormattedEscape(offset, isRaw, limit);
      } else if (code === OPEN_BRACE) {
        if (text.charCodeAt(offset + 1) === OPEN_BRACE) offset += 2;
        else {
          const fieldEnd = this.afterField(offset + 1, quote, isTriple, limit, nesting + 1);
          if (fieldEnd === NO_MATCH) {
            this.lookaheadBudget -= offset - start;
            return NO_MATCH;
          }
          offset = fieldEnd;
        }
      } else if (isLineEnd(code) && !isTriple) return NO_MATCH;
      else offset++;
    }
    return NO_MATCH;
  }

  private afterFormattedEscape(offset: number, isRaw: boolean, limit: number): number {
    const next = this.text.charCodeAt(offset + 1);
    if (next === OPEN_BRACE || next === CLOSE_BRACE) return offset + 1;
    if (!isRaw && next === 78 && this.text.charCodeAt(offset + 2) === OPEN_BRACE) {
      let end = offset + 3;
      while (end < limit && isNamedEscapePart(this.text.charCodeAt(end))) end++;
      return this.text.charCodeAt(end) === CLOSE_BRACE ? end + 1 : offset + 2;
    }
    return afterLineEnd(this.text, offset + 1);
  }

  /** The offset behind the `}` of the replacement field whose text begins at `start`, or NO_MATCH. */
  private afterField(start: number, quote: number, isTriple: boolean, limit: number, nesting: number): number {
    if (nesting > MAXIMUM_FIELD_NESTING || this.lookaheadBudget < 0) return NO_MATCH;
    const fieldLimit = isTriple ? limit : Math.min(limit, start + MAXIMUM_FIELD_CHARACTERS);
    const end = this.readField(start, quote, isTriple, fieldLimit, nesting);
    if (end === NO_MATCH) this.lookaheadBudget -= Math.min(fieldLimit - start, MAXIMUM_FIELD_CHARACTERS);
    return end;
  }

  private readField(start: number, quote: number, isTriple: boolean, limit: number, nesting: number): number {
    const text = this.text;
    let depth = 0;
    let offset = start;
    while (offset < limit) {
      const code = text.charCodeAt(offset);
      switch (classOf(code)) {
        case CharClass.Open:
          depth++;
          offset++;
          break;
        case CharClass.Close:
          if (depth === 0) return code === CLOSE_BRACE ? offset + 1 : NO_MATCH;
          depth--;
          offset++;
          break;
        case CharClass.Quote:
          offset = this.afterNestedString(start, offset, limit, nesting);
          if (offset === NO_MATCH) return NO_MATCH;
          break;
        case CharClass.Hash:
          while (offset < limit && !isLineEnd(text.charCodeAt(offset))) offset++;
          break;
        case CharClass.Backslash:
          offset = afterLineEnd(text, offset + 1);
          break;
        default:
          if (code === COLON && depth === 0) return this.afterFormatSpec(offset + 1, quote, isTriple, limit, nesting);
          offset++;
      }
    }
    return NO_MATCH;
  }

  private afterFormatSpec(start: number, quote: number, isTriple: boolean, limit: number, nesting: number): number {
    let offset = start;
    while (offset < limit) {
      const code = this.text.charCodeAt(offset);
      if (code === CLOSE_BRACE) return offset + 1;
      if (code === OPEN_BRACE) {
        offset = this.afterField(offset + 1, quote, isTriple, limit, nesting + 1);
        if (offset === NO_MATCH) return NO_MATCH;
      } else if (!isTriple && (code === quote || isLineEnd(code))) return NO_MATCH;
      else offset++;
    }
    return NO_MATCH;
  }

  private afterNestedString(fieldStart: number, quoteOffset: number, limit: number, nesting: number): number {
    const text = this.text;
    const quote = text.charCodeAt(quoteOffset);
    const isTriple = text.charCodeAt(quoteOffset + 1) === quote && text.charCodeAt(quoteOffset + 2) === quote;
    const start = quoteOffset + (isTriple ? 3 : 1);
    let prefixStart = quoteOffset;
    while (prefixStart > fieldStart && quoteOffset - prefixStart < 3 && isNamePart(text.charCodeAt(prefixStart - 1))) prefixStart--;
    const prefix = text.slice(prefixStart, quoteOffset).toLowerCase();
    const isFormatted = /^(?:[ft]r?|r[ft])$/.test(prefix);
    const end = isFormatted
      ? this.endOfFormattedText(start, quote, isTriple, prefix.includes('r'), limit, nesting)
      : this.endOfString(start, quote, isTriple, limit);
    if (end === NO_MATCH || (!isFormatted && !this.isTerminated)) return NO_MATCH;
    return end + (isTriple ? 3 : 1);
  }

  /**
   * Whether the line whose first token stands at `at` shows that the innermost open bracket was forgotten. Asked only for lines that
   * begin no deeper than the statement does. A line that can only be a statement says so at once; one that could be an
   * argument (`name=value`) is read ahead until the bracket closes or an impossible line comes.
   */
  breaksBracket(previousEnd: number, at: number, bracket: number): boolean {
    if (at < this.closesBefore) return false;
    const code = this.text.charCodeAt(at);
    const previous = this.previousAt(previousEnd);
    if (code === AT_SIGN) return this.decoratorAt(at);
    const characterClass = classOf(code);
    if (characterClass === CharClass.Quote) return previous === Previous.Operand;
    if (characterClass === CharClass.Digit) return previous !== Previous.Operator;
    if (characterClass !== CharClass.NameStart) return false;

    const word = this.wordAt(at);
    if (STATEMENT_WORDS.has(word)) return true;
    if (isQuote(this.text.charCodeAt(at + word.length)) && word.length <= 2) return previous === Previous.Operand;
    const canContinue = OPERATOR_WORDS.has(word) || previous === Previous.Operator;
    return !canContinue || !this.closes(at, bracket);
  }

  /** Whether a header's bracket was forgotten: the line begins with an operand where none can stand. */
  breaksHeader(previousEnd: number, at: number): boolean {
    const characterClass = classOf(this.text.charCodeAt(at));
    const previous = this.previousAt(previousEnd);
    if (characterClass === CharClass.Quote) return previous === Previous.Operand;
    if (characterClass !== CharClass.NameStart) return false;
    return previous !== Previous.Operator && !OPERATOR_WORDS.has(this.wordAt(at)) && !this.isStringPrefix(at);
  }

  private isStringPrefix(at: number): boolean {
    const word = this.wordAt(at);
    return word.length <= 2 && isQuote(this.text.charCodeAt(at + word.length));
  }

  private previousAt(previousEnd: number): Previous {
    const code = this.text.charCodeAt(previousEnd - 1);
    const characterClass = classOf(code);
    if (characterClass === CharClass.Close) return Previous.Operand;
    if (characterClass === CharClass.Quote) return Previous.String;
    if (characterClass < CharClass.NameStart) return Previous.Operator;
    let start = previousEnd;
    while (start > 0 && previousEnd - start < 32 && isNamePart(this.text.charCodeAt(start - 1))) start--;
    return OPERATOR_WORDS.has(this.text.slice(start, previousEnd)) ? Previous.Operator : Previous.Operand;
  }

  /** The name at an offset, cut after 32 characters. */
  private wordAt(at: number): string {
    let end = at;
    while (end < at + 32 && end < this.text.length && isNamePart(this.text.charCodeAt(end))) end++;
    return this.text.slice(at, end);
  }

  /** Whether decorators stand at `at`, and not the operator `@` at the start of a continued line. */
  private decoratorAt(at: number): boolean {
    if (this.lookaheadBudget < 0) return true;
    const limit = Math.min(this.text.length, at + 2_000);
    this.lookaheadBudget -= limit - at;
    for (let offset = at; offset < limit; offset++) {
      if (!isLineEnd(this.text.charCodeAt(offset))) continue;
      while (isLineEnd(this.text.charCodeAt(offset)) || isBlank(this.text.charCodeAt(offset))) offset++;
      const word = this.wordAt(offset);
      if (word === 'class' || word === 'def' || word === 'async') return true;
    }
    return false;
  }

  /** Whether the open bracket is closed further on, with nothing before that only a statement can say. */
  private closes(from: number, bracket: number): boolean {
    if (this.lookaheadBudget < 0) return true;
    const end = this.closingBracket(from, bracket);
    if (end < 0) {
      this.lookaheadBudget -= ~end - from;
      return false;
    }
    this.closesBefore = end;
    return true;
  }

  /** The offset of the closing bracket, or `~offset` of where it became impossible. */
  private closingBracket(from: number, bracket: number): number {
    const text = this.text;
    const limit = text.length;
    const closing = bracket === 40 ? 41 : bracket + 2;
    let depth = 0;
    let previousEnd = from;
    let sawLambda = false;
    let offset = from;
    while (offset < limit) {
      const code = text.charCodeAt(offset);
      switch (classOf(code)) {
        case CharClass.Blank:
          offset++;
          continue;
        case CharClass.LineEnd: {
          offset = this.firstOfNextLine(offset, limit);
          if (offset < limit && this.isImpossibleLine(previousEnd, offset)) return ~offset;
          continue;
        }
        case CharClass.Hash:
          while (offset < limit && !isLineEnd(text.charCodeAt(offset))) offset++;
          continue;
        case CharClass.Backslash:
          offset = afterLineEnd(text, offset + 1);
          continue;
        case CharClass.Quote: {
          const isTriple = text.charCodeAt(offset + 1) === code && text.charCodeAt(offset + 2) === code;
          const end = this.endOfString(offset + (isTriple ? 3 : 1), code, isTriple, limit);
          if (!this.isTerminated) return ~offset;
          offset = end + (isTriple ? 3 : 1);
          break;
        }
        case CharClass.Open:
          depth++;
          offset++;
          break;
        case CharClass.Close:
          if (depth === 0) return code === closing ? offset : ~offset;
          depth--;
          offset++;
          break;
        case CharClass.NameStart:
        case CharClass.Digit: {
          const start = offset;
          while (offset < limit && isNamePart(text.charCodeAt(offset))) offset++;
          if (offset - start === 6 && text.startsWith('lambda', start)) sawLambda = true;
          break;
        }
        default:
          if (depth === 0 && this.isStatementOperator(offset, previousEnd, bracket, sawLambda)) return ~offset;
          // Comparisons are stepped over whole, so that their `=` is not met again.
          offset += text.charCodeAt(offset + 1) === EQUALS && code !== 44 ? 2 : 1;
      }
      previousEnd = offset;
    }
    return ~limit;
  }

  private isImpossibleLine(previousEnd: number, at: number): boolean {
    const characterClass = classOf(this.text.charCodeAt(at));
    if (characterClass !== CharClass.NameStart) return false;
    const word = this.wordAt(at);
    if (STATEMENT_WORDS.has(word)) return true;
    if (OPERATOR_WORDS.has(word)) return false;
    const previous = this.previousAt(previousEnd);
    if (this.isStringPrefix(at)) return previous === Previous.Operand;
    return previous !== Previous.Operator;
  }

  /** Whether the operator at `offset`, directly inside the bracket, can stand in a statement only. */
  private isStatementOperator(offset: number, previousEnd: number, bracket: number, sawLambda: boolean): boolean {
    const text = this.text;
    const code = text.charCodeAt(offset);
    const next = text.charCodeAt(offset + 1);
    if (code === 59) return true;
    if (code === COLON) return bracket === 40 && next !== EQUALS && !sawLambda;
    if (code !== EQUALS) return next === EQUALS && '+-*/%&|^@'.includes(text.charAt(offset));
    if (next === EQUALS) return false;
    if (sawLambda) return false;
    if (bracket !== 40) return true;
    let start = previousEnd;
    while (start > 0 && isNamePart(text.charCodeAt(start - 1))) start--;
    if (start === previousEnd) return true;
    return !this.followsArgumentStart(start);
  }

  /** Whether only blank space and comments lie between `offset` and the `,` or `(` before it. */
  private followsArgumentStart(offset: number): boolean {
    let at = offset - 1;
    while (at >= 0 && (isBlank(this.text.charCodeAt(at)) || isLineEnd(this.text.charCodeAt(at)))) at--;
    const code = this.text.charCodeAt(at);
    if (code === 44 || code === 40) return true;
    // A comment may end the line before; then the lines around have been judged already.
    return this.text.slice(Math.max(0, at - 200), at + 1).split(/[\r\n]/).at(-1)?.includes('#') ?? false;
  }

  /** Offset of the first character that is neither blank nor in a comment, behind the line end at `offset`. */
  private firstOfNextLine(offset: number, limit: number): number {
    const text = this.text;
    while (offset < limit) {
      const code = text.charCodeAt(offset);
      if (isBlank(code) || isLineEnd(code)) offset++;
      else if (code === HASH) while (offset < limit && !isLineEnd(text.charCodeAt(offset))) offset++;
      else break;
    }
    return offset;
  }

  /** The last character that is neither blank nor comment of the logical line that `offset` is on; bounded by `limit`. */
  lastCharacterOfLogicalLine(offset: number, limit: number): string {
    const end = this.skipLogicalLine(offset, limit, -1);
    return this.text.charAt(end.significantEnd - 1);
  }

  /** Whether nothing but blanks and a comment stand between `offset` and the end of its line. */
  isEndOfLine(offset: number, limit: number): boolean {
    while (offset < limit && isBlank(this.text.charCodeAt(offset))) offset++;
    return offset >= limit || isLineEnd(this.text.charCodeAt(offset)) || this.text.charCodeAt(offset) === HASH;
  }

  /**
   * Skips the body of a block whose colon ends at `start`, in a block indented by `indent`. Leaves `bodyEnd` (a line start, or the
   * end), `bodySignificantEnd` (the end of its last code) and `bodyHash`.
   */
  skipBody(start: number, indent: number, limit: number): void {
    this.bodyHash = HASH_SEED;
    this.bodyEnd = start;
    this.bodySignificantEnd = start;
    const isInline = !this.isEndOfLine(start, limit);
    if (isInline) this.skipBodyLine(start, limit, indent);
    else this.skipBlock(start, indent, limit);
  }

  private skipBlock(start: number, indent: number, limit: number): void {
    const text = this.text;
    const indents: number[] = [];
    let offset = start;
    while (offset < limit && !isLineEnd(text.charCodeAt(offset))) offset++;
    if (offset < limit) offset = afterLineEnd(text, offset);
    while (offset < limit) {
      const lineStart = offset;
      let column = 0;
      let code = text.charCodeAt(offset);
      for (; ; code = text.charCodeAt(++offset)) {
        if (code === SPACE) column++;
        else if (code === TAB) column = (column | 7) + 1;
        else if (code === FORM_FEED) column = 0;
        else break;
      }
      if (offset >= limit) break;
      if (code === HASH) {
        while (offset < limit && !isLineEnd(text.charCodeAt(offset))) offset++;
        code = text.charCodeAt(offset);
      }
      if (offset >= limit) break;
      if (isLineEnd(code)) {
        offset = afterLineEnd(text, offset);
        continue;
      }
      if (column <= indent) {
        this.bodyEnd = lineStart;
        return;
      }
      while (indents.length > 0 && (indents.at(-1) as number) > column) indents.pop();
      if (indents.at(-1) !== column) indents.push(column);
      this.bodyHash = Math.imul(this.bodyHash ^ (0x100 + indents.length), HASH_PRIME);
      offset = this.skipBodyLine(offset, limit, indent);
    }
    this.bodyEnd = limit;
  }

  private skipBodyLine(offset: number, limit: number, indent: number): number {
    const line = this.skipLogicalLine(offset, limit, indent);
    this.bodySignificantEnd = line.significantEnd;
    this.bodyEnd = line.end;
    return line.end;
  }

  /**
   * Reads one logical line: strings, brackets and continued lines belong to it. Its hash goes into `bodyHash`. A line in an
   * open bracket that is indented by `indent` or less may show that the bracket was forgotten; -1 never asks.
   */
  private skipLogicalLine(start: number, limit: number, indent: number): { readonly end: number; readonly significantEnd: number } {
    const text = this.text;
    let hash = this.bodyHash;
    const brackets = this.openBrackets;
    let significantEnd = start;
    let lastClass = CharClass.Blank;
    let isSpaced = false;
    brackets.length = 0;
    let offset = start;
    while (offset < limit) {
      const code = text.charCodeAt(offset);
      const characterClass = classOf(code);
      if (characterClass >= CharClass.NameStart || characterClass === CharClass.Other) {
        // Blanks count only where they keep two names or two operators apart.
        if (isSpaced) {
          if (characterClass === CharClass.Other ? lastClass === CharClass.Other : lastClass >= CharClass.NameStart) hash = Math.imul(hash ^ SPACE, HASH_PRIME);
          isSpaced = false;
        }
        lastClass = characterClass;
        hash = Math.imul(hash ^ code, HASH_PRIME);
        significantEnd = ++offset;
        continue;
      }
      switch (characterClass) {
        case CharClass.Blank:
          isSpaced = true;
          offset++;
          continue;
        case CharClass.LineEnd:
          offset = afterLineEnd(text, offset);
          if (brackets.length === 0) {
            this.bodyHash = Math.imul(hash ^ 10, HASH_PRIME);
            return { end: offset, significantEnd };
          }
          isSpaced = true;
          if (indent >= 0 && this.isForgottenBracket(offset, limit, indent, significantEnd, brackets.at(-1) as number)) {
            this.bodyHash = Math.imul(hash ^ 10, HASH_PRIME);
            return { end: offset, significantEnd };
          }
          continue;
        case CharClass.Quote: {
          const isTriple = text.charCodeAt(offset + 1) === code && text.charCodeAt(offset + 2) === code;
          let prefixStart = offset;
          while (prefixStart > start && offset - prefixStart < 3 && isNamePart(text.charCodeAt(prefixStart - 1))) prefixStart--;
          const end = this.endOfAnyString(prefixStart, offset, isTriple, limit);
          hash = hashRange(Math.imul(hash ^ (isSpaced ? SPACE : 0), HASH_PRIME), text, offset, end);
          significantEnd = offset = end;
          break;
        }
        case CharClass.Open:
          brackets.push(code);
          hash = Math.imul(hash ^ code, HASH_PRIME);
          significantEnd = ++offset;
          break;
        case CharClass.Close:
          brackets.pop();
          hash = Math.imul(hash ^ code, HASH_PRIME);
          significantEnd = ++offset;
          break;
        case CharClass.Hash:
          while (offset < limit && !isLineEnd(text.charCodeAt(offset))) offset++;
          continue;
        default:
          isSpaced = true;
          offset = isLineEnd(text.charCodeAt(offset + 1)) ? afterLineEnd(text, offset + 1) : offset + 1;
          continue;
      }
      isSpaced = false;
      lastClass = characterClass;
    }
    this.bodyHash = Math.imul(hash ^ 10, HASH_PRIME);
    return { end: limit, significantEnd };
  }

  /** The offset behind a string token's closing quotes, for a prefix of any kind. */
  private endOfAnyString(prefixStart: number, quoteOffset: number, isTriple: boolean, limit: number): number {
    const quote = this.text.charCodeAt(quoteOffset);
    const start = quoteOffset + (isTriple ? 3 : 1);
    let isFormatted = false;
    let isRaw = false;
    if (quoteOffset - prefixStart <= 2) {
      for (let offset = prefixStart; offset < quoteOffset; offset++) {
        const letter = this.text.charCodeAt(offset) | 32;
        if (letter === 102 || letter === 116) isFormatted = true;
        if (letter === 114) isRaw = true;
      }
    }
    const end = isFormatted ? this.endOfFormattedString(start, quote, isTriple, isRaw, limit) : this.endOfString(start, quote, isTriple, limit);
    return this.isTerminated ? end + (isTriple ? 3 : 1) : end;
  }

  private isForgottenBracket(lineStart: number, limit: number, indent: number, previousEnd: number, bracket: number): boolean {
    let column = 0;
    let offset = lineStart;
    for (; offset < limit; offset++) {
      const code = this.text.charCodeAt(offset);
      if (code === SPACE) column++;
      else if (code === TAB) column = (column | 7) + 1;
      else break;
    }
    return column <= indent && offset < limit && this.breaksBracket(previousEnd, offset, bracket);
  }
}

function isNamedEscapePart(code: number): boolean {
  return isNamePart(code) || code === SPACE || code === 45;
}
