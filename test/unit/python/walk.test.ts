import { describe, expect, it } from 'vitest';
import { parseModule } from '../../../server/src/core/python/parser';
import { contentMap } from '../../../server/src/core/python/stringContent';
import type { StringLiteral } from '../../../server/src/core/python/syntax';
import { childrenOf, nodeAt, textOf, visitNodes } from '../../../server/src/core/python/walk';

/** Kinds from the outside in at the `|` of the text, and what the innermost covers. */
function at(marked: string): { readonly kinds: string; readonly text: string } {
  const offset = marked.indexOf('|');
  const tree = parseModule(marked.replace('|', ''));
  const path = nodeAt(tree, offset);
  const last = path.at(-1);
  return { kinds: path.map(({ kind }) => kind).join(' '), text: last === undefined ? '' : textOf(tree, last.id) };
}

describe('nodeAt', () => {
  it('finds literals of a concatenated string', () => {
    expect(at('class A:\n  x = f("ab" \'c|d\')')).toEqual({ kinds: 'ClassDef Assign Call String StringPart', text: "'cd'" });
  });

  it('finds the name of a keyword argument and of an attribute', () => {
    expect(at('f(a, na|me=b)')).toEqual({ kinds: 'Expr Call Keyword Identifier', text: 'name' });
    expect(at('a.b|')).toEqual({ kinds: 'Expr Attribute Identifier', text: 'b' });
  });

  it('finds names in f-strings', () => {
    expect(at('f"{a:>{wi|dth}}"')).toEqual({ kinds: 'Expr FormattedString FormattedValue FormattedValue Name', text: 'width' });
  });

  it('goes into function bodies', () => {
    expect(at('class A:\n  def f(self):\n    return self.na|me')).toEqual({ kinds: 'ClassDef FunctionDef Return Attribute Identifier', text: 'name' });
    expect(at('def f(a: In|t): return a').kinds).toBe('FunctionDef Parameter Name');
  });

  it('prefers what begins at an offset to what ends there', () => {
    expect(at('a|').text).toBe('a');
    expect(at('-|a').text).toBe('a');
    expect(at('x\n|')).toEqual({ kinds: '', text: '' });
  });
});

describe('childrenOf', () => {
  it('is in source order', () => {
    const tree = parseModule('@d\nclass A[T](B, m=C, *D, n=E):\n  x: int = f(a, b=c, *d)\n  y = c if a else b\n  z = {k: v for k in s if k}\n');
    visitNodes(tree.body, (node) => {
      const starts = childrenOf(node).map((child) => tree.spans.spanOf(child.id).start);
      expect(starts).toEqual([...starts].sort((a, b) => a - b));
    });
  });
});

describe('contentMap', () => {
  const source = 'x = r"a\\n" "b\\n\\u0041c" \'\'\'d\r\ne\'\'\'';
  const tree = parseModule(source);
  const [statement] = tree.body;
  const literal = (statement?.kind === 'Assign' ? statement.value : undefined) as StringLiteral;
  const map = contentMap(literal, tree);

  it('maps each character of a value to where it is written', () => {
    const written = [...literal.value].map((_, index) => source.slice(map.sourceStart(index), map.sourceEnd(index + 1)));
    expect(literal.value).toBe('a\\nb\nAcd\ne');
    expect(written).toEqual(['a', '\\', 'n', 'b', '\\n', '\\u0041', 'c', 'd', '\r\n', 'e']);
  });

  it('maps offsets back', () => {
    expect([...literal.value].map((_, index) => map.indexAt(map.sourceStart(index)))).toEqual([...literal.value].map((_, index) => index));
    expect(map.indexAt(0)).toBeUndefined();
  });

  it('clamps indices', () => {
    expect(source.slice(map.sourceStart(-5), map.sourceEnd(99))).toBe(source.slice(6, -3));
  });
});
