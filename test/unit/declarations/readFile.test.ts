import { describe, expect, it } from 'vitest';
import type { FileId } from '../../../server/src/core/declarations/anchor';
import type { FileFacts } from '../../../server/src/core/declarations/fileFacts';
import { keepDeclarations, readFile } from '../../../server/src/core/declarations/readFile';

function read(text: string): FileFacts {
  return readFile({ id: 'm.py' as FileId, path: 'm.py', text });
}

describe('facts of a file', () => {
  it('list the imports outside functions', () => {
    const { imports } = read(`
from __future__ import annotations
import a, b.c as d
from . import e
from ..f import g as h, i
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    import j
else:
    import k
try:
    from l import *
except ImportError:
    import m
class C:
    import n
def f():
    import o
`).declarations;
    const shown = imports.map(({ module, level, names, alias, isTypeCheckingOnly }) =>
      [`${'.'.repeat(level)}${module}`, names?.map(({ name, localName }) => (name === localName ? name : `${name} as ${localName}`)).join(','), alias, isTypeCheckingOnly ? 'types' : undefined]
        .filter((part) => part !== undefined)
        .join(' | '),
    );
    expect(shown).toEqual([
      '__future__ | annotations',
      'a',
      'b.c | d',
      '. | e',
      '..f | g as h,i',
      'typing | TYPE_CHECKING',
      'j | types',
      'k',
      'l | *',
      'm',
      'n',
    ]);
  });

  it('list the names that the top level binds', () => {
    const { boundNames } = read('import a.b, c as d\nx, (y, *z) = 1, (2, 3)\ndef f(): inner = 1\nclass C: member = 1\nfor i in (): j = 1\nwith q as r: pass\nw: int\nv: int = 1').declarations;
    expect([...boundNames]).toEqual(['a', 'd', 'x', 'y', 'z', 'f', 'C', 'i', 'j', 'r', 'v']);
  });

  it('know future annotations', () => {
    expect(read('from __future__ import annotations').declarations.hasFutureAnnotations).toBe(true);
    expect(read('import annotations').declarations.hasFutureAnnotations).toBe(false);
  });
});

describe('an edited file', () => {
  const before = read('class A:\n    x = 1\n    def f(self):\n        return 1\n    def g(self):\n        return 2\n');

  it('keeps its declarations when only layout and comments change', () => {
    const after = read('# A comment.\nclass A:\n\n    x = 1  # one\n    def f(self):\n        return 1\n    def g(self):\n        return 2\n');
    const kept = keepDeclarations(before, after);
    expect(kept.declarations).toBe(before.declarations);
    expect(kept.spans).toBe(after.spans);
    expect(kept.tree).toBe(after.tree);
  });

  it('keeps its declarations when only a body changes that nobody looked at', () => {
    const after = read('class A:\n    x = 1\n    def f(self):\n        return 1\n    def g(self):\n        return 3\n');
    expect(keepDeclarations(before, after, new Set([0])).declarations).toBe(before.declarations);
    expect(keepDeclarations(before, after, new Set([1])).declarations).toBe(after.declarations);
  });

  it('gets new declarations when a member changes', () => {
    const after = read('class A:\n    x = 2\n    def f(self):\n        return 1\n    def g(self):\n        return 2\n');
    expect(keepDeclarations(before, after).declarations).toBe(after.declarations);
  });
});
