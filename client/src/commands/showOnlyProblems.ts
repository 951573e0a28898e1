import type { Command } from './index';

/** Leaves out of the models view what has no problem. */
export const showOnlyProblems: Command = ({ models }) => {
  models.setFilter({ ...models.filter, onlyProblems: true });
  return Promise.resolve();
};
