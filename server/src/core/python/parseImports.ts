import { parseIdentifier, hasNextElement } from './parseExpressions';
import type { ParserState } from './parserState';
import type { Identifier, ImportAlias, Statement } from './syntax';
import { isClosing, Token } from './tokens';

/** `import a.b as c, d`. */
export function parseImport(state: ParserState): Statement {
  const start = state.tokenizer.start;
  state.tokenizer.next();
  const names: ImportAlias[] = [];
  do names.push(parseAlias(state, true));
  while (state.accept(Token.Comma));
  return { kind: 'Import', id: state.node(start), names };
}

/** `from ..a.b import c as d, e`, `from . import (x,)`, `from a import *`. */
export function parseImportFrom(state: ParserState): Statement {
  const { tokenizer } = state;
  const start = tokenizer.start;
  tokenizer.next();
  let level = 0;
  for (; tokenizer.kind === Token.Dot || tokenizer.kind === Token.Ellipsis; tokenizer.next()) level += tokenizer.kind === Token.Dot ? 1 : 3;
  const module = tokenizer.kind === Token.Name || level === 0 ? parseDottedName(state) : undefined;
  if (!state.accept(Token.Import)) {
    state.error('invalid syntax');
    return { kind: 'ImportFrom', id: state.node(start), module, level, names: [] };
  }
  const names = parseImportedNames(state);
  return { kind: 'ImportFrom', id: state.node(start), module, level, names };
}

function parseImportedNames(state: ParserState): readonly ImportAlias[] {
  const { tokenizer } = state;
  const start = tokenizer.start;
  if (state.accept(Token.Star)) {
    const name: Identifier = { kind: 'Identifier', id: state.node(start), name: '*' };
    return [{ kind: 'ImportAlias', id: state.node(start), name, alias: undefined }];
  }
  const names: ImportAlias[] = [];
  if (!state.accept(Token.OpenParen)) {
    do names.push(parseAlias(state, false));
    while (state.accept(Token.Comma) && tokenizer.kind !== Token.Newline);
    return names;
  }
  let hasName = !isClosing(tokenizer.kind);
  while (hasName) {
    names.push(parseAlias(state, false));
    hasName = hasNextElement(state, (kind) => kind === Token.Name);
  }
  if (!state.accept(Token.CloseParen)) state.error('invalid syntax');
  return names;
}

function parseAlias(state: ParserState, isDotted: boolean): ImportAlias {
  const start = state.tokenizer.start;
  const name = isDotted ? parseDottedName(state) : parseIdentifier(state);
  const alias = state.accept(Token.As) ? parseIdentifier(state) : undefined;
  return { kind: 'ImportAlias', id: state.node(start), name, alias };
}

/** `a.b.c` as one identifier, blanks between left out. */
function parseDottedName(state: ParserState): Identifier {
  const { tokenizer } = state;
  const start = tokenizer.start;
  if (tokenizer.kind !== Token.Name) return parseIdentifier(state);
  let name = tokenizer.name;
  tokenizer.next();
  while (state.accept(Token.Dot)) {
    name += '.';
    if (tokenizer.kind === Token.Name) {
      name += tokenizer.name;
      tokenizer.next();
    } else state.error('invalid syntax');
  }
  return { kind: 'Identifier', id: state.node(start), name };
}

/** `global a, b` and `nonlocal a, b`. */
export function parseScope(state: ParserState): Statement {
  const { tokenizer } = state;
  const start = tokenizer.start;
  const kind = tokenizer.kind === Token.Global ? 'Global' : 'Nonlocal';
  tokenizer.next();
  const names: Identifier[] = [];
  do names.push(parseIdentifier(state));
  while (state.accept(Token.Comma));
  return { kind, id: state.node(start), names };
}
