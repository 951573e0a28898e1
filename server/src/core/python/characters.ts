/** Character codes and classes the scanner and the tokenizer decide by. */

export const TAB = 9;
export const LINE_FEED = 10;
export const FORM_FEED = 12;
export const CARRIAGE_RETURN = 13;
export const SPACE = 32;
export const DOUBLE_QUOTE = 34;
export const HASH = 35;
export const SINGLE_QUOTE = 39;
export const COLON = 58;
export const EQUALS = 61;
export const AT_SIGN = 64;
export const BACKSLASH = 92;
export const OPEN_BRACE = 123;
export const CLOSE_BRACE = 125;

export const enum CharClass {
  /** Operators and anything unknown. */
  Other = 0,
  /** Space, tab, form feed. */
  Blank = 1,
  LineEnd = 2,
  Quote = 3,
  Open = 4,
  Close = 5,
  Hash = 6,
  Backslash = 7,
  /** Letters, `_` and everything outside ASCII. */
  NameStart = 8,
  Digit = 9,
}

const CLASSES = asciiClasses();

export function classOf(code: number): CharClass {
  return code < 128 ? (CLASSES[code] as CharClass) : CharClass.NameStart;
}

/** Letters, digits, `_` and everything outside ASCII. */
export function isNamePart(code: number): boolean {
  return classOf(code) >= CharClass.NameStart;
}

export function isNameStart(code: number): boolean {
  return classOf(code) === CharClass.NameStart;
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

export function isBlank(code: number): boolean {
  return code === SPACE || code === TAB || code === FORM_FEED;
}

export function isLineEnd(code: number): boolean {
  return code === LINE_FEED || code === CARRIAGE_RETURN;
}

export function isQuote(code: number): boolean {
  return code === DOUBLE_QUOTE || code === SINGLE_QUOTE;
}

/** The offset behind the line break that begins at `offset`. */
export function afterLineEnd(text: string, offset: number): number {
  return text.charCodeAt(offset) === CARRIAGE_RETURN && text.charCodeAt(offset + 1) === LINE_FEED ? offset + 2 : offset + 1;
}

function asciiClasses(): Uint8Array {
  const classes = new Uint8Array(128);
  const set = (characters: string, characterClass: CharClass): void => {
    for (const character of characters) classes[character.charCodeAt(0)] = characterClass;
  };
  set(' \t\f', CharClass.Blank);
  set('\n\r', CharClass.LineEnd);
  set('"\'', CharClass.Quote);
  set('([{', CharClass.Open);
  set(')]}', CharClass.Close);
  set('#', CharClass.Hash);
  set('\\', CharClass.Backslash);
  set('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_', CharClass.NameStart);
  set('0123456789', CharClass.Digit);
  return classes;
}
