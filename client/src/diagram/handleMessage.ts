import { env } from 'vscode';
import type { FromWebview, ToWebview } from '../../../server/src/protocol/messages';
import { storeDiagramSetting } from '../configuration';
import type { RelationshipsClient } from '../languageClient';
import { revealLocation } from '../revealLocation';
import { saveExport } from './saveExport';
import type { SavedPositions } from './savedPositions';

export interface MessageContext {
  readonly client: RelationshipsClient;
  readonly positions: SavedPositions;
  /** The document whose workspace folder is shown. */
  readonly uri: string | undefined;
  readonly post: (reply: ToWebview) => void;
}

/** Does what the panel asks for. */
export async function handleMessage(message: FromWebview, { client, positions, uri, post }: MessageContext): Promise<void> {
  switch (message.type) {
    case 'open': {
      const place = await client.locate({ entity: message.entity, member: message.member, uri });
      if (place !== undefined) await revealLocation(place, { beside: true });
      return;
    }
    case 'explain': {
      const markdown = await client.explain({ entity: message.entity, member: message.member, uri });
      post({ type: 'explanation', id: message.id, markdown: markdown ?? '' });
      return;
    }
    case 'savePositions':
      return positions.save(uri, message.positions);
    case 'export':
      return saveExport(message);
    case 'copy':
      return env.clipboard.writeText(message.text);
    case 'setting':
      return storeDiagramSetting(message.key, message.value);
    case 'ready':
    case 'drawn':
    case 'violation':
    case 'error':
      return;
  }
}
