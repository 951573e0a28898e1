/** Pyright, the open part of Pylance, as a language server of its own process. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { StreamMessageReader, StreamMessageWriter, createProtocolConnection, type InitializeResult, type ProtocolConnection } from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';

/** The script of pyright's language server; undefined where the package is not installed. */
export function pyrightScript(): string | undefined {
  try {
    return path.join(path.dirname(createRequire(import.meta.url).resolve('pyright/package.json')), 'langserver.index.js');
  } catch {
    // Not resolvable: the package is not installed.
    return undefined;
  }
}

/** The environment that the oracle's tests make; pyright reads SQLAlchemy's types from it where it is there. */
const PYTHON = path.resolve('.venv/sa20/bin/python');

export class PyrightClient {
  private constructor(
    private readonly process: ChildProcessByStdio<Writable, Readable, null>,
    private readonly connection: ProtocolConnection,
    readonly capabilities: InitializeResult['capabilities'],
  ) {}

  /** Starts on a folder, opens a file of it, and waits until that file has been checked. */
  static async start(script: string, folder: string, file: string, text: string): Promise<PyrightClient> {
    const server = spawn(process.execPath, [script, '--stdio'], { cwd: folder, stdio: ['pipe', 'pipe', 'ignore'] });
    const connection = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
    const checked = new Promise<void>((resolve) => {
      connection.onNotification('textDocument/publishDiagnostics', () => resolve());
    });
    connection.onRequest('workspace/configuration', ({ items }: { items: readonly { section?: string }[] }) =>
      items.map(({ section }) => (section === 'python' && existsSync(PYTHON) ? { pythonPath: PYTHON } : {})),
    );
    connection.onRequest('client/registerCapability', () => null);
    connection.onRequest('window/workDoneProgress/create', () => null);
    connection.listen();
    const rootUri = URI.file(folder).toString();
    const { capabilities } = await connection.sendRequest<InitializeResult>('initialize', {
      processId: null,
      rootUri,
      workspaceFolders: [{ uri: rootUri, name: path.basename(folder) }],
      capabilities: {
        workspace: { configuration: true, workspaceFolders: true },
        textDocument: { hover: { contentFormat: ['markdown'] }, rename: { prepareSupport: true } },
      },
    });
    await connection.sendNotification('initialized', {});
    await connection.sendNotification('textDocument/didOpen', { textDocument: { uri: URI.file(file).toString(), languageId: 'python', version: 1, text } });
    await checked;
    return new PyrightClient(server, connection, capabilities);
  }

  /** The answer; null also where the request is refused. */
  async ask<T>(method: string, params: unknown): Promise<T | null> {
    try {
      return await this.connection.sendRequest<T | null>(method, params);
    } catch {
      // A refusal in words, as `prepareRename` gives it, is no answer.
      return null;
    }
  }

  stop(): void {
    this.connection.dispose();
    this.process.kill();
  }
}
