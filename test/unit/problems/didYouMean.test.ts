import { expect, it } from 'vitest';
import { closestName, didYouMean } from '../../../server/src/core/problems/didYouMean';

it.each([
  ['usr', ['user', 'author'], 'user'],
  ['Pots', ['Post', 'User'], 'Post'],
  ['posts', ['post', 'ports'], 'post'],
  ['back_populate', ['back_populates', 'backref'], 'back_populates'],
  ['select_in', ['select', 'selectin', 'subquery'], 'selectin'],
  ['POSTS', ['posts'], 'posts'],
  ['user', ['users'], 'users'],
])('%s among %j', (name, candidates, expected) => {
  expect(closestName(name, candidates)).toBe(expected);
});

it('guesses nothing far off, and never the name itself', () => {
  expect(closestName('writer', ['author', 'posts'])).toBeUndefined();
  expect(closestName('user', ['user'])).toBeUndefined();
  expect(didYouMean('x', [])).toBe('');
});
