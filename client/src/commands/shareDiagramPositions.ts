import { cursorPosition } from '../languageClient';
import type { Command } from './index';

/** Keeps the positions of the diagram's cards in a file of the repository. */
export const shareDiagramPositions: Command = ({ panels }) => panels.sharePositions(cursorPosition()?.textDocument.uri);
