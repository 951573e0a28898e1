import { cursorPosition } from '../languageClient';
import type { Command } from './index';

/** Opens the diagram on everything. */
export const openDiagramWhole: Command = ({ panels }) => {
  panels.open({ uri: cursorPosition()?.textDocument.uri, focus: null });
  return Promise.resolve();
};
