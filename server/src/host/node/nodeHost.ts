import { URI } from 'vscode-uri';
import type { WorkspaceHost } from '../host';
import { environmentOf } from './environment';
import { readSourceFile } from './files';
import { pythonFilesAt } from './git';
import { listPythonFiles } from './listing';

/** Files and environments of the machine the server runs on. Reads only; nothing of the workspace is ever executed. */
export function createNodeHost(): WorkspaceHost {
  return {
    listFiles: (folderUri, exclude) => Promise.resolve(listPythonFiles(folderUri, exclude)),
    readFile: (uri) => Promise.resolve(readSourceFile(URI.parse(uri).fsPath)),
    filesAt: (folderUri, revision, exclude) => pythonFilesAt(URI.parse(folderUri).fsPath, revision, exclude),
    environmentOf: (folderUri, setting) => Promise.resolve(environmentOf(URI.parse(folderUri).fsPath, setting)),
  };
}
