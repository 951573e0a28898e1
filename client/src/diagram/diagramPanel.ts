import type { LogOutputChannel, WebviewPanel , Disposable} from 'vscode';
import { EventEmitter, Uri, window } from 'vscode';
import type { ComparedWith } from '../../../server/src/protocol/diagramRequests';
import type { Diagram, EntityAtResult, FromWebview, KeptByPanel, PanelComparison, ToWebview } from '../../../server/src/protocol/messages';
import { isFromWebview } from '../../../server/src/protocol/messages';
import { diagramSettings } from '../configuration';
import type { RelationshipsClient } from '../languageClient';
import { comparisonLabel } from './chooseComparison';
import { handleMessage } from './handleMessage';
import { pageOf } from './page';
import type { SavedPositions } from './savedPositions';

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

export const NO_ACTIVITY: DiagramActivity = { sentRevision: undefined, drawn: undefined, drawings: 0, violations: [], errors: [] };

/** What a panel works with. */
export interface PanelServices {
  readonly client: RelationshipsClient;
  readonly output: LogOutputChannel;
  readonly positions: SavedPositions;
  readonly extensionUri: Uri;
}

/** One diagram panel: kept current with the graph, and with the cursor while it follows. */
export class DiagramPanel implements Disposable {
  readonly #panel: WebviewPanel;
  readonly #services: PanelServices;
  readonly #activityEmitter = new EventEmitter<DiagramActivity>();
  /** Whether the page's script runs, and so hears messages. */
  #isListening = false;
  #shown: OpenDiagram;
  #comparedWith: ComparedWith | undefined;
  #isFollowing: boolean;
  #activity = NO_ACTIVITY;
  /** The request under way, and whether something changed since it was sent. */
  #refresh: { isStale: boolean } | undefined;

  constructor(panel: WebviewPanel, shown: OpenDiagram, kept: KeptByPanel, services: PanelServices) {
    this.#panel = panel;
    this.#services = services;
    this.#shown = { uri: shown.uri ?? kept.uri, focus: shown.focus };
    this.#comparedWith = kept.comparedWith;
    this.#isFollowing = kept.isFollowing;
    panel.iconPath = Uri.joinPath(services.extensionUri, 'icons', 'icon.png');
    panel.webview.onDidReceiveMessage((message: unknown) => void this.#receive(message));
    panel.webview.html = pageOf(panel.webview, services.extensionUri);
  }

  get activity(): DiagramActivity {
    return this.#activity;
  }

  get onActivity() {
    return this.#activityEmitter.event;
  }

  get isActive(): boolean {
    return this.#panel.active;
  }

  dispose(): void {
    this.#activityEmitter.dispose();
    this.#panel.dispose();
  }

  /** Comes to the front with something else. */
  show(what: OpenDiagram): void {
    this.#shown = { uri: what.uri ?? this.#shown.uri, focus: what.focus };
    this.#panel.reveal(undefined, true);
    this.#postFocus();
  }

  post(message: ToWebview): void {
    if (this.#isListening) void this.#panel.webview.postMessage(message);
  }

  setFollowing(isFollowing: boolean): void {
    this.#isFollowing = isFollowing;
    this.post({ type: 'follow', isFollowing });
  }

  /** Who asked for the whole schema keeps it; otherwise the cursor chooses the focus. */
  follow(found: EntityAtResult): void {
    if (!this.#panel.visible || !this.#isFollowing || this.#shown.focus === null || !diagramSettings(undefined).followCursor) return;
    this.#shown = { ...this.#shown, focus: found };
    this.#postFocus({ isFromCursor: true });
  }

  /** Compares with another state from now on, through every change; undefined ends it. */
  async compareWith(compared: ComparedWith | undefined): Promise<void> {
    this.#comparedWith = compared;
    await this.refresh();
  }

  /** Sends the newest diagram. One request at a time: what changes meanwhile is asked for once, afterwards. */
  async refresh(): Promise<void> {
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
    if (refresh.isStale) await this.refresh();
  }

  async #requestAndPost(): Promise<void> {
    const { client, positions } = this.#services;
    const uri = this.#shown.uri;
    const { followCursor: _followCursor, ...settings } = diagramSettings(uri === undefined ? undefined : Uri.parse(uri));
    const result = await client.diagram({ uri, foldAssociationTables: settings.foldAssociationTables });
    if (result === undefined) {
      const state = client.status?.state;
      if (state !== undefined) this.post({ type: 'state', state });
      return;
    }
    const compared = await this.#comparison(uri, settings.foldAssociationTables);
    const diagram: Diagram = { ...(compared?.diagram ?? result.diagram), focus: this.#shown.focus?.entity };
    this.#report({ ...this.#activity, sentRevision: result.revision });
    this.post({
      type: 'diagram', diagram, state: result.state, revision: result.revision, settings, positions: await positions.of(uri), kept: { uri, comparedWith: this.#comparedWith, isFollowing: this.#isFollowing },
      ...(compared === undefined ? {} : { comparison: compared.comparison }),
    });
  }

  /** A state that cannot be had is said once, and compared with no longer. */
  async #comparison(uri: string | undefined, foldAssociationTables: boolean): Promise<{ readonly diagram: Diagram; readonly comparison: PanelComparison } | undefined> {
    const compared = this.#comparedWith;
    if (compared === undefined) return undefined;
    const result = await this.#services.client.compare({ uri, with: compared, foldAssociationTables });
    if (result !== undefined && !('refusal' in result)) return { diagram: result.diagram, comparison: { label: comparisonLabel(compared), difference: result.difference, summary: result.summary } };
    if (this.#comparedWith === compared) this.#comparedWith = undefined;
    if (result !== undefined) void window.showWarningMessage(result.refusal);
    return undefined;
  }

  async #receive(message: unknown): Promise<void> {
    const { client, output, positions } = this.#services;
    if (!isFromWebview(message)) {
      output.warn(`diagram: a message of unknown type ${JSON.stringify(message).slice(0, 80)}`);
      return;
    }
    try {
      this.#note(message);
      await handleMessage(message, {
        client,
        positions,
        uri: this.#shown.uri,
        post: (reply) => this.post(reply),
        ready: async () => {
          this.#isListening = true;
          await this.refresh();
          this.#postFocus();
        },
        compareWith: (compared) => this.compareWith(compared),
        setFollowing: (isFollowing) => {
          this.#isFollowing = isFollowing;
        },
      });
    } catch (error) {
      output.error(`diagram: ${message.type}: ${String(error)}`);
    }
  }

  #note(message: FromWebview): void {
    const { output } = this.#services;
    switch (message.type) {
      case 'drawn':
        this.#report({ ...this.#activity, drawn: message, drawings: this.#activity.drawings + 1 });
        return;
      case 'violation':
        this.#report({ ...this.#activity, violations: [...this.#activity.violations, message] });
        output.error(`diagram: the content security policy refused ${message.blocked} (${message.directive})`);
        return;
      case 'error':
        this.#report({ ...this.#activity, errors: [...this.#activity.errors, message.message] });
        output.error(`diagram: ${message.message}`);
        return;
      default:
        return;
    }
  }

  #postFocus({ isFromCursor } = { isFromCursor: false }): void {
    const { focus } = this.#shown;
    if (focus !== undefined) this.post({ type: 'focus', entity: focus?.entity ?? null, relationship: focus?.relationship, isFromCursor });
  }

  #report(activity: DiagramActivity): void {
    this.#activity = activity;
    this.#activityEmitter.fire(activity);
  }
}
