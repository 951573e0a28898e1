import { decodeSource } from '../decode';
import type { FolderListing, ReadResult, WorkspaceHost } from '../host';

/** How the browser server asks the extension for files: the worker has no file system of its own. */
export interface FileRequests {
  listFiles(folderUri: string, exclude: readonly string[]): Promise<FolderListing>;
  /** The file's bytes as base64, or why they cannot be had. */
  readFile(uri: string): Promise<{ readonly base64: string } | { readonly reason: string }>;
}

/** Files through the client; packages of an environment are not reachable in a browser. */
export function createClientHost(requests: FileRequests): WorkspaceHost {
  return {
    listFiles: (folderUri, exclude) => requests.listFiles(folderUri, exclude),
    readFile: async (uri): Promise<ReadResult> => {
      const answer = await requests.readFile(uri);
      return 'reason' in answer ? { kind: 'unreadable', reason: answer.reason } : decodeSource(bytesOf(answer.base64));
    },
    filesAt: () => Promise.resolve({ kind: 'unavailable', reason: 'a browser has no git; open the folder in desktop VS Code to compare with a revision' }),
    environmentOf: () => Promise.resolve({}),
  };
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
