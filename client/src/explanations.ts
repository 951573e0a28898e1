import type { Disposable, Uri } from 'vscode';
import { EventEmitter, Uri as Uris, commands, window, workspace } from 'vscode';
import type { LocateParams } from '../../server/src/protocol/messages';
import type { RelationshipsClient } from './languageClient';

const SCHEME = 'sqlalchemy-explanation';

/** Documents that explain a relationship; they follow the code as it is edited. */
export function provideExplanations(client: RelationshipsClient): Disposable {
  const changes = new EventEmitter<Uri>();
  const provider = workspace.registerTextDocumentContentProvider(SCHEME, {
    onDidChange: changes.event,
    provideTextDocumentContent: async (uri) => {
      const params = paramsOf(uri);
      return (params === undefined ? undefined : await client.explain({ ...params, why: true })) ?? '';
    },
  });
  const graph = client.onGraphChanged(() => {
    for (const { uri } of workspace.textDocuments) if (uri.scheme === SCHEME) changes.fire(uri);
  });
  return { dispose: () => [provider, graph, changes].forEach((part) => void part.dispose()) };
}

/** Opens the explanation as rendered Markdown; as text where no Markdown preview is installed. */
export async function showExplanation(params: LocateParams): Promise<void> {
  const name = `${params.entity.split('.').at(-1) ?? ''}.${params.member ?? ''}`;
  const uri = Uris.from({ scheme: SCHEME, path: `/${name}.md`, query: JSON.stringify(params) });
  const known = await commands.getCommands(true);
  if (known.includes('markdown.showPreviewToSide')) await commands.executeCommand('markdown.showPreviewToSide', uri);
  else await window.showTextDocument(await workspace.openTextDocument(uri));
}

function paramsOf(uri: Uri): LocateParams | undefined {
  try {
    const params: unknown = JSON.parse(uri.query);
    return isLocateParams(params) ? params : undefined;
  } catch {
    // Somebody else made the URI: there is nothing to show.
    return undefined;
  }
}

function isLocateParams(value: unknown): value is LocateParams {
  return typeof value === 'object' && value !== null && 'entity' in value && typeof value.entity === 'string';
}
