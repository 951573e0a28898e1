import { Position, Uri, commands } from 'vscode';
import { placeOf } from './arguments';
import type { Command } from './index';

/** Lists every place that names what stands under the cursor, or at the place that a link gave. */
export const showReferences: Command = async (_context, ...args) => {
  const place = placeOf(args);
  if (place === undefined) return;
  const { textDocument, position } = place;
  await commands.executeCommand('editor.action.findReferences', Uri.parse(textDocument.uri), new Position(position.line, position.character));
};
