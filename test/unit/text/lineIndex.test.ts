import { describe, expect, it } from 'vitest';
import { applyEdits, offsetAfter } from '../../../server/src/core/text/edits';
import { LineIndex } from '../../../server/src/core/text/lineIndex';

describe('LineIndex', () => {
  it('ends lines at \\n, \\r\\n and a lone \\r, not at a form feed or U+2028', () => {
    const index = new LineIndex('a\nb\r\nc\rd\fe\u2028f');
    expect(index.lineCount).toBe(4);
    expect([0, 2, 5, 7].map((offset) => index.positionAt(offset))).toEqual([
      { line: 0, character: 0 },
      { line: 1, character: 0 },
      { line: 2, character: 0 },
      { line: 3, character: 0 },
    ]);
  });

  it('counts UTF-16 units', () => {
    const index = new LineIndex('x = "😀"; y');
    expect(index.positionAt(9)).toEqual({ line: 0, character: 9 });
    expect('x = "😀"; y'.charAt(9)).toBe(' ');
  });

  it('clamps what is out of range', () => {
    const index = new LineIndex('ab\r\ncd');
    expect(index.positionAt(-1)).toEqual({ line: 0, character: 0 });
    expect(index.positionAt(99)).toEqual({ line: 1, character: 2 });
    expect(index.offsetAt({ line: 0, character: 99 })).toBe(2);
    expect(index.offsetAt({ line: 9, character: 0 })).toBe(6);
  });

  it('finds every offset again', () => {
    const text = 'é\r\n\r\n😀\rz\n';
    const index = new LineIndex(text);
    for (let offset = 0; offset <= text.length; offset++) {
      const isInsideLineBreak = text.charAt(offset - 1) === '\r' && text.charAt(offset) === '\n';
      expect(index.offsetAt(index.positionAt(offset))).toBe(isInsideLineBreak ? offset - 1 : offset);
    }
  });
});

describe('applyEdits', () => {
  it('applies edits by the offsets of the old text, in any order', () => {
    const edits = [
      { span: { start: 4, end: 7 }, newText: 'dog' },
      { span: { start: 0, end: 3 }, newText: 'a big' },
      { span: { start: 7, end: 7 }, newText: '!' },
    ];
    expect(applyEdits('the cat', edits)).toBe('a big dog!');
    expect(offsetAfter(edits, 4)).toBe(9);
  });

  it('leaves out an edit that overlaps the one before', () => {
    expect(applyEdits('abcdef', [{ span: { start: 0, end: 3 }, newText: 'X' }, { span: { start: 2, end: 5 }, newText: 'Y' }])).toBe('Xdef');
  });
});
