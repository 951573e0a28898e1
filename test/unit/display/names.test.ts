import { describe, expect, it } from 'vitest';
import { code, count, listOf, pluralOf, withArticle } from '../../../server/src/core/display/names';

describe('withArticle', () => {
  it.each([
    ['User', 'a `User`'],
    ['Order', 'an `Order`'],
    ['Address', 'an `Address`'],
    ['AgentInstallation', 'an `AgentInstallation`'],
    ['Unit', 'a `Unit`'],
    ['UniqueName', 'a `UniqueName`'],
    ['UnreadMessage', 'an `UnreadMessage`'],
    ['UsageReport', 'a `UsageReport`'],
    ['Upload', 'an `Upload`'],
    ['HTTPRequest', 'an `HTTPRequest`'],
    ['URL', 'a `URL`'],
    ['SQLQuery', 'an `SQLQuery`'],
    ['HourlyRate', 'an `HourlyRate`'],
    ['European', 'a `European`'],
    ['Book', 'a `Book`'],
  ])('%s', (name, expected) => {
    expect(withArticle(name)).toBe(expected);
  });
});

describe('pluralOf', () => {
  it.each([
    ['Post', '`Post`s'],
    ['Address', '`Address`es'],
    ['Box', '`Box`es'],
    ['Branch', '`Branch`es'],
    ['Category', '`Category` objects'],
    ['UserSettings', '`UserSettings` objects'],
    ['Day', '`Day`s'],
    ['Child', '`Child` objects'],
  ])('%s', (name, expected) => {
    expect(pluralOf(name)).toBe(expected);
  });
});

it('joins lists as English does', () => {
  expect(listOf([])).toBe('');
  expect(listOf(['a'])).toBe('a');
  expect(listOf(['a', 'b'])).toBe('a and b');
  expect(listOf(['a', 'b', 'c'], 'or')).toBe('a, b or c');
  expect(count(1, 'relationship')).toBe('1 relationship');
  expect(count(0, 'relationship')).toBe('0 relationships');
});

it('keeps backticks inside code', () => {
  expect(code('a`b')).toBe('`` a`b ``');
});
