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
