import type { ExtensionContext, LogOutputChannel, WebviewPanel, WebviewPanelSerializer } from 'vscode';
import { Disposable, EventEmitter, Uri, ViewColumn, l10n, window } from 'vscode';
import type { ComparedWith } from '../../../server/src/protocol/diagramRequests';
import type { KeptByPanel } from '../../../server/src/protocol/messages';
import { firstAccepted } from '../firstAccepted';
import type { RelationshipsClient } from '../languageClient';
import { CursorFollower } from './cursorFollower';
import { DiagramPanel, NO_ACTIVITY, type DiagramActivity, type OpenDiagram, type PanelServices } from './diagramPanel';
import { readKept } from './keptByPanel';
import { SavedPositions } from './savedPositions';

const DIAGRAM_VIEW_TYPE = 'sqlalchemyRelationships.diagram';

/** The diagram panels: opened by commands, restored after a window reload. The one used last answers commands. */
export class DiagramPanels implements Disposable, WebviewPanelSerializer {
  readonly #services: PanelServices;
  readonly #subscriptions: Disposable;
  /** The one used last is the last. */
  #panels: readonly DiagramPanel[] = [];
  readonly #activityEmitter = new EventEmitter<DiagramActivity>();

  constructor(context: ExtensionContext, client: RelationshipsClient, output: LogOutputChannel) {
    const positions = new SavedPositions(context.workspaceState);
    this.#services = { client, output, positions, extensionUri: context.extensionUri };
    this.#subscriptions = Disposable.from(
      window.registerWebviewPanelSerializer(DIAGRAM_VIEW_TYPE, this),
      client.onGraphChanged(() => this.#panels.forEach((panel) => void panel.refresh())),
      client.onStatus(({ state }) => this.#panels.forEach((panel) => panel.post({ type: 'state', state }))),
      positions.onChanged((changed) => this.#panels.forEach((panel) => panel.post({ type: 'positions', positions: changed }))),
      new CursorFollower(client, (found) => this.#panels.forEach((panel) => panel.follow(found))),
      positions,
      this.#activityEmitter,
    );
  }

  get #current(): DiagramPanel | undefined {
    return this.#panels.at(-1);
  }

  /** Of the panel used last. */
  get activity(): DiagramActivity {
    return this.#current?.activity ?? NO_ACTIVITY;
  }

  whenActivity(accepts: (activity: DiagramActivity) => boolean): Promise<DiagramActivity> {
    return firstAccepted({ current: this.activity, event: this.#activityEmitter.event, accepts });
  }

  dispose(): void {
    for (const panel of this.#panels) panel.dispose();
    this.#subscriptions.dispose();
  }

  open(what: OpenDiagram): void {
    if (this.#current === undefined) this.openAnother(what);
    else this.#current.show(what);
  }

  /** A further panel. It follows the cursor, and those that are open stay with what they show. */
  openAnother(what: OpenDiagram): void {
    for (const panel of this.#panels) panel.setFollowing(false);
    const panel = window.createWebviewPanel(
      DIAGRAM_VIEW_TYPE,
      l10n.t('Relationship Diagram'),
      { viewColumn: ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, retainContextWhenHidden: true, localResourceRoots: [this.#resources] },
    );
    this.#adopt(panel, what, { isFollowing: true });
  }

  async compareWith(compared: ComparedWith): Promise<void> {
    if (this.#current === undefined) this.openAnother({ uri: undefined, focus: null });
    await this.#current?.compareWith(compared);
  }

  async sharePositions(uri: string | undefined): Promise<void> {
    await this.#services.positions.share(uri);
  }

  /** VS Code calls this for a panel that was open when the window closed. */
  deserializeWebviewPanel(panel: WebviewPanel, state: unknown): Promise<void> {
    panel.webview.options = { enableScripts: true, localResourceRoots: [this.#resources] };
    this.#adopt(panel, { uri: undefined, focus: undefined }, readKept(state));
    return Promise.resolve();
  }

  get #resources(): Uri {
    return Uri.joinPath(this.#services.extensionUri, 'dist');
  }

  #adopt(webview: WebviewPanel, shown: OpenDiagram, kept: KeptByPanel): void {
    const panel = new DiagramPanel(webview, shown, kept, this.#services);
    this.#panels = [...this.#panels, panel];
    panel.onActivity((activity) => {
      if (panel === this.#current) this.#activityEmitter.fire(activity);
    });
    webview.onDidChangeViewState(() => {
      if (panel.isActive) this.#panels = [...this.#panels.filter((other) => other !== panel), panel];
    });
    webview.onDidDispose(() => {
      this.#panels = this.#panels.filter((other) => other !== panel);
    });
  }
}
