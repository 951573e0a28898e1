import { StreamMessageReader, StreamMessageWriter, createConnection } from 'vscode-languageserver/node';
import { createNodeHost } from '../../host/node/nodeHost';
import { createServer } from '../createServer';

/** The language server on standard input and output; resolves when the editor ends it. */
export function serveStdio(): Promise<void> {
  const connection = createConnection(new StreamMessageReader(process.stdin), new StreamMessageWriter(process.stdout));
  createServer(connection, createNodeHost());
  return new Promise((resolve) => {
    connection.onExit(() => resolve());
  });
}
