import { BACKSLASH, CARRIAGE_RETURN, LINE_FEED, OPEN_BRACE } from './characters';

/** Stands for a character named by `\N{...}`, whose table is not part of this program. */
export const UNKNOWN_CHARACTER = '\uFFFD';

/** One piece of a string's text and what it means: an escape, a line break, or a single character. */
export interface DecodedPiece {
  readonly value: string;
  /** Offset behind the piece. */
  readonly end: number;
}

/**
 * The meaning of the text of a string literal between its quotes, as `ast.Constant.value`. `isBytes` leaves `\N`, `\u` and
 * `\U` as they are. An escape that Python does not know keeps its backslash.
 */
export function decodeText(text: string, start: number, end: number, options: { readonly isRaw: boolean; readonly isBytes: boolean }): string {
  let result = '';
  let copied = start;
  let offset = start;
  while (offset < end) {
    const code = text.charCodeAt(offset);
    if (code !== CARRIAGE_RETURN && (code !== BACKSLASH || options.isRaw)) {
      offset++;
      continue;
    }
    const piece = decodePiece(text, offset, end, options);
    result += text.slice(copied, offset) + piece.value;
    offset = copied = piece.end;
  }
  return result + text.slice(copied, end);
}

/** The piece of string text at `offset`. A `\r\n` or lone `\r` is one `\n`. */
export function decodePiece(text: string, offset: number, end: number, options: { readonly isRaw: boolean; readonly isBytes: boolean }): DecodedPiece {
  const code = text.charCodeAt(offset);
  if (code === CARRIAGE_RETURN) return { value: '\n', end: text.charCodeAt(offset + 1) === LINE_FEED ? Math.min(end, offset + 2) : offset + 1 };
  if (code !== BACKSLASH || options.isRaw || offset + 1 >= end) return { value: text.charAt(offset), end: offset + 1 };
  return decodeEscape(text, offset, end, options.isBytes);
}

const SIMPLE_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\\', '\\'], ["'", "'"], ['"', '"'], ['a', '\x07'], ['b', '\b'], ['f', '\f'], ['n', '\n'], ['r', '\r'], ['t', '\t'], ['v', '\v'], ['\n', ''],
]);

function decodeEscape(text: string, offset: number, end: number, isBytes: boolean): DecodedPiece {
  const letter = text.charAt(offset + 1);
  const simple = SIMPLE_ESCAPES.get(letter);
  if (simple !== undefined) return { value: simple, end: offset + 2 };
  if (letter === '\r') return { value: '', end: text.charCodeAt(offset + 2) === LINE_FEED ? Math.min(end, offset + 3) : offset + 2 };
  if (letter >= '0' && letter <= '7') return decodeOctal(text, offset + 1, end, isBytes);
  const kept = { value: '\\', end: offset + 1 };
  if (letter === 'x') return decodeHexadecimal(text, offset + 2, 2, end) ?? kept;
  if (isBytes) return kept;
  if (letter === 'u') return decodeHexadecimal(text, offset + 2, 4, end) ?? kept;
  if (letter === 'U') return decodeHexadecimal(text, offset + 2, 8, end) ?? kept;
  if (letter === 'N' && text.charCodeAt(offset + 2) === OPEN_BRACE) {
    const close = text.slice(offset, Math.min(end, offset + 200)).indexOf('}');
    if (close >= 0) return { value: UNKNOWN_CHARACTER, end: offset + close + 1 };
  }
  return kept;
}

function decodeOctal(text: string, start: number, end: number, isBytes: boolean): DecodedPiece {
  let offset = start;
  let value = 0;
  while (offset < end && offset < start + 3) {
    const digit = text.charCodeAt(offset) - 48;
    if (digit < 0 || digit > 7) break;
    value = value * 8 + digit;
    offset++;
  }
  return { value: String.fromCharCode(isBytes ? value & 0xff : value), end: offset };
}

function decodeHexadecimal(text: string, start: number, length: number, end: number): DecodedPiece | undefined {
  if (start + length > end) return undefined;
  const digits = text.slice(start, start + length);
  if (!/^[0-9a-fA-F]+$/.test(digits)) return undefined;
  const value = Number.parseInt(digits, 16);
  return value > 0x10ffff ? undefined : { value: String.fromCodePoint(value), end: start + length };
}
