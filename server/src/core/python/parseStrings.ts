import { BACKSLASH, CLOSE_BRACE, OPEN_BRACE } from './characters';
import { decodeText } from './literals';
import { detached } from './names';
import type { ParserState } from './parserState';
import type { Expression, FormattedValue, StringPart } from './syntax';
import { Token } from './tokens';
import { Prefix } from './tokenizer';

/** Reads the expression of a replacement field. */
type ReadField = (state: ParserState) => Expression;

const MAXIMUM_SPEC_NESTING = 5;

/** Adjacent string literals: `'a' "b"`, `b'a'`, f-strings and t-strings, and any mixture of them. */
export function parseStringAtom(state: ParserState, readField: ReadField): Expression {
  const { tokenizer } = state;
  const start = tokenizer.start;
  const parts: StringPart[] = [];
  while (tokenizer.kind === Token.String) parts.push(parsePart(state));
  if (tokenizer.kind === Token.FormattedString) return parseFormatted(state, start, parts, readField);

  const first = parts[0];
  const value = parts.length === 1 && first !== undefined ? first.value : parts.map((part) => part.value).join('');
  if (first?.prefix.includes('b')) return { kind: 'Bytes', id: state.node(start), value };
  return { kind: 'String', id: state.node(start), value, parts };
}

function parsePart(state: ParserState): StringPart {
  const { tokenizer, text } = state;
  const { start, quoteStart, contentStart, contentEnd, prefix, hasEscape } = tokenizer;
  const isRaw = (prefix & Prefix.Raw) !== 0;
  const value = hasEscape
    ? decodeText(text, contentStart, contentEnd, { isRaw, isBytes: (prefix & Prefix.Bytes) !== 0 })
    : detached(text, contentStart, contentEnd);
  const part: StringPart = {
    kind: 'StringPart',
    id: state.nodeAt(start, tokenizer.end),
    value,
    prefix: prefix === Prefix.None ? '' : text.slice(start, quoteStart).toLowerCase(),
    quote: quoteAt(text, quoteStart, contentStart),
  };
  tokenizer.next();
  return part;
}

function quoteAt(text: string, quoteStart: number, contentStart: number): StringPart['quote'] {
  const isDouble = text.charAt(quoteStart) === '"';
  if (contentStart - quoteStart === 1) return isDouble ? '"' : "'";
  return isDouble ? '"""' : "'''";
}

/** Literal text and replacement fields in order; adjacent pieces of text become one. */
type Values = (string | FormattedValue)[];

function parseFormatted(state: ParserState, start: number, before: readonly StringPart[], readField: ReadField): Expression {
  const { tokenizer } = state;
  const values: Values = [];
  let isTemplate = false;
  for (const part of before) addText(values, part.value);
  while (tokenizer.kind === Token.FormattedString || tokenizer.kind === Token.String) {
    if (tokenizer.kind === Token.String) addText(values, parsePart(state).value);
    else {
      if ((tokenizer.prefix & Prefix.Template) !== 0) isTemplate = true;
      readFormattedToken(state, values, readField);
      tokenizer.next();
    }
  }
  return { kind: 'FormattedString', id: state.node(start), isTemplate, values };
}

function readFormattedToken(state: ParserState, values: Values, readField: ReadField): void {
  const { tokenizer } = state;
  const { contentStart, contentEnd, prefix } = tokenizer;
  const token = tokenizer.save();
  new FormattedReader(state, contentEnd, (prefix & Prefix.Raw) !== 0, readField).readText(contentStart, values);
  tokenizer.restore(token);
}

/** Reads the inside of one f-string or t-string token, whose end is known. */
class FormattedReader {
  constructor(
    private readonly state: ParserState,
    private readonly limit: number,
    private readonly isRaw: boolean,
    private readonly readField: ReadField,
  ) {}

  readText(start: number, values: Values): void {
    const { state, limit } = this;
    const { text } = state;
    let copied = start;
    let offset = start;
    while (offset < limit) {
      const code = text.charCodeAt(offset);
      if (code === BACKSLASH) {
        offset = this.afterEscape(offset);
      } else if (code === OPEN_BRACE || code === CLOSE_BRACE) {
        const isDoubled = text.charCodeAt(offset + 1) === code && offset + 1 < limit;
        if (code === CLOSE_BRACE && !isDoubled) state.errorAt("f-string: single '}' is not allowed", offset, offset + 1);
        if (code === CLOSE_BRACE || isDoubled) {
          this.addDecoded(values, copied, offset + 1);
          offset += isDoubled ? 2 : 1;
        } else {
          this.addDecoded(values, copied, offset);
          offset = this.readFieldAt(offset + 1, values, 0);
        }
        copied = offset;
      } else offset++;
    }
    this.addDecoded(values, copied, limit);
  }

  private afterEscape(offset: number): number {
    const { text } = this.state;
    const next = text.charCodeAt(offset + 1);
    if (next === OPEN_BRACE || next === CLOSE_BRACE) return offset + 1;
    if (!this.isRaw && next === 78 && text.charCodeAt(offset + 2) === OPEN_BRACE) {
      const length = text.slice(offset, Math.min(this.limit, offset + 200)).indexOf('}');
      if (length > 0) return offset + length + 1;
    }
    return offset + 2;
  }

  private addDecoded(values: Values, start: number, end: number): void {
    if (end <= start) return;
    addText(values, decodeText(this.state.text, start, Math.min(end, this.limit), { isRaw: this.isRaw, isBytes: false }));
  }

  /** Reads the replacement field whose text begins at `start`; answers the offset behind its `}`. */
  private readFieldAt(start: number, values: Values, nesting: number): number {
    const { state, limit } = this;
    const { tokenizer, text } = state;
    tokenizer.enterField(start, limit);
    const expression = this.readField(state);
    let isDebug = false;
    if (tokenizer.kind === Token.Equal) {
      const equalsEnd = tokenizer.end;
      tokenizer.next();
      isDebug = true;
      const blanks = text.slice(equalsEnd, tokenizer.start).replace(/#[^\r\n]*/g, '');
      addText(values, decodeText(text, start, equalsEnd, { isRaw: true, isBytes: false }) + blanks);
    }
    let conversion: string | undefined;
    if (tokenizer.kind === Token.Exclamation) {
      tokenizer.next();
      if (state.at(Token.Name)) conversion = tokenizer.name;
      tokenizer.next();
    }
    let formatSpec: Values | undefined;
    let end = tokenizer.start;
    if (tokenizer.kind === Token.Colon) {
      formatSpec = [];
      end = this.readFormatSpec(tokenizer.end, formatSpec, nesting);
    } else if (tokenizer.kind !== Token.CloseBrace) {
      state.error("f-string: expecting '}'");
      while (!state.at(Token.CloseBrace) && !state.at(Token.EndOfText)) tokenizer.next();
      end = tokenizer.start;
    }
    if (isDebug && conversion === undefined && formatSpec === undefined) conversion = 'r';
    const after = Math.min(limit, end + 1);
    values.push({ kind: 'FormattedValue', id: state.nodeAt(start - 1, after), expression, conversion, formatSpec });
    return after;
  }

  /** Reads `>{width}` behind the colon; answers the offset of the `}` that ends the field. */
  private readFormatSpec(start: number, values: Values, nesting: number): number {
    const { limit } = this;
    const { text } = this.state;
    let copied = start;
    let offset = start;
    while (offset < limit) {
      const code = text.charCodeAt(offset);
      if (code === CLOSE_BRACE) break;
      if (code === BACKSLASH) {
        offset = this.afterEscape(offset);
      } else if (code === OPEN_BRACE && nesting < MAXIMUM_SPEC_NESTING) {
        this.addDecoded(values, copied, offset);
        const token = this.state.tokenizer.save();
        offset = copied = this.readFieldAt(offset + 1, values, nesting + 1);
        this.state.tokenizer.restore(token);
      } else offset++;
    }
    this.addDecoded(values, copied, Math.min(offset, limit));
    return Math.min(offset, limit);
  }
}

function addText(values: Values, text: string): void {
  if (text === '') return;
  const last = values.at(-1);
  if (typeof last === 'string') values[values.length - 1] = last + text;
  else values.push(text);
}
