import type { ExtensionContext, LogOutputChannel, WebviewPanel, WebviewPanelSerializer } from 'vscode';
import { Disposable, EventEmitter, Uri, ViewColumn, l10n, window } from 'vscode';
import type { EntityAtResult, FromWebview, ToWebview } from '../../../server/src/protocol/messages';
import { isFromWebview } from '../../../server/src/protocol/messages';
import { diagramSettings } from '../configuration';
import { firstAccepted } from '../firstAccepted';
import type { RelationshipsClient } from '../languageClient';
import { CursorFollower } from './cursorFollower';
import { handleMessage } from './handleMessage';
import { pageOf } from './page';
import { SavedPositions } from './savedPositions';

export const DIAGRAM_VIEW_TYPE = 'sqlalchemyRelationships.diagram';

export interface OpenDiagram {
  /** A document of the workspace folder to show; undefined for the first with models. */
  readonly uri: string | undefined;
  /** The entity to show with its neighbours; `null` for the whole schema; undefined for what the page remembers from before a reload. */
  readonly focus: EntityAtResult | null | undefined;
}

/** What the panel reported of itself. */
export interface DiagramActivity {
  /** Revision of the diagram that was sent last; undefined before the first. */
  readonly sentRevision: number | undefined;
  readonly drawn: Extract<FromWebview, { type: 'drawn' }> | undefined;
  /** How often `drawn` was reported. */
  readonly drawings: number;
  /** What the content security policy refused. */
  readonly violations: readonly Extract<FromWebview, { type: 'violation' }>[];
  readonly errors: readonly string[];
}

const NO_ACTIVITY: DiagramActivity = { sentRevision: undefined, drawn: undefined, drawings: 0, violations: [], errors: [] };

/** The one diagram panel: opened by a command, restored after a window reload, kept current with the graph and the cursor. */
export class DiagramPanels implements Disposable, WebviewPanelSerializer {
  readonly #context: ExtensionContext;
  readonly #client: RelationshipsClient;
  readonly #output: LogOutputChannel;
  readonly #subscriptions: Disposable;
  readonly #positions: SavedPositions;
  #panel: WebviewPanel | undefined;
  /** Whether the page's script runs, and so hears messages. */
  #isListening = false;
  #shown: OpenDiagram = { uri: undefined, focus: undefined };
  #activity = NO_ACTIVITY;
  readonly #activityEmitter = new EventEmitter<DiagramActivity>();
  /** The request under way, and whether something changed since it was sent. */
  #refresh: { isStale: boolean } | undefined;

  constructor(context: ExtensionContext, client: RelationshipsClient, output: LogOutputChannel) {
    this.#context = context;
    this.#client = client;
    this.#output = output;
    this.#positions = new SavedPositions(context.workspaceState);
    const follower = new CursorFollower(client, (found) => this.#followTo(found));
    this.#subscriptions = Disposable.from(
      window.registerWebviewPanelSerializer(DIAGRAM_VIEW_TYPE, this),
      client.onGraphChanged(() => void this.#sendDiagram()),
      client.onStatus(({ state }) => this.#post({ type: 'state', state })),
      follower,
      this.#activityEmitter,
    );
  }

  get activity(): DiagramActivity {
    return this.#activity;
  }

  whenActivity(accepts: (activity: DiagramActivity) => boolean): Promise<DiagramActivity> {
    return firstAccepted({ current: this.#activity, event: this.#activityEmitter.event, accepts });
  }

  dispose(): void {
    this.#panel?.dispose();
    this.#subscriptions.dispose();
  }

  open(what: OpenDiagram): void {
    this.#shown = { uri: what.uri ?? this.#shown.uri, focus: what.focus };
    if (this.#panel === undefined) {
      this.#adopt(
        window.createWebviewPanel(
          DIAGRAM_VIEW_TYPE,
          l10n.t('Relationship Diagram'),
          { viewColumn: ViewColumn.Beside, preserveFocus: true },
          { enableScripts: true, retainContextWhenHidden: true, localResourceRoots: [this.#resources] },
        ),
      );
    } else {
      this.#panel.reveal(undefined, true);
      this.#postFocus();
    }
  }

  /** VS Code calls this for a panel that was open when the window closed. */
  deserializeWebviewPanel(panel: WebviewPanel): Promise<void> {
    panel.webview.options = { enableScripts: true, localResourceRoots: [this.#resources] };
    this.#panel?.dispose();
    this.#shown = { uri: undefined, focus: undefined };
    this.#adopt(panel);
    return Promise.resolve();
  }

  get #resources(): Uri {
    return Uri.joinPath(this.#context.extensionUri, 'dist');
  }

  #adopt(panel: WebviewPanel): void {
    this.#panel = panel;
    panel.iconPath = Uri.joinPath(this.#context.extensionUri, 'icons', 'icon.png');
    this.#isListening = false;
    this.#activity = NO_ACTIVITY;
    panel.webview.onDidReceiveMessage((message: unknown) => void this.#receive(message));
    panel.onDidDispose(() => {
      if (this.#panel === panel) this.#panel = undefined;
    });
    panel.webview.html = pageOf(panel.webview, this.#context.extensionUri);
  }

  async #receive(message: unknown): Promise<void> {
    if (!isFromWebview(message)) {
      this.#output.warn(`diagram: a message of unknown type ${JSON.stringify(message).slice(0, 80)}`);
      return;
    }
    try {
      if (message.type === 'ready') {
        this.#isListening = true;
        await this.#sendDiagram();
        this.#postFocus();
      } else {
        this.#note(message);
        await handleMessage(message, { client: this.#client, positions: this.#positions, uri: this.#shown.uri, post: (reply) => this.#post(reply) });
      }
    } catch (error) {
      this.#output.error(`diagram: ${message.type}: ${String(error)}`);
    }
  }

  #note(message: FromWebview): void {
    switch (message.type) {
      case 'drawn':
        this.#report({ ...this.#activity, drawn: message, drawings: this.#activity.drawings + 1 });
        return;
      case 'violation':
        this.#report({ ...this.#activity, violations: [...this.#activity.violations, message] });
        this.#output.error(`diagram: the content security policy refused ${message.blocked} (${message.directive})`);
        return;
      case 'error':
        this.#report({ ...this.#activity, errors: [...this.#activity.errors, message.message] });
        this.#output.error(`diagram: ${message.message}`);
        return;
      default:
        return;
    }
  }

  /** Sends the newest diagram. One request at a time: what changes meanwhile is asked for once, afterwards. */
  async #sendDiagram(): Promise<void> {
    if (!this.#isListening) return;
    if (this.#refresh !== undefined) {
      this.#refresh.isStale = true;
      return;
    }
    const refresh = { isStale: false };
    this.#refresh = refresh;
    try {
      await this.#requestAndPost();
    } finally {
      this.#refresh = undefined;
    }
    if (refresh.isStale) await this.#sendDiagram();
  }

  async #requestAndPost(): Promise<void> {
    const uri = this.#shown.uri;
    const { followCursor: _followCursor, ...settings } = diagramSettings(uri === undefined ? undefined : Uri.parse(uri));
    const result = await this.#client.diagram({ uri, foldAssociationTables: settings.foldAssociationTables });
    if (result === undefined) {
      const state = this.#client.status?.state;
      if (state !== undefined) this.#post({ type: 'state', state });
      return;
    }
    const { diagram, state, revision } = result;
    this.#report({ ...this.#activity, sentRevision: revision });
    this.#post({ type: 'diagram', diagram: { ...diagram, focus: this.#shown.focus?.entity }, state, revision, settings, positions: this.#positions.of(uri) });
  }

  #postFocus({ isFromCursor } = { isFromCursor: false }): void {
    const { focus } = this.#shown;
    if (focus !== undefined) this.#post({ type: 'focus', entity: focus?.entity ?? null, relationship: focus?.relationship, isFromCursor });
  }

  /** Who asked for the whole schema keeps it; otherwise the cursor chooses the focus. */
  #followTo(found: EntityAtResult): void {
    if (this.#panel?.visible !== true || this.#shown.focus === null || !diagramSettings(undefined).followCursor) return;
    this.#shown = { ...this.#shown, focus: found };
    this.#postFocus({ isFromCursor: true });
  }

  #report(activity: DiagramActivity): void {
    this.#activity = activity;
    this.#activityEmitter.fire(activity);
  }

  #post(message: ToWebview): void {
    if (this.#isListening) void this.#panel?.webview.postMessage(message);
  }
}
