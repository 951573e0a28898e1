/** Expressions: precedence climbing over `Tokenizer`. Every function leaves the tokenizer behind what it read and never throws. */
import { detached } from './names';
import type { ParserState } from './parserState';
import { parseStringAtom } from './parseStrings';
import type {
  ComparisonOperator, Comprehension, ComprehensionClause, DictExpression, Expression, Identifier, KeywordArgument, NamedExpression, Parameter,
} from './syntax';
import { binaryText, comparisonText, isClosing, Precedence, precedenceOf, startsExpression, Token } from './tokens';

const MAXIMUM_KEYWORDS_COMPARED = 64;

/** A conditional expression, a lambda, or anything that binds tighter: the grammar's `expression`. */
export function parseExpression(state: ParserState): Expression {
  if (!state.enter()) return passOver(state);
  const outerHeight = state.height;
  state.height = 0;
  const expression = state.tokenizer.kind === Token.Lambda ? parseLambda(state) : parseConditional(state);
  if (state.height < outerHeight) state.height = outerHeight;
  state.leave();
  return expression;
}

/** `a`, `*a`, or `a, *b`: what stands on the right of `=` and after `return`. */
export function parseExpressionList(state: ParserState): Expression {
  const { tokenizer } = state;
  const start = tokenizer.start;
  const first = parseStarred(state);
  if (tokenizer.kind !== Token.Comma) return first;
  const elements = [first];
  while (state.accept(Token.Comma)) {
    if (!startsExpression(tokenizer.kind)) break;
    elements.push(parseStarred(state));
  }
  return { kind: 'Tuple', id: state.node(start), elements };
}

/** As `parseExpressionList`, or a `yield`. */
export function parseYieldOrList(state: ParserState): Expression {
  return state.tokenizer.kind === Token.Yield ? parseYield(state) : parseExpressionList(state);
}

/** What a `for` or a comprehension binds, or one thing `del` deletes: no comparison, as `in` ends it. */
export function parseTargetList(state: ParserState): Expression {
  const { tokenizer } = state;
  const start = tokenizer.start;
  const first = parseTarget(state);
  if (tokenizer.kind !== Token.Comma) return first;
  const elements = [first];
  while (state.accept(Token.Comma)) {
    if (!startsExpression(tokenizer.kind)) break;
    elements.push(parseTarget(state));
  }
  return { kind: 'Tuple', id: state.node(start), elements };
}

export function parseTarget(state: ParserState): Expression {
  const start = state.tokenizer.start;
  if (!state.accept(Token.Star)) return parseBinary(state, Precedence.BitOr);
  const value = parseBinary(state, Precedence.BitOr);
  return { kind: 'Starred', id: state.node(start), value };
}

/** An expression that `:=` may follow, as in the test of an `if`. */
export function parseNamed(state: ParserState): Expression {
  const start = state.tokenizer.start;
  const expression = parseExpression(state);
  return state.tokenizer.kind === Token.ColonEqual ? parseNamedRest(state, start, expression) : expression;
}

function parseNamedRest(state: ParserState, start: number, target: Expression): Expression {
  if (target.kind !== 'Name') state.error('cannot use assignment expressions with this target');
  state.tokenizer.next();
  const value = parseExpression(state);
  if (target.kind !== 'Name') return value;
  const named: NamedExpression = { kind: 'Named', target: { kind: 'Identifier', id: target.id, name: target.name }, value, id: state.node(start) };
  return named;
}

function parseStarred(state: ParserState): Expression {
  const start = state.tokenizer.start;
  if (state.tokenizer.kind !== Token.Star) return parseExpression(state);
  state.tokenizer.next();
  const value = parseBinary(state, Precedence.BitOr);
  return { kind: 'Starred', id: state.node(start), value };
}

function parseStarredOrNamed(state: ParserState): Expression {
  return state.tokenizer.kind === Token.Star ? parseStarred(state) : parseNamed(state);
}

/** `*a` or `a := b`, or a list of them: the subject of `match`. */
export function parseNamedList(state: ParserState): Expression {
  const { tokenizer } = state;
  const start = tokenizer.start;
  const first = parseStarredOrNamed(state);
  if (tokenizer.kind !== Token.Comma) return first;
  const elements = [first];
  while (state.accept(Token.Comma)) {
    if (!startsExpression(tokenizer.kind)) break;
    elements.push(parseStarredOrNamed(state));
  }
  return { kind: 'Tuple', id: state.node(start), elements };
}

export function parseYield(state: ParserState): Expression {
  const { tokenizer } = state;
  const start = tokenizer.start;
  tokenizer.next();
  if (state.accept(Token.From)) {
    const value = parseExpression(state);
    return { kind: 'Yield', id: state.node(start), isFrom: true, value };
  }
  const value = startsExpression(tokenizer.kind) ? parseExpressionList(state) : undefined;
  return { kind: 'Yield', id: state.node(start), isFrom: false, value };
}

/** Passes over an expression that is nested too deep: up to the comma, closing bracket or line end that ends it. */
function passOver(state: ParserState): Expression {
  const { tokenizer } = state;
  const start = tokenizer.start;
  const bracket = tokenizer.openBracket;
  state.error('too many nested parentheses');
  while (tokenizer.kind !== Token.Newline && tokenizer.kind !== Token.EndOfText) {
    const isOutside = tokenizer.openBracket === bracket && (tokenizer.kind === Token.Comma || tokenizer.kind === Token.Colon);
    if (isOutside || tokenizer.openBracket < bracket) break;
    tokenizer.next();
  }
  return state.missingFrom(start);
}

function parseConditional(state: ParserState): Expression {
  const { tokenizer } = state;
  const start = tokenizer.start;
  const whenTrue = parseBinary(state, Precedence.Or);
  if (tokenizer.kind !== Token.If) return whenTrue;
  tokenizer.next();
  const test = parseBinary(state, Precedence.Or);
  let whenFalse: Expression;
  if (state.accept(Token.Else)) whenFalse = parseExpression(state);
  else {
    state.error("expected 'else' after 'if' expression");
    whenFalse = state.missing();
  }
  state.height++;
  return { kind: 'Conditional', id: state.node(start), test, whenTrue, whenFalse };
}

/** The conditions and iterables of comprehensions, where `if` and `else` belong to the comprehension. */
function parseDisjunction(state: ParserState): Expression {
  return state.tokenizer.kind === Token.Lambda ? parseExpression(state) : parseBinary(state, Precedence.Or);
}

export function parseBinary(state: ParserState, minimum: Precedence): Expression {
  const { tokenizer } = state;
  const start = tokenizer.start;
  let left = parseUnary(state, minimum);
  for (;;) {
    const kind = tokenizer.kind;
    const precedence = precedenceOf(kind);
    if (precedence === Precedence.None || precedence < minimum) return left;
    if (precedence === Precedence.Comparison) {
      const comparison = parseComparison(state, start, left);
      if (comparison === undefined) return left;
      left = comparison;
    } else if (precedence <= Precedence.And) left = parseBoolean(state, start, left, kind, precedence);
    else if (precedence === Precedence.Power) return left;
    else {
      tokenizer.next();
      const right = parseBinary(state, precedence + 1);
      left = { kind: 'Binary', id: state.node(start), operator: binaryText(kind), left, right };
    }
    if (state.isTooHigh()) left = tooHigh(state, start);
  }
}

function tooHigh(state: ParserState, start: number): Expression {
  state.error('too many operators in one expression');
  state.height = 0;
  return state.missingFrom(start);
}

function parseBoolean(state: ParserState, start: number, first: Expression, operator: Token, precedence: Precedence): Expression {
  const values = [first];
  while (state.accept(operator)) values.push(parseBinary(state, precedence + 1));
  return { kind: 'Boolean', id: state.node(start), operator: operator === Token.Or ? 'or' : 'and', values };
}

/** Undefined where `not` follows an operand without `in`: nothing is read then. */
function parseComparison(state: ParserState, start: number, left: Expression): Expression | undefined {
  const operators: ComparisonOperator[] = [];
  const comparators: Expression[] = [];
  while (precedenceOf(state.tokenizer.kind) === Precedence.Comparison) {
    const operator = readComparisonOperator(state);
    if (operator === undefined) break;
    operators.push(operator);
    comparators.push(parseBinary(state, Precedence.BitOr));
  }
  return operators.length === 0 ? undefined : { kind: 'Compare', id: state.node(start), left, operators, comparators };
}

function readComparisonOperator(state: ParserState): ComparisonOperator | undefined {
  const { tokenizer } = state;
  const kind = tokenizer.kind;
  if (kind === Token.Not) {
    const token = tokenizer.save();
    tokenizer.next();
    if (state.accept(Token.In)) return 'not in';
    tokenizer.restore(token);
    return undefined;
  }
  tokenizer.next();
  if (kind === Token.In) return 'in';
  if (kind !== Token.Is) return comparisonText(kind);
  return state.accept(Token.Not) ? 'is not' : 'is';
}

function parseUnary(state: ParserState, minimum: Precedence): Expression {
  const { tokenizer } = state;
  const kind = tokenizer.kind;
  if (kind === Token.Name) return parsePowerRest(state, tokenizer.start, parsePrimary(state));
  if (kind !== Token.Not && kind !== Token.Minus && kind !== Token.Plus && kind !== Token.Tilde) {
    const start = tokenizer.start;
    return parsePowerRest(state, start, kind === Token.Await ? parseAwait(state) : parsePrimary(state));
  }
  if (!state.enter()) return passOver(state);
  const start = tokenizer.start;
  if (kind === Token.Not && minimum > Precedence.Not) state.error('invalid syntax');
  tokenizer.next();
  const operand = kind === Token.Not ? parseBinary(state, Precedence.Not) : parseUnary(state, Precedence.Power);
  state.leave();
  const operator = kind === Token.Not ? 'not' : kind === Token.Minus ? '-' : kind === Token.Plus ? '+' : '~';
  return { kind: 'Unary', id: state.node(start), operator, operand };
}

function parsePowerRest(state: ParserState, start: number, left: Expression): Expression {
  if (state.tokenizer.kind !== Token.DoubleStar) return left;
  if (!state.enter()) return passOver(state);
  state.tokenizer.next();
  const right = parseUnary(state, Precedence.Power);
  state.leave();
  return { kind: 'Binary', id: state.node(start), operator: '**', left, right };
}

function parseAwait(state: ParserState): Expression {
  const start = state.tokenizer.start;
  state.tokenizer.next();
  if (!state.enter()) return passOver(state);
  const value = state.tokenizer.kind === Token.Await ? parseAwait(state) : parsePrimary(state);
  state.leave();
  return { kind: 'Await', id: state.node(start), value };
}

/** An atom and the calls, subscripts and attributes behind it. */
function parsePrimary(state: ParserState): Expression {
  const { tokenizer } = state;
  const start = tokenizer.start;
  let primary = parseAtom(state);
  for (;;) {
    switch (tokenizer.kind) {
      case Token.Dot: {
        tokenizer.next();
        const attribute = parseIdentifier(state);
        primary = { kind: 'Attribute', id: state.node(start), value: primary, attribute };
        break;
      }
      case Token.OpenParen: {
        const { args, keywords } = parseArguments(state);
        primary = { kind: 'Call', id: state.node(start), callee: primary, args, keywords };
        break;
      }
      case Token.OpenBracket: {
        tokenizer.next();
        const index = parseSubscriptIndex(state);
        closeBracket(state, Token.CloseBracket);
        primary = { kind: 'Subscript', id: state.node(start), value: primary, index };
        break;
      }
      default:
        return primary;
    }
    if (state.isTooHigh()) primary = tooHigh(state, start);
  }
}

/** A name. An empty one where none stands; a keyword is taken for a name, as one being typed may begin like it. */
export function parseIdentifier(state: ParserState): Identifier {
  const { tokenizer } = state;
  if (tokenizer.kind === Token.Name || tokenizer.kind >= Token.False || isWordOperator(tokenizer.kind)) {
    if (tokenizer.kind !== Token.Name) state.error('invalid syntax');
    const identifier: Identifier = { kind: 'Identifier', id: state.nodeAt(tokenizer.start, tokenizer.end), name: tokenizer.name };
    tokenizer.next();
    return identifier;
  }
  state.error('invalid syntax');
  return { kind: 'Identifier', id: state.emptyNode(), name: '' };
}

function isWordOperator(kind: Token): boolean {
  return kind >= Token.Or && kind <= Token.Is;
}

function parseAtom(state: ParserState): Expression {
  const { tokenizer } = state;
  const { start, end } = tokenizer;
  switch (tokenizer.kind) {
    case Token.Name: {
      const name = tokenizer.name;
      tokenizer.next();
      return { kind: 'Name', id: state.nodeAt(start, end), name };
    }
    case Token.String:
    case Token.FormattedString:
      return parseStringAtom(state, readReplacementField);
    case Token.Number: {
      const digits = detached(state.text, start, end);
      const text = digits.includes('_') ? digits.replaceAll('_', '') : digits;
      tokenizer.next();
      return { kind: 'Number', id: state.nodeAt(start, end), text, value: Number(text) };
    }
    case Token.True:
    case Token.False:
    case Token.None:
    case Token.Ellipsis: {
      const value = tokenizer.kind === Token.Ellipsis ? '...' : tokenizer.kind === Token.None ? null : tokenizer.kind === Token.True;
      tokenizer.next();
      return { kind: 'Constant', id: state.nodeAt(start, end), value };
    }
    case Token.OpenParen:
      return nested(state, parseParenthesised);
    case Token.OpenBracket:
      return nested(state, parseList);
    case Token.OpenBrace:
      return nested(state, parseBraces);
    case Token.Yield:
      state.error('invalid syntax');
      return nested(state, parseYield);
    default:
      state.error('invalid syntax');
      return state.missing();
  }
}

function nested(state: ParserState, parse: (state: ParserState) => Expression): Expression {
  if (!state.enter()) return passOver(state);
  const expression = parse(state);
  state.leave();
  return expression;
}

/** `f"{value}"`: the expression may be a `yield` or a tuple without parentheses. */
function readReplacementField(state: ParserState): Expression {
  return parseYieldOrList(state);
}

/**
 * After an element inside brackets: whether another one follows. A missing comma is reported and passed over, as is anything
 * that can begin no element.
 */
export function hasNextElement(state: ParserState, startsElement: (kind: Token) => boolean = startsExpression): boolean {
  const { tokenizer } = state;
  if (state.accept(Token.Comma)) return !endsElements(tokenizer.kind);
  while (!endsElements(tokenizer.kind)) {
    state.error('invalid syntax. Perhaps you forgot a comma?');
    if (startsElement(tokenizer.kind) && state.isFirstTry()) return true;
    if (state.accept(Token.Comma)) return !endsElements(tokenizer.kind);
    if (tokenizer.kind === Token.Colon && state.scanner.isEndOfLine(tokenizer.end, tokenizer.limit)) {
      tokenizer.dropBrackets();
      return false;
    }
    tokenizer.next();
  }
  return false;
}

function endsElements(kind: Token): boolean {
  return isClosing(kind) || kind === Token.Newline || kind === Token.EndOfText;
}

function startsArgument(kind: Token): boolean {
  return kind === Token.DoubleStar || startsExpression(kind);
}

/** The closing bracket, if it stands here; the tokenizer reports one that does not. */
export function closeBracket(state: ParserState, kind: Token): void {
  if (!state.accept(kind)) state.error('invalid syntax');
}

/** `(...)`: a parenthesised expression, a tuple, or a generator. */
function parseParenthesised(state: ParserState): Expression {
  const { tokenizer } = state;
  const start = tokenizer.start;
  tokenizer.next();
  if (state.accept(Token.CloseParen)) return { kind: 'Tuple', id: state.node(start), elements: [] };
  if (tokenizer.kind === Token.Yield) {
    const expression = parseYield(state);
    while (!state.at(Token.CloseParen) && hasNextElement(state)) parseStarredOrNamed(state);
    closeBracket(state, Token.CloseParen);
    return expression;
  }
  const first = parseStarredOrNamed(state);
  if (startsComprehension(tokenizer.kind)) return parseComprehension(state, start, 'GeneratorExpression', first, undefined);
  if (tokenizer.kind === Token.CloseParen) {
    tokenizer.next();
    if (first.kind === 'Starred') state.errorAt('cannot use starred expression here', start, tokenizer.previousEnd);
    return first;
  }
  const elements = parseMoreElements(state, first);
  closeBracket(state, Token.CloseParen);
  return { kind: 'Tuple', id: state.node(start), elements };
}

function parseMoreElements(state: ParserState, first: Expression): Expression[] {
  const elements = [first];
  while (hasNextElement(state)) elements.push(parseStarredOrNamed(state));
  return elements;
}

function parseList(state: ParserState): Expression {
  const { tokenizer } = state;
  const start = tokenizer.start;
  tokenizer.next();
  if (state.accept(Token.CloseBracket)) return { kind: 'List', id: state.node(start), elements: [] };
  const first = parseStarredOrNamed(state);
  if (startsComprehension(tokenizer.kind)) return parseComprehension(state, start, 'ListComprehension', first, undefined);
  const elements = parseMoreElements(state, first);
  closeBracket(state, Token.CloseBracket);
  return { kind: 'List', id: state.node(start), elements };
}

/** `{...}`: a dict or a set, or a comprehension of either. */
function parseBraces(state: ParserState): Expression {
  const { tokenizer } = state;
  const start = tokenizer.start;
  tokenizer.next();
  if (tokenizer.kind === Token.CloseBrace || tokenizer.kind === Token.DoubleStar) return parseDict(state, start, undefined);
  const first = parseStarredOrNamed(state);
  if (tokenizer.kind === Token.Colon) {
    tokenizer.next();
    const value = parseExpression(state);
    if (startsComprehension(tokenizer.kind)) return parseComprehension(state, start, 'DictComprehension', value, first);
    return parseDict(state, start, { key: first, value });
  }
  if (startsComprehension(tokenizer.kind)) return parseComprehension(state, start, 'SetComprehension', first, undefined);
  const elements = parseMoreElements(state, first);
  closeBracket(state, Token.CloseBrace);
  return { kind: 'Set', id: state.node(start), elements };
}

type DictEntry = DictExpression['entries'][number];

function parseDict(state: ParserState, start: number, first: DictEntry | undefined): Expression {
  const entries: DictEntry[] = first === undefined ? [] : [first];
  let hasEntry = first === undefined ? !endsElements(state.tokenizer.kind) : hasNextElement(state, startsArgument);
  while (hasEntry) {
    entries.push(parseDictEntry(state));
    hasEntry = hasNextElement(state, startsArgument);
  }
  closeBracket(state, Token.CloseBrace);
  return { kind: 'Dict', id: state.node(start), entries };
}

function parseDictEntry(state: ParserState): DictEntry {
  if (state.accept(Token.DoubleStar)) return { key: undefined, value: parseBinary(state, Precedence.BitOr) };
  const key = parseExpression(state);
  if (state.accept(Token.Colon)) return { key, value: parseExpression(state) };
  state.error("':' expected after dictionary key");
  return { key, value: state.missing() };
}

function startsComprehension(kind: Token): boolean {
  return kind === Token.For || kind === Token.Async;
}

const CLOSING = {
  ListComprehension: Token.CloseBracket,
  SetComprehension: Token.CloseBrace,
  DictComprehension: Token.CloseBrace,
  GeneratorExpression: Token.CloseParen,
} as const;

function parseComprehension(
  state: ParserState, start: number, kind: Comprehension['kind'], element: Expression, key: Expression | undefined,
): Expression {
  const generators = parseComprehensionClauses(state);
  while (hasNextElement(state)) {
    state.error('invalid syntax');
    parseStarredOrNamed(state);
  }
  closeBracket(state, CLOSING[kind]);
  return { kind, id: state.node(start), element, key, generators };
}

function parseComprehensionClauses(state: ParserState): ComprehensionClause[] {
  const { tokenizer } = state;
  const clauses: ComprehensionClause[] = [];
  while (startsComprehension(tokenizer.kind)) {
    const start = tokenizer.start;
    const isAsync = state.accept(Token.Async);
    if (!state.accept(Token.For)) state.error('invalid syntax');
    const target = parseTargetList(state);
    if (!state.accept(Token.In)) state.error('invalid syntax');
    const iterable = parseDisjunction(state);
    const conditions: Expression[] = [];
    while (state.accept(Token.If)) {
      const conditionStart = tokenizer.start;
      const condition = parseDisjunction(state);
      conditions.push(tokenizer.kind === Token.ColonEqual ? parseNamedRest(state, conditionStart, condition) : condition);
    }
    clauses.push({ kind: 'ComprehensionClause', id: state.node(start), isAsync, target, iterable, conditions });
  }
  return clauses;
}

/** `[...]` behind a value: slices, starred elements, and a tuple where there is a comma. */
function parseSubscriptIndex(state: ParserState): Expression {
  const { tokenizer } = state;
  const start = tokenizer.start;
  const first = parseSlice(state);
  if (tokenizer.kind === Token.CloseBracket) {
    // `a[*b]` is a tuple of one (PEP 646).
    return first.kind === 'Starred' ? { kind: 'Tuple', id: state.node(start), elements: [first] } : first;
  }
  const isTuple = tokenizer.kind === Token.Comma;
  const elements = [first];
  while (hasNextElement(state, startsSlice)) elements.push(parseSlice(state));
  return isTuple || elements.length > 1 ? { kind: 'Tuple', id: state.node(start), elements } : first;
}

function startsSlice(kind: Token): boolean {
  return kind === Token.Colon || startsExpression(kind);
}

function parseSlice(state: ParserState): Expression {
  const { tokenizer } = state;
  const start = tokenizer.start;
  const lower = tokenizer.kind === Token.Colon ? undefined : parseStarredOrNamed(state);
  if (lower !== undefined && tokenizer.kind !== Token.Colon) return lower;
  tokenizer.next();
  const upper = startsExpression(tokenizer.kind) ? parseExpression(state) : undefined;
  const hasStep = state.accept(Token.Colon);
  const step = hasStep && startsExpression(tokenizer.kind) ? parseExpression(state) : undefined;
  return { kind: 'Slice', id: state.node(start), lower, upper, step };
}

export interface Arguments {
  readonly args: readonly Expression[];
  readonly keywords: readonly KeywordArgument[];
}

/** `(a, *b, c=d, **e)`, of a call or of a class. */
export function parseArguments(state: ParserState): Arguments {
  const { tokenizer } = state;
  const open = tokenizer.start;
  const args: Expression[] = [];
  const keywords: KeywordArgument[] = [];
  tokenizer.next();
  let hasArgument = !endsElements(tokenizer.kind);
  while (hasArgument) {
    parseArgument(state, open, args, keywords);
    hasArgument = hasNextElement(state, startsArgument);
  }
  closeBracket(state, Token.CloseParen);
  return { args, keywords };
}

function parseArgument(state: ParserState, open: number, args: Expression[], keywords: KeywordArgument[]): void {
  const { tokenizer } = state;
  const start = tokenizer.start;
  if (state.accept(Token.DoubleStar)) {
    const value = parseExpression(state);
    keywords.push({ kind: 'Keyword', id: state.node(start), name: undefined, value });
    return;
  }
  if (state.accept(Token.Star)) {
    const value = parseExpression(state);
    args.push({ kind: 'Starred', id: state.node(start), value });
    return;
  }
  const argument = parseNamed(state);
  if (tokenizer.kind === Token.Equal) {
    parseKeywordRest(state, start, argument, keywords);
    return;
  }
  if (startsComprehension(tokenizer.kind)) {
    const isFirst = args.length === 0 && keywords.length === 0;
    args.push(parseArgumentGenerator(state, isFirst ? open : undefined, start, argument));
    return;
  }
  const last = keywords.at(-1);
  if (last !== undefined) {
    const unpacking = last.name === undefined ? ' unpacking' : '';
    state.errorAt(`positional argument follows keyword argument${unpacking}`, start, tokenizer.previousEnd);
  }
  args.push(argument);
}

function parseKeywordRest(state: ParserState, start: number, argument: Expression, keywords: KeywordArgument[]): void {
  const isName = argument.kind === 'Name';
  if (!isName) state.error('expression cannot contain assignment, perhaps you meant "=="?');
  state.tokenizer.next();
  const value = parseExpression(state);
  const name: Identifier | undefined = isName ? { kind: 'Identifier', id: argument.id, name: argument.name } : undefined;
  // Long lists are not searched, so that reading one stays linear.
  if (name !== undefined && keywords.length < MAXIMUM_KEYWORDS_COMPARED && keywords.some((keyword) => keyword.name?.name === name.name)) {
    state.errorAt(`keyword argument repeated: ${name.name}`, start, state.tokenizer.previousEnd);
  }
  // Without a name it would read as `**value`.
  if (name !== undefined) keywords.push({ kind: 'Keyword', id: state.node(start), name, value });
}

/** `f(x for x in y)`: the parentheses of the call are the generator's when it stands alone. `open` is their offset, for a first argument. */
function parseArgumentGenerator(state: ParserState, open: number | undefined, start: number, element: Expression): Expression {
  const { tokenizer } = state;
  const generators = parseComprehensionClauses(state);
  const id = open !== undefined && tokenizer.kind === Token.CloseParen ? state.nodeAt(open, tokenizer.end) : state.node(start);
  return { kind: 'GeneratorExpression', id, element, key: undefined, generators };
}

function parseLambda(state: ParserState): Expression {
  const { tokenizer } = state;
  const start = tokenizer.start;
  tokenizer.next();
  const parameters = parseParameters(state, Token.Colon);
  if (!state.accept(Token.Colon)) state.error("expected ':'");
  const body = parseExpression(state);
  state.height++;
  return { kind: 'Lambda', id: state.node(start), parameters, body };
}

/** Parameters up to `end`: `)` for a function, whose parameters may be annotated, `:` for a lambda. */
export function parseParameters(state: ParserState, end: Token.CloseParen | Token.Colon): readonly Parameter[] {
  const { tokenizer } = state;
  const parameters: Parameter[] = [];
  let isKeywordOnly = false;
  while (tokenizer.kind !== end && !endsElements(tokenizer.kind)) {
    const start = tokenizer.start;
    if (state.accept(Token.Slash)) {
      parameters.forEach((parameter, index) => (parameters[index] = { ...parameter, mode: 'positionalOnly' }));
    } else if (state.accept(Token.DoubleStar)) {
      parameters.push(parseParameter(state, start, 'varKeyword', end));
    } else if (state.accept(Token.Star)) {
      if (tokenizer.kind !== Token.Comma) parameters.push(parseParameter(state, start, 'varPositional', end));
      isKeywordOnly = true;
    } else if (tokenizer.kind === Token.Name) {
      parameters.push(parseParameter(state, start, isKeywordOnly ? 'keywordOnly' : 'positionalOrKeyword', end));
    } else {
      state.error('invalid syntax');
      if (tokenizer.kind === Token.Colon && state.scanner.isEndOfLine(tokenizer.end, tokenizer.limit)) {
        tokenizer.dropBrackets();
        break;
      }
      if (tokenizer.kind !== Token.Comma) tokenizer.next();
    }
    if (!state.accept(Token.Comma) && tokenizer.kind !== end) {
      if (endsElements(tokenizer.kind)) break;
      state.error('invalid syntax. Perhaps you forgot a comma?');
    }
  }
  return parameters;
}

function parseParameter(state: ParserState, start: number, mode: Parameter['mode'], end: Token.CloseParen | Token.Colon): Parameter {
  const name = parseIdentifier(state);
  let annotation: Expression | undefined;
  if (end === Token.CloseParen && state.tokenizer.kind === Token.Colon) {
    state.tokenizer.next();
    annotation = parseStarred(state);
  }
  const value = state.accept(Token.Equal) ? parseExpression(state) : undefined;
  return { kind: 'Parameter', id: state.node(start), name, mode, annotation, default: value };
}
