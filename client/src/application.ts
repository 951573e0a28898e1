import type { ExtensionContext } from 'vscode';
import { commands, window } from 'vscode';
import type { StatusParams } from '../../server/src/protocol/messages';
import { registerCommands } from './commands';
import { watchConfiguration } from './configuration';
import type { DiagramActivity } from './diagram/diagramPanel';
import { DiagramPanels } from './diagram/diagramPanels';
import { provideExplanations } from './explanations';
import type { ClientFactory } from './languageClient';
import { CLIENT_NAME, RelationshipsClient } from './languageClient';
import { showStatus } from './status';
import { registerTools } from './tools';
import { ModelsView } from './views/modelsView';

/** What other extensions, and the tests, see of this one. */
export interface ExtensionApi {
  /** The newest status of the server; undefined before the first. */
  readonly status: () => StatusParams | undefined;
  /** Resolves with the first status, from now on, that `accepts`. */
  readonly whenStatus: (accepts: (status: StatusParams) => boolean) => Promise<StatusParams>;
  /** What the diagram panel reported last. */
  readonly diagramActivity: () => DiagramActivity;
  /** Resolves with the first report of the panel, from now on, that `accepts`. */
  readonly whenDiagram: (accepts: (activity: DiagramActivity) => boolean) => Promise<DiagramActivity>;
}

let running: RelationshipsClient | undefined;

/** Starts everything; `createClient` is the only part that differs between Node and a browser. */
export async function startApplication(context: ExtensionContext, createClient: ClientFactory): Promise<ExtensionApi> {
  const output = window.createOutputChannel(CLIENT_NAME, { log: true });
  const client = new RelationshipsClient(createClient, output);
  running = client;
  const panels = new DiagramPanels(context, client, output);
  const models = new ModelsView(client);
  const parts = [output, panels, models, showStatus(client), watchConfiguration(client), setContextKeys(client), provideExplanations(client)];
  context.subscriptions.push(...parts, ...registerCommands({ client, panels, models, output }), ...registerTools(client));
  await client.start();
  return {
    status: () => client.status,
    whenStatus: (accepts) => client.whenStatus(accepts),
    diagramActivity: () => panels.activity,
    whenDiagram: (accepts) => panels.whenActivity(accepts),
  };
}

export async function stopApplication(): Promise<void> {
  await running?.stop();
  running = undefined;
}

/** The keys that the manifest's `when` clauses read. */
function setContextKeys(client: RelationshipsClient) {
  const set = (key: string, value: boolean) => void commands.executeCommand('setContext', `sqlalchemyRelationships.${key}`, value);
  return client.onStatus((status) => {
    set('ready', true);
    set('hasModels', status.entities > 0);
  });
}
