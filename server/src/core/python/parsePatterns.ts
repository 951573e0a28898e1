/** The patterns of `case`, of which only the bound names are kept. */
import { hasNextElement, parseIdentifier } from './parseExpressions';
import type { ParserState } from './parserState';
import type { Expression, Identifier } from './syntax';
import { isClosing, startsExpression, Token } from './tokens';
import { parseStringAtom } from './parseStrings';

/** Reads the patterns of one `case`; answers the names they bind, in source order. */
export function parsePatterns(state: ParserState): readonly Identifier[] {
  const names: Identifier[] = [];
  parseOpenSequence(state, names);
  return names;
}

function parseOpenSequence(state: ParserState, names: Identifier[]): void {
  parseAsPattern(state, names);
  while (state.accept(Token.Comma)) {
    if (startsPattern(state.tokenizer.kind)) parseAsPattern(state, names);
  }
}

function startsPattern(kind: Token): boolean {
  return kind === Token.DoubleStar || startsExpression(kind);
}

function parseAsPattern(state: ParserState, names: Identifier[]): void {
  if (!state.enter()) {
    state.error('too many nested parentheses');
    state.skipToNewline();
    return;
  }
  parseClosedPattern(state, names);
  while (state.accept(Token.Bar)) parseClosedPattern(state, names);
  if (state.accept(Token.As)) bindName(state, names);
  state.leave();
}

function parseClosedPattern(state: ParserState, names: Identifier[]): void {
  const { tokenizer } = state;
  switch (tokenizer.kind) {
    case Token.Name:
      parseNamePattern(state, names);
      return;
    case Token.Star:
    case Token.DoubleStar:
      tokenizer.next();
      bindName(state, names);
      return;
    case Token.String:
    case Token.FormattedString:
      parseStringAtom(state, noField);
      return;
    case Token.Minus:
    case Token.Plus:
    case Token.Number:
      parseNumberPattern(state);
      return;
    case Token.True:
    case Token.False:
    case Token.None:
      tokenizer.next();
      return;
    case Token.OpenParen:
    case Token.OpenBracket:
      parseSequencePattern(state, names);
      return;
    case Token.OpenBrace:
      parseMappingPattern(state, names);
      return;
    default:
      state.error('invalid syntax');
  }
}

function noField(state: ParserState): Expression {
  state.error('patterns may only match literals and attribute lookups');
  return state.missing();
}

function bindName(state: ParserState, names: Identifier[]): void {
  const identifier = parseIdentifier(state);
  if (identifier.name !== '_' && identifier.name !== '') names.push(identifier);
}

/** `name`, `Color.RED`, or `Point(x=0, y=value)`. */
function parseNamePattern(state: ParserState, names: Identifier[]): void {
  const { tokenizer } = state;
  const name = parseIdentifier(state);
  let isCapture = true;
  while (state.accept(Token.Dot)) {
    parseIdentifier(state);
    isCapture = false;
  }
  if (tokenizer.kind === Token.OpenParen) {
    isCapture = false;
    parseClassArguments(state, names);
  }
  if (isCapture && name.name !== '_') names.push(name);
}

function parseClassArguments(state: ParserState, names: Identifier[]): void {
  const { tokenizer } = state;
  tokenizer.next();
  let hasArgument = !isClosing(tokenizer.kind);
  while (hasArgument) {
    const before = names.length;
    parseAsPattern(state, names);
    if (tokenizer.kind === Token.Equal) {
      // What was read is the attribute's name and binds nothing.
      names.length = before;
      tokenizer.next();
      parseAsPattern(state, names);
    }
    hasArgument = hasNextElement(state, startsPattern);
  }
  state.accept(Token.CloseParen);
}

/** `-1`, `1.5`, `1 + 2j`. */
function parseNumberPattern(state: ParserState): void {
  const { tokenizer } = state;
  while (tokenizer.kind === Token.Minus || tokenizer.kind === Token.Plus || tokenizer.kind === Token.Number) tokenizer.next();
}

function parseSequencePattern(state: ParserState, names: Identifier[]): void {
  const { tokenizer } = state;
  const closing = tokenizer.kind === Token.OpenParen ? Token.CloseParen : Token.CloseBracket;
  tokenizer.next();
  let hasElement = !isClosing(tokenizer.kind);
  while (hasElement) {
    parseAsPattern(state, names);
    hasElement = hasNextElement(state, startsPattern);
  }
  if (!state.accept(closing)) state.error('invalid syntax');
}

/** `{"key": pattern, **rest}`; keys are literals and dotted names. */
function parseMappingPattern(state: ParserState, names: Identifier[]): void {
  const { tokenizer } = state;
  tokenizer.next();
  let hasEntry = !isClosing(tokenizer.kind);
  while (hasEntry) {
    const isRest = tokenizer.kind === Token.DoubleStar;
    const before = names.length;
    parseClosedPattern(state, names);
    if (!isRest) names.length = before;
    if (state.accept(Token.Colon)) parseAsPattern(state, names);
    hasEntry = hasNextElement(state, startsPattern);
  }
  if (!state.accept(Token.CloseBrace)) state.error('invalid syntax');
}
