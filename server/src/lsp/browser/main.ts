import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { createClientHost } from '../../host/browser/clientHost';
import type { FolderListing } from '../../host/host';
import { methods } from '../../protocol/messages';
import { createServer } from '../createServer';

const scope = globalThis as unknown as DedicatedWorkerGlobalScope;
const connection = createConnection(new BrowserMessageReader(scope), new BrowserMessageWriter(scope));

createServer(
  connection,
  createClientHost({
    listFiles: (folderUri, exclude) => connection.sendRequest<FolderListing>(methods.listFiles, { uri: folderUri, exclude }),
    readFile: (uri) => connection.sendRequest(methods.readFile, { uri }),
  }),
);
