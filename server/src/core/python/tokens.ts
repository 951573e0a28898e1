import type { BinaryOperator, ComparisonOperator } from './syntax';

/** The kinds of token. The order matters: keyword statements and closing brackets stand together. */
export const enum Token {
  EndOfText,
  Newline,
  Name,
  Number,
  String,
  FormattedString,
  /** A character that begins no token. */
  Unknown,

  OpenParen,
  OpenBracket,
  OpenBrace,
  CloseParen,
  CloseBracket,
  CloseBrace,
  Comma,
  Colon,
  ColonEqual,
  Dot,
  Ellipsis,
  Semicolon,
  Equal,
  Arrow,
  Exclamation,
  /** `+=` and its like; `Tokenizer.operator` says which. */
  AugmentedEqual,

  Or,
  And,
  Not,
  In,
  Is,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  EqualEqual,
  NotEqual,
  Bar,
  Caret,
  Ampersand,
  ShiftLeft,
  ShiftRight,
  Plus,
  Minus,
  Star,
  At,
  Slash,
  DoubleSlash,
  Percent,
  DoubleStar,
  Tilde,

  False,
  None,
  True,
  Await,
  Lambda,
  Yield,
  As,
  Async,
  Else,
  For,
  From,
  If,

  // From here on: keywords that can stand in no expression, so that one at the start of a line ends an unclosed bracket.
  Assert,
  Break,
  Class,
  Continue,
  Def,
  Del,
  Elif,
  Except,
  Finally,
  Global,
  Import,
  Nonlocal,
  Pass,
  Raise,
  Return,
  Try,
  While,
  With,
  Count,
}

export const KEYWORDS: readonly (readonly [string, Token])[] = [
  ['False', Token.False],
  ['None', Token.None],
  ['True', Token.True],
  ['and', Token.And],
  ['as', Token.As],
  ['assert', Token.Assert],
  ['async', Token.Async],
  ['await', Token.Await],
  ['break', Token.Break],
  ['class', Token.Class],
  ['continue', Token.Continue],
  ['def', Token.Def],
  ['del', Token.Del],
  ['elif', Token.Elif],
  ['else', Token.Else],
  ['except', Token.Except],
  ['finally', Token.Finally],
  ['for', Token.For],
  ['from', Token.From],
  ['global', Token.Global],
  ['if', Token.If],
  ['import', Token.Import],
  ['in', Token.In],
  ['is', Token.Is],
  ['lambda', Token.Lambda],
  ['nonlocal', Token.Nonlocal],
  ['not', Token.Not],
  ['or', Token.Or],
  ['pass', Token.Pass],
  ['raise', Token.Raise],
  ['return', Token.Return],
  ['try', Token.Try],
  ['while', Token.While],
  ['with', Token.With],
  ['yield', Token.Yield],
];

/** Whether the token is a keyword that only a statement can begin with. */
export function isStatementKeyword(token: Token): boolean {
  return token >= Token.Assert;
}

export function isClosing(token: Token): boolean {
  return token >= Token.CloseParen && token <= Token.CloseBrace;
}

/** Binding strength, from `or` up. 0 for what is no binary operator. */
export const enum Precedence {
  None = 0,
  Or = 1,
  And = 2,
  Not = 3,
  Comparison = 4,
  BitOr = 5,
  BitXor = 6,
  BitAnd = 7,
  Shift = 8,
  Sum = 9,
  Product = 10,
  Power = 11,
}

const PRECEDENCES = new Uint8Array(Token.Count);
const STARTS_EXPRESSION = new Uint8Array(Token.Count);
const BINARY_TEXTS: (BinaryOperator | undefined)[] = [];
const COMPARISON_TEXTS: (ComparisonOperator | undefined)[] = [];

PRECEDENCES[Token.Or] = Precedence.Or;
PRECEDENCES[Token.And] = Precedence.And;
// `not` as a binary operator is the beginning of `not in`.
for (const token of [Token.Not, Token.In, Token.Is]) PRECEDENCES[token] = Precedence.Comparison;
PRECEDENCES[Token.DoubleStar] = Precedence.Power;

const binaryOperators: readonly (readonly [Token, BinaryOperator, Precedence])[] = [
  [Token.Bar, '|', Precedence.BitOr],
  [Token.Caret, '^', Precedence.BitXor],
  [Token.Ampersand, '&', Precedence.BitAnd],
  [Token.ShiftLeft, '<<', Precedence.Shift],
  [Token.ShiftRight, '>>', Precedence.Shift],
  [Token.Plus, '+', Precedence.Sum],
  [Token.Minus, '-', Precedence.Sum],
  [Token.Star, '*', Precedence.Product],
  [Token.At, '@', Precedence.Product],
  [Token.Slash, '/', Precedence.Product],
  [Token.DoubleSlash, '//', Precedence.Product],
  [Token.Percent, '%', Precedence.Product],
];
for (const [token, text, precedence] of binaryOperators) {
  PRECEDENCES[token] = precedence;
  BINARY_TEXTS[token] = text;
}

const comparisonOperators: readonly (readonly [Token, ComparisonOperator])[] = [
  [Token.Less, '<'],
  [Token.LessEqual, '<='],
  [Token.Greater, '>'],
  [Token.GreaterEqual, '>='],
  [Token.EqualEqual, '=='],
  [Token.NotEqual, '!='],
];
for (const [token, text] of comparisonOperators) {
  PRECEDENCES[token] = Precedence.Comparison;
  COMPARISON_TEXTS[token] = text;
}

for (const token of [
  Token.Name, Token.Number, Token.String, Token.FormattedString, Token.OpenParen, Token.OpenBracket, Token.OpenBrace,
  Token.Ellipsis, Token.Not, Token.Plus, Token.Minus, Token.Tilde, Token.Star, Token.False, Token.None, Token.True,
  Token.Await, Token.Lambda, Token.Yield,
]) {
  STARTS_EXPRESSION[token] = 1;
}

export function precedenceOf(token: Token): Precedence {
  return PRECEDENCES[token] as Precedence;
}

/** Whether an expression, a starred one or a `yield` can begin with the token. */
export function startsExpression(token: Token): boolean {
  return STARTS_EXPRESSION[token] === 1;
}

export function binaryText(token: Token): BinaryOperator {
  return BINARY_TEXTS[token] ?? '+';
}

export function comparisonText(token: Token): ComparisonOperator {
  return COMPARISON_TEXTS[token] ?? '==';
}
