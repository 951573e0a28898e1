/** What the server and the command line need of the machine they run on. Implemented for Node and for the browser. */
import type { PackageReader } from '../core/workspace/project';

/** A Python file of a folder, before it is read. */
export interface ListedFile {
  readonly uri: string;
  /** Below the folder, with `/`. */
  readonly path: string;
}

export type ReadResult =
  /** `warning`: decoded, but not as the file says or as UTF-8. */
  | { readonly kind: 'text'; readonly text: string; readonly warning?: string }
  /** In words for a person: `permission denied`, `larger than 10 MB`. */
  | { readonly kind: 'unreadable'; readonly reason: string };

export interface FolderListing {
  readonly files: readonly ListedFile[];
  /** Folders that could not be listed. */
  readonly unreadable: readonly { readonly uri: string; readonly reason: string }[];
}

export type RevisionFiles =
  /** Text by path below the folder, with `/`; `revision` is the commit's full name. */
  | { readonly kind: 'files'; readonly revision: string; readonly files: ReadonlyMap<string, string> }
  /** In words for a person, with no capital and no full stop. */
  | { readonly kind: 'unavailable'; readonly reason: string };

export interface PythonEnvironment {
  /** Where it was found, for the log and the status item; undefined when there is none. */
  readonly description?: string;
  readonly packages?: PackageReader;
  /** The version that the project's lock file or `requirements.txt` fixes, for projects whose environment is elsewhere. */
  readonly lockedVersionOf?: (distribution: string) => string | undefined;
}

export interface WorkspaceHost {
  /** All Python files of a folder, sorted by path. `exclude` are glob patterns on paths below the folder. */
  listFiles(folderUri: string, exclude: readonly string[]): Promise<FolderListing>;
  readFile(uri: string): Promise<ReadResult>;
  /** The Python files of a folder as a git revision has them: `HEAD`, `main~3`, a commit. */
  filesAt(folderUri: string, revision: string, exclude: readonly string[]): Promise<RevisionFiles>;
  /** The environment whose packages the models build on; `setting` is an interpreter or environment folder, or empty. */
  environmentOf(folderUri: string, setting: string): Promise<PythonEnvironment>;
}

/** Files above this size are listed as unreadable: no hand-written or generated module is this large. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024;
