import { serveStdio } from '../../lsp/node/stdio';

/** The language server, for editors that start it themselves. */
export async function lsp(): Promise<number> {
  await serveStdio();
  return 0;
}
