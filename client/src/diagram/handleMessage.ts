import { env } from 'vscode';
import type { ComparedWith } from '../../../server/src/protocol/diagramRequests';
import type { FromWebview, ToWebview } from '../../../server/src/protocol/messages';
import { applyRefactoring } from '../applyRefactoring';
import { storeDiagramSetting } from '../configuration';
import type { RelationshipsClient } from '../languageClient';
import { relateClasses } from '../relateClasses';
import { revealLocation } from '../revealLocation';
import { chooseComparison } from './chooseComparison';
import { saveExport } from './saveExport';
import type { SavedPositions } from './savedPositions';

export interface MessageContext {
  readonly client: RelationshipsClient;
  readonly positions: SavedPositions;
  /** The document whose workspace folder is shown. */
  readonly uri: string | undefined;
  readonly post: (reply: ToWebview) => void;
  /** The page listens from now on. */
  readonly ready: () => Promise<void>;
  readonly compareWith: (compared: ComparedWith | undefined) => Promise<void>;
  readonly setFollowing: (isFollowing: boolean) => void;
}

/** Does what the panel asks for. */
export async function handleMessage(message: FromWebview, context: MessageContext): Promise<void> {
  const { client, positions, uri, post } = context;
  switch (message.type) {
    case 'ready':
      return context.ready();
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
    case 'findPaths': {
      const found = await client.paths({ uri, from: message.from, to: message.to });
      post({ type: 'paths', id: message.id, paths: found?.paths ?? [] });
      return;
    }
    case 'createRelationship':
      return relateClasses(client, { uri, from: message.from, to: message.to });
    case 'renameRelationship':
      return applyRefactoring(await client.renameRelationship({ uri, entity: message.entity, relationship: message.relationship, newName: message.newName }));
    case 'deleteRelationship':
      return applyRefactoring(await client.deleteRelationship({ uri, entity: message.entity, relationship: message.relationship }));
    case 'compare': {
      const compared = await chooseComparison(uri);
      return compared === undefined ? undefined : context.compareWith(compared);
    }
    case 'stopComparing':
      return context.compareWith(undefined);
    case 'follow':
      return context.setFollowing(message.isFollowing);
    case 'savePositions':
      return positions.save(uri, message.positions);
    case 'sharePositions':
      return positions.share(uri);
    case 'export':
      return saveExport(message);
    case 'copy':
      return env.clipboard.writeText(message.text);
    case 'setting':
      return storeDiagramSetting(message.key, message.value);
    case 'drawn':
    case 'violation':
    case 'error':
      return;
  }
}
