/** A language client in this process, talking to the real server over streams: the protocol is exercised, no editor is needed. */
import { PassThrough } from 'node:stream';
import {
  StreamMessageReader,
  StreamMessageWriter,
  createConnection,
  createProtocolConnection,
  type ClientCapabilities,
  type Diagnostic,
  type InitializeResult,
  type ProtocolConnection,
} from 'vscode-languageserver/node';
import { createNodeHost } from '../../server/src/host/node/nodeHost';
import { createServer } from '../../server/src/lsp/createServer';
import { LineIndex } from '../../server/src/core/text/lineIndex';
import { methods, type GraphChangedParams, type StatusParams } from '../../server/src/protocol/messages';
import { URI } from 'vscode-uri';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const CAPABILITIES: ClientCapabilities = {
  workspace: { configuration: true, workspaceFolders: true },
  textDocument: { definition: { linkSupport: true } },
};

export class InProcessClient {
  readonly diagnostics = new Map<string, readonly Diagnostic[]>();
  readonly logs: string[] = [];
  settings: Record<string, unknown> = {};
  status: StatusParams | undefined;
  revision = 0;
  initializeResult: InitializeResult | undefined;
  readonly #waiting = new Set<() => void>();

  private constructor(
    readonly connection: ProtocolConnection,
    private readonly folder: string,
  ) {
    connection.onNotification('textDocument/publishDiagnostics', (params: { uri: string; diagnostics: Diagnostic[] }) => {
      this.diagnostics.set(params.uri, params.diagnostics);
      this.#wake();
    });
    connection.onNotification(methods.status, (status: StatusParams) => {
      this.status = status;
      this.#wake();
    });
    connection.onNotification(methods.graphChanged, ({ revision }: GraphChangedParams) => {
      this.revision = revision;
      this.#wake();
    });
    connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
      this.logs.push(message);
    });
    connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => this.settings));
    connection.listen();
  }

  /** Starts a server on a folder and waits until it has read all of it. */
  static async start(folder: string, settings: Record<string, unknown> = {}): Promise<InProcessClient> {
    const toServer = new PassThrough();
    const toClient = new PassThrough();
    createServer(createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)), createNodeHost());
    const client = new InProcessClient(createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer)), path.resolve(folder));
    client.settings = settings;
    const rootUri = URI.file(client.folder).toString();
    client.initializeResult = await client.connection.sendRequest('initialize', {
      processId: null,
      rootUri,
      capabilities: CAPABILITIES,
      workspaceFolders: [{ uri: rootUri, name: path.basename(folder) }],
    });
    await client.connection.sendNotification('initialized', {});
    await client.until(() => client.status !== undefined && client.status.state.kind !== 'indexing');
    return client;
  }

  /** Resolves as soon as the condition holds; it is checked after every notification. */
  until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = (): void => {
        if (!holds()) return;
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.add(check);
      check();
    });
  }

  #wake(): void {
    for (const check of [...this.#waiting]) check();
  }

  uriOf(file: string): string {
    return URI.file(path.join(this.folder, file)).toString();
  }

  textOf(file: string): string {
    return readFileSync(path.join(this.folder, file), 'utf8');
  }

  /** Position params for the place in a file where `needle` starts, plus `shift` characters; `after` is text that must stand before it. */
  at(file: string, needle: string, { shift = 0, after = '' }: { readonly shift?: number; readonly after?: string } = {}) {
    const text = this.textOf(file);
    const from = text.indexOf(after);
    const offset = text.indexOf(needle, from + after.length);
    if (from < 0 || offset < 0) throw new Error(`${file} does not hold ${JSON.stringify(after)} … ${JSON.stringify(needle)}`);
    return { textDocument: { uri: this.uriOf(file) }, position: new LineIndex(text).positionAt(offset + shift) };
  }

  async open(file: string, text = this.textOf(file)): Promise<void> {
    await this.connection.sendNotification('textDocument/didOpen', { textDocument: { uri: this.uriOf(file), languageId: 'python', version: 1, text } });
  }

  async change(file: string, version: number, text: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didChange', { textDocument: { uri: this.uriOf(file), version }, contentChanges: [{ text }] });
  }

  request<T>(method: string, params: unknown): Promise<T> {
    return this.connection.sendRequest(method, params);
  }

  async stop(): Promise<void> {
    await this.connection.sendRequest('shutdown');
    this.connection.dispose();
  }
}
