import { describe, expect, it } from 'vitest';
import { decodeSource } from '../../../server/src/host/decode';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

describe('decodeSource', () => {
  it('reads UTF-8, with and without a byte-order mark', () => {
    expect(decodeSource(new TextEncoder().encode('name = "é😀"'))).toEqual({ kind: 'text', text: 'name = "é😀"' });
    expect(decodeSource(bytes('\xef\xbb\xbfx = 1'))).toEqual({ kind: 'text', text: 'x = 1' });
  });

  it('obeys a coding comment in one of the first two lines', () => {
    expect(decodeSource(bytes('# -*- coding: latin-1 -*-\nname = "\xe9"'))).toEqual({ kind: 'text', text: '# -*- coding: latin-1 -*-\nname = "é"' });
    expect(decodeSource(bytes('#!/usr/bin/env python\n# vim: set fileencoding=cp1252 :\nname = "\xe9"'))).toMatchObject({ text: expect.stringContaining('é') as string });
  });

  it('does not look for it behind code or in the third line', () => {
    expect(decodeSource(bytes('import os\n# coding: latin-1\nname = "\xe9"'))).toMatchObject({ warning: expect.stringContaining('not UTF-8') as string });
    expect(decodeSource(bytes('\n\n# coding: latin-1\nname = "\xe9"'))).toMatchObject({ warning: expect.stringContaining('not UTF-8') as string });
  });

  it('reads what is not in its encoding all the same, with a word about it', () => {
    expect(decodeSource(bytes('name = "\xe9"'))).toEqual({ kind: 'text', text: 'name = "é"', warning: expect.stringContaining('declares no other encoding') as string });
    expect(decodeSource(bytes('# coding: no-such-encoding\nx = 1'))).toMatchObject({ kind: 'text', warning: expect.stringContaining('no-such-encoding') as string });
  });

  it('refuses what is not text', () => {
    expect(decodeSource(bytes('\x7fELF\x00\x00'))).toEqual({ kind: 'unreadable', reason: 'it is not a text file' });
  });
});
