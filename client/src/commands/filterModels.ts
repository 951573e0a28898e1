import type { Command } from './index';

/** Asks for a part of a name, and shows only the models that hold it. */
export const filterModels: Command = ({ models }) => models.askForFilter();
