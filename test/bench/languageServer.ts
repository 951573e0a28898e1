/** A language server as a process, with one document open: edits, requests and how long their answers take. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter, type MessageConnection } from 'vscode-jsonrpc/node';

export interface Position {
  readonly line: number;
  readonly character: number;
}

export class LanguageServer {
  private readonly connection: MessageConnection;
  private readonly child: ChildProcess;
  private readonly waiting: { readonly uri: string; readonly resolve: () => void }[] = [];
  private version = 1;
  private text = '';
  uri = '';

  /** @param arguments_ of Node: the server's script and its own arguments. */
  constructor(
    arguments_: readonly string[],
    private readonly folder: string,
    private readonly settings: unknown,
  ) {
    this.child = spawn(process.execPath, arguments_, { stdio: ['pipe', 'pipe', 'ignore'] });
    if (this.child.stdout === null || this.child.stdin === null) throw new Error('the server has no standard streams');
    this.connection = createMessageConnection(new StreamMessageReader(this.child.stdout), new StreamMessageWriter(this.child.stdin));
    this.connection.onNotification('textDocument/publishDiagnostics', ({ uri }: { readonly uri: string }) => this.published(decodeURIComponent(uri)));
    this.connection.onRequest('workspace/configuration', ({ items }: { readonly items: readonly unknown[] }) => items.map(() => this.settings));
    for (const method of ['client/registerCapability', 'window/workDoneProgress/create', 'workspace/inlayHint/refresh', 'workspace/codeLens/refresh']) {
      this.connection.onRequest(method, () => null);
    }
    this.connection.listen();
  }

  async start(): Promise<void> {
    const rootUri = pathToFileURL(this.folder).href;
    const capabilities = { workspace: { configuration: true, workspaceFolders: true }, textDocument: { publishDiagnostics: { relatedInformation: true }, hover: { contentFormat: ['markdown'] } } };
    await this.connection.sendRequest('initialize', { processId: process.pid, rootUri, workspaceFolders: [{ uri: rootUri, name: 'bench' }], capabilities });
    await this.connection.sendNotification('initialized', {});
  }

  async open(file: string, text: string): Promise<void> {
    this.uri = pathToFileURL(file).href;
    this.text = text;
    await this.connection.sendNotification('textDocument/didOpen', { textDocument: { uri: this.uri, languageId: 'python', version: this.version, text } });
  }

  /** Replaces what stands between two offsets, as typing does. */
  async edit(start: number, end: number, inserted: string): Promise<void> {
    const range = { start: this.positionAt(start), end: this.positionAt(end) };
    this.text = this.text.slice(0, start) + inserted + this.text.slice(end);
    this.version++;
    await this.connection.sendNotification('textDocument/didChange', { textDocument: { uri: this.uri, version: this.version }, contentChanges: [{ range, text: inserted }] });
  }

  positionAt(offset: number): Position {
    const before = this.text.slice(0, offset);
    const lineStart = before.lastIndexOf('\n') + 1;
    return { line: before.split('\n').length - 1, character: offset - lineStart };
  }

  /** A request about the open document; `parameters` besides the document. */
  async request(method: string, parameters: object): Promise<unknown> {
    return this.connection.sendRequest(method, { textDocument: { uri: this.uri }, ...parameters });
  }

  /** Milliseconds until the answer, see `now`. */
  async timed(method: string, parameters: object): Promise<number> {
    const start = this.now();
    await this.request(method, parameters);
    return this.now() - start;
  }

  /**
   * Milliseconds for which the server's main thread has been running, as far as the system tells, so that other work on the machine and pauses do not count;
   * wall-clock time elsewhere.
   */
  now(): number {
    try {
      return Number(readFileSync(`/proc/${this.child.pid}/task/${this.child.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
    } catch {
      return performance.now();
    }
  }

  /** Milliseconds from now until the next problems of the open document arrive, see `now`; undefined after `limitMs`. */
  async untilPublished(act: () => Promise<void>, limitMs: number): Promise<number | undefined> {
    const start = this.now();
    const arrived = new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), limitMs);
      this.waiting.push({ uri: decodeURIComponent(this.uri), resolve: () => (clearTimeout(timer), resolve(true)) });
    });
    await act();
    return (await arrived) ? this.now() - start : undefined;
  }

  /** Resident memory in MB. */
  memory(): number {
    return Number(spawnSync('ps', ['-o', 'rss=', '-p', String(this.child.pid)], { encoding: 'utf8' }).stdout) / 1024;
  }

  async stop(): Promise<void> {
    await Promise.race([this.connection.sendRequest('shutdown'), new Promise((resolve) => setTimeout(resolve, 2000))]);
    this.connection.dispose();
    this.child.kill();
  }

  private published(uri: string): void {
    for (const each of this.waiting.splice(0)) {
      if (each.uri === uri) each.resolve();
      else this.waiting.push(each);
    }
  }
}
