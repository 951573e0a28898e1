import { expect, it } from 'vitest';
import { Suppressions } from '../../../server/src/core/problems/suppressions';

function suppresses(text: string, code: string, offset = 0): boolean {
  return new Suppressions(text).covers(offset, code);
}

it('silences a line for the codes it names, or for all', () => {
  expect(suppresses('x = 1  # noqa: name-unknown', 'name-unknown')).toBe(true);
  expect(suppresses('x = 1  # noqa: E501, name-unknown', 'name-unknown')).toBe(true);
  expect(suppresses('x = 1  # noqa: name-unknown', 'join-ambiguous')).toBe(false);
  expect(suppresses('x = 1  # noqa', 'join-ambiguous')).toBe(true);
  expect(suppresses('x = 1\ny = 2  # noqa', 'join-ambiguous')).toBe(false);
  expect(suppresses('x = 1\ny = 2  # noqa', 'join-ambiguous', 6)).toBe(true);
});

it('silences a file', () => {
  const text = '# sqlalchemy-relationships: ignore-file: name-unknown\nx = 1\n';
  expect(suppresses(text, 'name-unknown', text.length - 2)).toBe(true);
  expect(suppresses(text, 'join-ambiguous', text.length - 2)).toBe(false);
  expect(suppresses('# sqlalchemy-relationships: ignore-file\nx = 1\n', 'join-ambiguous', 42)).toBe(true);
});

it('knows which codes were needed', () => {
  const text = '# sqlalchemy-relationships: ignore-file: join-ambiguous\nx = 1  # noqa: E501, name-unknown, keyword-unknown\ny = 2  # noqa\n';
  const suppressions = new Suppressions(text);
  suppressions.covers(text.indexOf('x = 1'), 'name-unknown');
  suppressions.covers(text.indexOf('y = 2'), 'lazy-unknown');
  expect(suppressions.unused().map(({ code, span }) => [code, text.slice(span.start, span.end)])).toEqual([
    ['join-ambiguous', 'join-ambiguous'],
    ['E501', 'E501'],
    ['keyword-unknown', 'keyword-unknown'],
  ]);
});
