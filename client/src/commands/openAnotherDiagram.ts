import { cursorPosition } from '../languageClient';
import type { Command } from './index';

/** Opens one more diagram, on the entity under the cursor or on the whole schema. */
export const openAnotherDiagram: Command = async ({ client, panels }) => {
  const cursor = cursorPosition();
  const found = cursor === undefined ? undefined : await client.entityAt(cursor);
  panels.openAnother({ uri: cursor?.textDocument.uri, focus: found ?? null });
};
