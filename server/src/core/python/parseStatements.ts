/** Statements and blocks. A block ends where a line begins no deeper than the line that opened it, whatever stands in it. */
import { isBlank } from './characters';
import {
  closeBracket, parseArguments, parseExpression, parseExpressionList, parseIdentifier, parseNamed, parseNamedList, parseParameters,
  parseTarget, parseTargetList, parseYieldOrList,
} from './parseExpressions';
import { parsePatterns } from './parsePatterns';
import type { ParserState } from './parserState';
import { parseImport, parseImportFrom, parseScope } from './parseImports';
import type {
  ClassDef, Expression, FunctionDef, IfStatement, MatchStatement, Statement, TryStatement, TypeParameter, WithStatement,
} from './syntax';
import { isStatementKeyword, startsExpression, Token } from './tokens';

/** CPython's limit of indentation levels. */
const MAXIMUM_BLOCKS = 100;
const MAXIMUM_ELIFS = 1_000;
/** Facts about the structure that go into the fingerprint. */
const BLOCK_BEGINS = 0x1001;
const BLOCK_ENDS = 0x1002;

/** Statements up to the end of the text, or to a line that begins at `outerIndent` or before. */
export function parseStatements(state: ParserState, outerIndent: number): Statement[] {
  const { tokenizer } = state;
  const statements: Statement[] = [];
  const blockIndent = tokenizer.indent;
  while (tokenizer.kind !== Token.EndOfText && tokenizer.indent > outerIndent) {
    state.beginStatement();
    if (tokenizer.indent !== blockIndent) {
      state.error(tokenizer.indent > blockIndent ? 'unexpected indent' : 'unindent does not match any outer indentation level');
    }
    parseStatement(state, statements);
  }
  return statements;
}

/** One statement, or the statements of one line. */
export function parseStatement(state: ParserState, statements: Statement[]): void {
  const { tokenizer } = state;
  switch (tokenizer.kind) {
    case Token.At:
    case Token.Class:
    case Token.Def:
      statements.push(parseDecorated(state));
      return;
    case Token.Async:
      statements.push(parseAsync(state, tokenizer.start, []));
      return;
    case Token.If:
      statements.push(parseIf(state));
      return;
    case Token.For:
      statements.push(parseFor(state, tokenizer.start, false));
      return;
    case Token.While:
      statements.push(parseWhile(state));
      return;
    case Token.Try:
      statements.push(parseTry(state));
      return;
    case Token.With:
      statements.push(parseWith(state, tokenizer.start, false));
      return;
    case Token.Newline:
      tokenizer.next();
      return;
    case Token.Name:
      if (tokenizer.name === 'match' && isMatchStatement(state)) {
        statements.push(parseMatch(state));
        return;
      }
      parseSimpleLine(state, statements);
      return;
    default:
      parseSimpleLine(state, statements);
  }
}

/** One or more simple statements with `;` between, up to the end of the line. */
export function parseSimpleLine(state: ParserState, statements: Statement[]): void {
  const { tokenizer } = state;
  do {
    if (tokenizer.kind === Token.Newline) break;
    statements.push(parseSimple(state));
  } while (state.accept(Token.Semicolon));
  endLine(state);
}

function endLine(state: ParserState): void {
  const { tokenizer } = state;
  if (tokenizer.kind !== Token.Newline && tokenizer.kind !== Token.EndOfText) {
    state.error('invalid syntax');
    state.skipToNewline();
  }
  state.accept(Token.Newline);
}

function parseSimple(state: ParserState): Statement {
  const { tokenizer } = state;
  const start = tokenizer.start;
  switch (tokenizer.kind) {
    case Token.Pass:
      tokenizer.next();
      return { kind: 'Pass', id: state.node(start) };
    case Token.Break:
      tokenizer.next();
      return { kind: 'Break', id: state.node(start) };
    case Token.Continue:
      tokenizer.next();
      return { kind: 'Continue', id: state.node(start) };
    case Token.Return: {
      tokenizer.next();
      const value = startsExpression(tokenizer.kind) ? parseExpressionList(state) : undefined;
      return { kind: 'Return', id: state.node(start), value };
    }
    case Token.Raise:
      return parseRaise(state);
    case Token.Del:
      return parseDelete(state);
    case Token.Assert: {
      tokenizer.next();
      const test = parseExpression(state);
      const message = state.accept(Token.Comma) ? parseExpression(state) : undefined;
      return { kind: 'Assert', id: state.node(start), test, message };
    }
    case Token.Import:
      return parseImport(state);
    case Token.From:
      return parseImportFrom(state);
    case Token.Global:
    case Token.Nonlocal:
      return parseScope(state);
    case Token.Name:
      return tokenizer.name === 'type' && isTypeAlias(state) ? parseTypeAlias(state) : parseExpressionStatement(state);
    default:
      return startsExpression(tokenizer.kind) ? parseExpressionStatement(state) : parseUnreadable(state, start, []);
  }
}

/** A line that begins with what begins no statement here, such as an `else` on its own. */
function parseUnreadable(state: ParserState, start: number, decorators: readonly Expression[]): Statement {
  const { tokenizer } = state;
  const expressions = [...decorators];
  state.error('invalid syntax');
  while (tokenizer.kind !== Token.Newline && tokenizer.kind !== Token.EndOfText) {
    const before = tokenizer.start;
    if (startsExpression(tokenizer.kind)) expressions.push(parseExpressionList(state));
    if (tokenizer.start === before) tokenizer.next();
  }
  return { kind: 'Error', id: state.node(start), expressions };
}

function parseRaise(state: ParserState): Statement {
  const { tokenizer } = state;
  const start = tokenizer.start;
  tokenizer.next();
  const exception = startsExpression(tokenizer.kind) ? parseExpression(state) : undefined;
  const cause = exception !== undefined && state.accept(Token.From) ? parseExpression(state) : undefined;
  return { kind: 'Raise', id: state.node(start), exception, cause };
}

function parseDelete(state: ParserState): Statement {
  const { tokenizer } = state;
  const start = tokenizer.start;
  tokenizer.next();
  const targets = [parseTarget(state)];
  while (state.accept(Token.Comma)) {
    if (startsExpression(tokenizer.kind)) targets.push(parseTarget(state));
  }
  return { kind: 'Delete', id: state.node(start), targets };
}

function parseExpressionStatement(state: ParserState): Statement {
  const { tokenizer } = state;
  const start = tokenizer.start;
  const first = parseYieldOrList(state);
  switch (tokenizer.kind) {
    case Token.Equal: {
      const targets = [first];
      let value = first;
      while (state.accept(Token.Equal)) {
        value = parseYieldOrList(state);
        if (tokenizer.kind === Token.Equal) targets.push(value);
      }
      return { kind: 'Assign', id: state.node(start), targets, value };
    }
    case Token.Colon: {
      tokenizer.next();
      const annotation = parseExpression(state);
      const value = state.accept(Token.Equal) ? parseYieldOrList(state) : undefined;
      return { kind: 'AnnAssign', id: state.node(start), target: first, annotation, value };
    }
    case Token.AugmentedEqual: {
      const operator = tokenizer.operator;
      tokenizer.next();
      const value = parseYieldOrList(state);
      return { kind: 'AugAssign', id: state.node(start), target: first, operator, value };
    }
    case Token.Newline:
    case Token.Semicolon:
    case Token.EndOfText:
      return { kind: 'Expr', id: state.node(start), value: first };
    default:
      return parseExpressionRest(state, start, first);
  }
}

/** `print "x"`: an expression, then something that cannot follow one. */
function parseExpressionRest(state: ParserState, start: number, first: Expression): Statement {
  const { tokenizer } = state;
  state.error('invalid syntax');
  if (!startsExpression(tokenizer.kind)) return { kind: 'Expr', id: state.node(start), value: first };
  const rest = parseExpressionList(state);
  return { kind: 'Error', id: state.node(start), expressions: [first, rest] };
}

/** The word `type` is a keyword only before a name. */
function isTypeAlias(state: ParserState): boolean {
  const { tokenizer } = state;
  const token = tokenizer.save();
  tokenizer.next();
  const isAlias = tokenizer.kind === Token.Name;
  tokenizer.restore(token);
  return isAlias;
}

function parseTypeAlias(state: ParserState): Statement {
  const { tokenizer } = state;
  const start = tokenizer.start;
  tokenizer.next();
  const name = parseIdentifier(state);
  const typeParameters = parseTypeParameters(state);
  if (!state.accept(Token.Equal)) state.error("expected '='");
  const value = parseExpression(state);
  return { kind: 'TypeAlias', id: state.node(start), name, typeParameters, value };
}

/** `[T: int = str, *Ts, **P]`, or nothing. */
function parseTypeParameters(state: ParserState): readonly TypeParameter[] {
  const { tokenizer } = state;
  const parameters: TypeParameter[] = [];
  if (!state.accept(Token.OpenBracket)) return parameters;
  while (tokenizer.kind === Token.Name || tokenizer.kind === Token.Star || tokenizer.kind === Token.DoubleStar) {
    const start = tokenizer.start;
    const mode = state.accept(Token.Star) ? 'TypeVarTuple' : state.accept(Token.DoubleStar) ? 'ParamSpec' : 'TypeVar';
    const name = parseIdentifier(state);
    const bound = state.accept(Token.Colon) ? parseExpression(state) : undefined;
    const value = state.accept(Token.Equal) ? parseTarget(state) : undefined;
    parameters.push({ kind: 'TypeParameter', id: state.node(start), mode, name, bound, default: value });
    if (!state.accept(Token.Comma)) break;
  }
  closeBracket(state, Token.CloseBracket);
  return parameters;
}

// ---------------------------------------------------------------- blocks

/** The block behind a colon: statements on the same line, or the deeper lines that follow. `indent` is the column of the header. */
function parseBlock(state: ParserState, indent: number): readonly Statement[] {
  const { tokenizer } = state;
  if (state.blockDepth >= MAXIMUM_BLOCKS) return passOverBlock(state, indent);
  state.blockDepth++;
  tokenizer.mix(BLOCK_BEGINS);
  if (!state.accept(Token.Colon)) {
    state.error("expected ':'");
    if (!isStatementKeyword(tokenizer.kind)) state.skipToNewline();
  }
  state.headerEnd = tokenizer.previousEnd;
  const statements = parseBlockContent(state, indent);
  tokenizer.mix(BLOCK_ENDS);
  state.blockDepth--;
  return statements;
}

/** What stands behind the colon of a header indented by `indent`. */
export function parseBlockContent(state: ParserState, indent: number): readonly Statement[] {
  const { tokenizer } = state;
  if (tokenizer.kind !== Token.Newline) {
    const statements: Statement[] = [];
    parseSimpleLine(state, statements);
    return statements;
  }
  tokenizer.next();
  if (tokenizer.indent > indent) return parseStatements(state, indent);
  state.error('expected an indented block');
  return [];
}

function passOverBlock(state: ParserState, indent: number): readonly Statement[] {
  const { tokenizer, scanner } = state;
  state.error('too many levels of indentation');
  scanner.skipBody(tokenizer.end, indent, tokenizer.limit);
  tokenizer.continueAt(scanner.bodyEnd);
  return [];
}

function parseIf(state: ParserState): IfStatement {
  const { tokenizer } = state;
  const indent = tokenizer.indent;
  const clauses: { readonly start: number; readonly test: Expression; readonly body: readonly Statement[] }[] = [];
  let orElse: readonly Statement[] = [];
  do {
    const start = tokenizer.start;
    tokenizer.next();
    const test = parseNamed(state);
    const body = parseBlock(state, indent);
    if (clauses.length < MAXIMUM_ELIFS) clauses.push({ start, test, body });
  } while (tokenizer.kind === Token.Elif && tokenizer.indent === indent);
  if (tokenizer.kind === Token.Else && tokenizer.indent === indent) orElse = parseElse(state, indent);
  const end = Math.max(state.headerEnd, endOfLast(state, orElse.length > 0 ? orElse : clauses.at(-1)?.body));
  // From the last clause out: an `elif` is an `if` alone in the `else` before it.
  return nestClauses(state, clauses, orElse, end);
}

function nestClauses(
  state: ParserState, clauses: readonly { readonly start: number; readonly test: Expression; readonly body: readonly Statement[] }[],
  orElse: readonly Statement[], end: number,
): IfStatement {
  let rest = orElse;
  for (let index = clauses.length - 1; ; index--) {
    const clause = clauses[index];
    const { start, test, body } = clause ?? { start: end, test: state.missing(), body: [] };
    const statement: IfStatement = { kind: 'If', id: state.nodeAt(start, end), test, body, orElse: rest };
    if (index <= 0) return statement;
    rest = [statement];
  }
}

/** End of the last statement of a block with the `;` behind it, as in `ast`; the end of the header where there is none. */
function endOfLast(state: ParserState, statements: readonly Statement[] | undefined): number {
  const last = statements?.at(-1);
  if (last === undefined) return state.headerEnd;
  const end = state.endOf(last.id);
  let next = end;
  while (isBlank(state.text.charCodeAt(next))) next++;
  return state.text.charAt(next) === ';' ? next + 1 : end;
}

/** A compound statement's id: its span ends with the last statement of its last block, or with a later header that has none. */
function compound(state: ParserState, start: number, ...blocks: readonly (readonly Statement[])[]): number {
  const last = blocks.findLast((block) => block.length > 0);
  return state.nodeAt(start, Math.max(state.headerEnd, endOfLast(state, last)));
}

function parseElse(state: ParserState, indent: number): readonly Statement[] {
  state.tokenizer.next();
  return parseBlock(state, indent);
}

function parseElseOf(state: ParserState, indent: number): readonly Statement[] {
  const { tokenizer } = state;
  return tokenizer.kind === Token.Else && tokenizer.indent === indent ? parseElse(state, indent) : [];
}

function parseWhile(state: ParserState): Statement {
  const { tokenizer } = state;
  const { start, indent } = tokenizer;
  tokenizer.next();
  const test = parseNamed(state);
  const body = parseBlock(state, indent);
  const orElse = parseElseOf(state, indent);
  return { kind: 'While', id: compound(state, start, body, orElse), test, body, orElse };
}

function parseFor(state: ParserState, start: number, isAsync: boolean): Statement {
  const { tokenizer } = state;
  const indent = tokenizer.indent;
  tokenizer.next();
  const target = parseTargetList(state);
  if (!state.accept(Token.In)) state.error('invalid syntax');
  const iterable = parseExpressionList(state);
  const body = parseBlock(state, indent);
  const orElse = parseElseOf(state, indent);
  return { kind: 'For', id: compound(state, start, body, orElse), isAsync, target, iterable, body, orElse };
}

function parseTry(state: ParserState): TryStatement {
  const { tokenizer } = state;
  const { start, indent } = tokenizer;
  tokenizer.next();
  const body = parseBlock(state, indent);
  const handlers: TryStatement['handlers'][number][] = [];
  while (tokenizer.kind === Token.Except && tokenizer.indent === indent) handlers.push(parseHandler(state, indent));
  const orElse = parseElseOf(state, indent);
  const hasFinally = tokenizer.kind === Token.Finally && tokenizer.indent === indent;
  if (hasFinally) tokenizer.next();
  const finalBody = hasFinally ? parseBlock(state, indent) : [];
  if (handlers.length === 0 && !hasFinally) state.error("expected 'except' or 'finally' block");
  const id = compound(state, start, body, ...handlers.map((handler) => handler.body), orElse, finalBody);
  return { kind: 'Try', id, body, handlers, orElse, finalBody };
}

/** `except A:`, `except A as e:`, `except* A:`, and without parentheses since Python 3.14 `except A, B:`. */
function parseHandler(state: ParserState, indent: number): TryStatement['handlers'][number] {
  const { tokenizer } = state;
  tokenizer.next();
  state.accept(Token.Star);
  const type = startsExpression(tokenizer.kind) ? parseExpressionList(state) : undefined;
  const name = state.accept(Token.As) ? parseIdentifier(state) : undefined;
  return { type, name, body: parseBlock(state, indent) };
}

function parseWith(state: ParserState, start: number, isAsync: boolean): WithStatement {
  const { tokenizer } = state;
  const indent = tokenizer.indent;
  tokenizer.next();
  const items = parseParenthesisedItems(state) ?? parseWithItems(state);
  const body = parseBlock(state, indent);
  return { kind: 'With', id: compound(state, start, body), isAsync, items, body };
}

function parseWithItems(state: ParserState): WithStatement['items'] {
  const items = [parseWithItem(state)];
  while (state.accept(Token.Comma)) {
    if (startsExpression(state.tokenizer.kind)) items.push(parseWithItem(state));
  }
  return items;
}

function parseWithItem(state: ParserState): WithStatement['items'][number] {
  const context = parseExpression(state);
  const target = state.accept(Token.As) ? parseTarget(state) : undefined;
  return { context, target };
}

/**
 * `with (a as b, c):`. Undefined, with nothing read, where the parentheses belong to an expression; that shows only behind them, so
 * they are read twice then.
 */
function parseParenthesisedItems(state: ParserState): WithStatement['items'] | undefined {
  const { tokenizer } = state;
  if (tokenizer.kind !== Token.OpenParen) return undefined;
  const token = tokenizer.save();
  const nodeCount = state.nodeCount;
  const errorCount = tokenizer.errors.length;
  tokenizer.next();
  const isExpression = state.at(Token.Yield) || state.at(Token.Star) || state.at(Token.CloseParen);
  const items = isExpression ? [] : state.silently(() => parseWithItems(state));
  if (items.length > 0 && state.accept(Token.CloseParen) && state.at(Token.Colon)) return items;
  tokenizer.restore(token);
  tokenizer.errors.length = errorCount;
  state.forgetNodesFrom(nodeCount);
  return undefined;
}

function parseAsync(state: ParserState, start: number, decorators: readonly Expression[]): Statement {
  const { tokenizer } = state;
  tokenizer.next();
  if (tokenizer.kind === Token.Def) return parseFunction(state, start, decorators, true);
  if (tokenizer.kind === Token.For) return parseFor(state, start, true);
  if (tokenizer.kind === Token.With) return parseWith(state, start, true);
  const error = parseUnreadable(state, start, decorators);
  endLine(state);
  return error;
}

/** `match` begins a statement when an expression follows and the logical line ends with a colon. */
function isMatchStatement(state: ParserState): boolean {
  const { tokenizer, scanner } = state;
  const token = tokenizer.save();
  tokenizer.next();
  const kind = tokenizer.kind;
  tokenizer.restore(token);
  if (!startsExpression(kind)) return false;
  return scanner.lastCharacterOfLogicalLine(token.end, tokenizer.limit) === ':';
}

function parseMatch(state: ParserState): MatchStatement {
  const { tokenizer } = state;
  const { start, indent } = tokenizer;
  tokenizer.next();
  const subject = parseNamedList(state);
  const cases: MatchStatement['cases'][number][] = [];
  if (!state.accept(Token.Colon)) state.error("expected ':'");
  state.skipToNewline();
  state.headerEnd = tokenizer.previousEnd;
  tokenizer.next();
  const ignored: Statement[] = [];
  while (tokenizer.kind !== Token.EndOfText && tokenizer.indent > indent) {
    if (tokenizer.kind === Token.Name && tokenizer.name === 'case') cases.push(parseCase(state));
    else {
      state.error("expected 'case'");
      parseStatement(state, ignored);
    }
  }
  return { kind: 'Match', id: compound(state, start, ...cases.map((one) => one.body)), subject, cases };
}

function parseCase(state: ParserState): MatchStatement['cases'][number] {
  const { tokenizer } = state;
  const indent = tokenizer.indent;
  tokenizer.next();
  const boundNames = parsePatterns(state);
  const guard = state.accept(Token.If) ? parseNamed(state) : undefined;
  return { boundNames, guard, body: parseBlock(state, indent) };
}

// ---------------------------------------------------------------- classes and functions

function parseDecorated(state: ParserState): Statement {
  const { tokenizer } = state;
  const start = tokenizer.start;
  const decorators: Expression[] = [];
  while (state.accept(Token.At)) {
    decorators.push(parseNamed(state));
    endLine(state);
  }
  if (tokenizer.kind === Token.Class) return parseClass(state, start, decorators);
  if (tokenizer.kind === Token.Def) return parseFunction(state, start, decorators, false);
  if (tokenizer.kind === Token.Async) return parseAsync(state, start, decorators);
  state.error('invalid syntax');
  const last = decorators.at(-1);
  return { kind: 'Error', id: state.nodeAt(start, last === undefined ? start : state.endOf(last.id)), expressions: decorators };
}

function parseClass(state: ParserState, start: number, decorators: readonly Expression[]): ClassDef {
  const { tokenizer } = state;
  const indent = tokenizer.indent;
  tokenizer.next();
  const name = parseIdentifier(state);
  tokenizer.isInHeader = true;
  const typeParameters = parseTypeParameters(state);
  const { args, keywords } = tokenizer.kind === Token.OpenParen ? parseArguments(state) : { args: [], keywords: [] };
  tokenizer.isInHeader = false;
  const body = parseBlock(state, indent);
  return { kind: 'ClassDef', id: compound(state, start, body), name, decorators, typeParameters, bases: args, keywords, body };
}

function parseFunction(state: ParserState, start: number, decorators: readonly Expression[], isAsync: boolean): FunctionDef {
  const { tokenizer } = state;
  const indent = tokenizer.indent;
  tokenizer.next();
  const name = parseIdentifier(state);
  tokenizer.isInHeader = true;
  const typeParameters = parseTypeParameters(state);
  const hasParameters = state.accept(Token.OpenParen);
  if (!hasParameters) state.error("expected '('");
  const parameters = hasParameters ? parseParameters(state, Token.CloseParen) : [];
  if (hasParameters) closeBracket(state, Token.CloseParen);
  tokenizer.isInHeader = false;
  const returns = state.accept(Token.Arrow) ? parseExpressionList(state) : undefined;
  const header = { kind: 'FunctionDef', isAsync, name, decorators, typeParameters, parameters, returns } as const;
  if (state.isInBody) {
    const body = parseBlock(state, indent);
    return { ...header, id: compound(state, start, body), bodyIndex: undefined, body };
  }
  const end = skipFunctionBody(state, indent);
  return { ...header, id: state.nodeAt(start, end), bodyIndex: state.bodies.length - 1, body: undefined };
}

/** Passes over a body to be read on demand; answers the end of its code. */
function skipFunctionBody(state: ParserState, indent: number): number {
  const { tokenizer, scanner } = state;
  if (tokenizer.kind !== Token.Colon) {
    state.error("expected ':'");
    while (!state.at(Token.Newline) && !state.at(Token.EndOfText) && !state.at(Token.Colon)) tokenizer.next();
  }
  const start = tokenizer.kind === Token.Colon ? tokenizer.end : tokenizer.start;
  scanner.skipBody(start, indent, tokenizer.limit);
  const { bodyEnd: end, bodySignificantEnd, bodyHash } = scanner;
  if (bodySignificantEnd === start) state.error('expected an indented block after function definition');
  state.bodies.push({ start, end, indent });
  state.bodyFingerprints.push(bodyHash);
  tokenizer.mix(BLOCK_BEGINS);
  tokenizer.continueAt(end);
  return bodySignificantEnd;
}
