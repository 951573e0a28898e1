import { cursorPosition } from '../languageClient';
import { entityOf } from './arguments';
import type { Command } from './index';

/** Opens the diagram on the entity under the cursor and its neighbours; on the whole schema when there is none. */
export const openDiagram: Command = async ({ client, panels }, ...args) => {
  const cursor = cursorPosition();
  const found = entityOf(args) ?? (cursor === undefined ? undefined : await client.entityAt(cursor));
  panels.open({ uri: cursor?.textDocument.uri, focus: found ?? null });
};
