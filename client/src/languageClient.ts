import type { Event, LogOutputChannel } from 'vscode';
import { EventEmitter, Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import { RevealOutputChannelOn } from 'vscode-languageclient';
import type { CompareParams, CompareResult, PathsParams, PathsResult } from '../../server/src/protocol/diagramRequests';
import { diagramMethods } from '../../server/src/protocol/diagramRequests';
import type {
  CreateRelationshipParams,
  DeleteRelationshipParams,
  DiagramParams,
  DiagramResult,
  EntityAtResult,
  ExplainParams,
  ExplainResult,
  ExplainTracebackParams,
  ExplainTracebackResult,
  GraphChangedParams,
  LocateParams,
  ModelTreeResult,
  PairedSideResult,
  RefactoringResult,
  RenameRelationshipParams,
  SiblingRelationshipParams,
  StatusParams,
  TextDocumentPosition,
  WireLocation,
  WireRange,
} from '../../server/src/protocol/messages';
import { methods } from '../../server/src/protocol/messages';
import { answerConfiguration, initializationOptions } from './configuration';
import { listFiles, readFile } from './files';
import { firstAccepted } from './firstAccepted';

export const CLIENT_ID = 'sqlalchemyRelationships';
export const CLIENT_NAME = 'SQLAlchemy Relationships';

export type ClientFactory = (options: LanguageClientOptions) => BaseLanguageClient;

/** The commands that links in hovers may run. */
const HOVER_COMMANDS = ['goToPairedSide', 'peekPairedSide', 'openDiagram', 'openDiagramWhole', 'showReferences', 'showOutput', 'explainRelationship'];

/** The language client, with our own requests as typed methods. Lives as long as the extension; the server under it can be restarted. */
export class RelationshipsClient {
  readonly #client: BaseLanguageClient;
  readonly #output: LogOutputChannel;
  readonly #statusEmitter = new EventEmitter<StatusParams>();
  readonly #graphEmitter = new EventEmitter<GraphChangedParams>();
  #status: StatusParams | undefined;

  constructor(createClient: ClientFactory, output: LogOutputChannel) {
    this.#output = output;
    this.#client = createClient(clientOptions(output));
    this.#client.onNotification(methods.status, (status: StatusParams) => {
      this.#status = status;
      this.#statusEmitter.fire(status);
    });
    this.#client.onNotification(methods.graphChanged, (change: GraphChangedParams) => this.#graphEmitter.fire(change));
    this.#client.onRequest(methods.listFiles, listFiles);
    this.#client.onRequest(methods.readFile, readFile);
  }

  /** The newest status; undefined before the server sent one. */
  get status(): StatusParams | undefined {
    return this.#status;
  }

  get onStatus(): Event<StatusParams> {
    return this.#statusEmitter.event;
  }

  get onGraphChanged(): Event<GraphChangedParams> {
    return this.#graphEmitter.event;
  }

  /** Starts the server. A failure is shown and logged; the extension stays alive, so that `Restart Server` works. */
  async start(): Promise<void> {
    await this.#orReport('start', () => this.#client.start());
  }

  async restart(): Promise<void> {
    await this.#orReport('restart', async () => {
      if (this.#client.needsStop()) await this.#client.stop();
      await this.#client.start();
    });
  }

  async stop(): Promise<void> {
    if (this.#client.needsStop()) await this.#client.stop();
    this.#statusEmitter.dispose();
    this.#graphEmitter.dispose();
  }

  whenStatus(accepts: (status: StatusParams) => boolean): Promise<StatusParams> {
    return firstAccepted({ current: this.#status, event: this.onStatus, accepts });
  }

  pairedSide(at: TextDocumentPosition): Promise<PairedSideResult | undefined> {
    return this.#ask<PairedSideResult>(methods.pairedSide, at);
  }

  siblingRelationship(params: SiblingRelationshipParams): Promise<WireRange | undefined> {
    return this.#ask<WireRange>(methods.siblingRelationship, params);
  }

  entityAt(at: TextDocumentPosition): Promise<EntityAtResult | undefined> {
    return this.#ask<EntityAtResult>(methods.entityAt, at);
  }

  diagram(params: DiagramParams): Promise<DiagramResult | undefined> {
    return this.#ask<DiagramResult>(methods.diagram, params);
  }

  paths(params: PathsParams): Promise<PathsResult | undefined> {
    return this.#ask<PathsResult>(diagramMethods.paths, params);
  }

  compare(params: CompareParams): Promise<CompareResult | undefined> {
    return this.#ask<CompareResult>(diagramMethods.compare, params);
  }

  createRelationship(params: CreateRelationshipParams): Promise<RefactoringResult | undefined> {
    return this.#ask<RefactoringResult>(methods.createRelationship, params);
  }

  deleteRelationship(params: DeleteRelationshipParams): Promise<RefactoringResult | undefined> {
    return this.#ask<RefactoringResult>(methods.deleteRelationship, params);
  }

  renameRelationship(params: RenameRelationshipParams): Promise<RefactoringResult | undefined> {
    return this.#ask<RefactoringResult>(methods.renameRelationship, params);
  }

  locate(params: LocateParams): Promise<WireLocation | undefined> {
    return this.#ask<WireLocation>(methods.locate, params);
  }

  explain(params: ExplainParams): Promise<string | undefined> {
    return this.#ask<NonNullable<ExplainResult>>(methods.explain, params);
  }

  explainTraceback(params: ExplainTracebackParams): Promise<ExplainTracebackResult | undefined> {
    return this.#ask<ExplainTracebackResult>(methods.explainTraceback, params);
  }

  modelTree(): Promise<ModelTreeResult | undefined> {
    return this.#ask<ModelTreeResult>(methods.modelTree, {});
  }

  graphJson(uri: string | undefined): Promise<unknown> {
    return this.#ask<unknown>(methods.graphJson, { uri });
  }

  /** Tells the server that settings, or the theme, are others now. */
  async sendConfiguration(): Promise<void> {
    if (!this.#client.isRunning()) return;
    await this.#client.sendNotification('workspace/didChangeConfiguration', { settings: { [CLIENT_ID]: answerConfiguration(undefined) } });
  }

  /** The answer; undefined when there is none, or when the request failed, which is logged. */
  async #ask<Result>(method: string, params: unknown): Promise<Result | undefined> {
    try {
      return (await this.#client.sendRequest<Result | null>(method, params)) ?? undefined;
    } catch (error) {
      this.#output.error(`${method}: ${String(error)}`);
      return undefined;
    }
  }

  async #orReport(operation: string, action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#output.error(`${operation}: ${reason}`);
      this.#status = failed(reason);
      this.#statusEmitter.fire(this.#status);
    }
  }
}

function failed(reason: string): StatusParams {
  return { state: { kind: 'failed', reason }, entities: 0, relationships: 0, problems: 0, sqlalchemy: '', unreadable: [] };
}

function clientOptions(output: LogOutputChannel): LanguageClientOptions {
  return {
    documentSelector: schemes().map((scheme) => ({ scheme, language: 'python' })),
    outputChannel: output,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    diagnosticCollectionName: CLIENT_ID,
    initializationOptions: initializationOptions(),
    markdown: { isTrusted: { enabledCommands: HOVER_COMMANDS.map((name) => `${CLIENT_ID}.${name}`) }, supportThemeIcons: true },
    middleware: {
      workspace: {
        configuration: async (params, token, next) => {
          const answers = await next(params, token);
          if (!Array.isArray(answers)) return answers;
          return params.items.map((item, index): unknown =>
            item.section === CLIENT_ID ? answerConfiguration(item.scopeUri === undefined ? undefined : Uri.parse(item.scopeUri)) : answers[index],
          );
        },
      },
    },
  };
}

/** Documents on disk, new ones, and those of a virtual workspace; not the old versions that a diff shows. */
function schemes(): readonly string[] {
  const ofFolders = (workspace.workspaceFolders ?? []).map((folder) => folder.uri.scheme);
  return [...new Set(['file', 'untitled', ...ofFolders])];
}

/** The cursor of the active Python editor; undefined when another editor, or none, is active. */
export function cursorPosition(): TextDocumentPosition | undefined {
  const editor = window.activeTextEditor;
  if (editor === undefined || editor.document.languageId !== 'python') return undefined;
  return positionIn(editor.document.uri, editor.selection.active);
}

export function positionIn(uri: Uri, position: { readonly line: number; readonly character: number }): TextDocumentPosition {
  return { textDocument: { uri: uri.toString() }, position: { line: position.line, character: position.character } };
}
