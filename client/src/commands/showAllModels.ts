import { NO_FILTER } from '../views/filterNodes';
import type { Command } from './index';

/** Takes away every filter of the models view. */
export const showAllModels: Command = ({ models }) => {
  models.setFilter(NO_FILTER);
  return Promise.resolve();
};
