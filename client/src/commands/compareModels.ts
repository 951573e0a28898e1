import { chooseComparison } from '../diagram/chooseComparison';
import { cursorPosition } from '../languageClient';
import type { Command } from './index';

/** Shows in the diagram what is different from a git revision, or from the saved files. */
export const compareModels: Command = async ({ panels }) => {
  const compared = await chooseComparison(cursorPosition()?.textDocument.uri);
  if (compared !== undefined) await panels.compareWith(compared);
};
