import picomatch from 'picomatch/posix';
import { FileType, Uri, workspace } from 'vscode';
import type { ListFilesParams, ListFilesResult, ReadFileResult } from '../../server/src/protocol/messages';

type Unreadable = ListFilesResult['unreadable'][number];
type Listed = ListFilesResult['files'][number];

const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(['node_modules', '__pycache__', 'site-packages', '__pypackages__']);

/** A file or folder with one of these names says that the folder around it is a virtual environment. */
const ENVIRONMENT_MARKS: ReadonlySet<string> = new Set(['pyvenv.cfg', 'conda-meta']);

/** Read for a server that has no file system of its own: all Python files of a folder, sorted by path, as the server's own host lists them. */
export async function listFiles({ uri, exclude }: ListFilesParams): Promise<ListFilesResult> {
  const isExcluded = exclude.length === 0 ? () => false : picomatch([...exclude], { dot: true });
  const files: Listed[] = [];
  const unreadable: Unreadable[] = [];

  const visit = async (folder: Uri, relative: string): Promise<void> => {
    const entries = await entriesOf(folder, unreadable);
    if (relative !== '' && entries.some(([name]) => ENVIRONMENT_MARKS.has(name))) return;
    for (const [name, type] of entries) {
      const path = relative === '' ? name : `${relative}/${name}`;
      if (isExcluded(path)) continue;
      const at = Uri.joinPath(folder, name);
      if ((type & FileType.File) !== 0 && name.endsWith('.py')) files.push({ uri: at.toString(), path });
      else if (type === FileType.Directory && !name.startsWith('.') && !SKIPPED_FOLDERS.has(name)) await visit(at, path);
    }
  };
  await visit(Uri.parse(uri), '');
  return { files: files.sort((left, right) => (left.path < right.path ? -1 : 1)), unreadable };
}

export async function readFile({ uri }: { readonly uri: string }): Promise<ReadFileResult> {
  try {
    return { base64: base64Of(await workspace.fs.readFile(Uri.parse(uri))) };
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

async function entriesOf(folder: Uri, unreadable: Unreadable[]): Promise<[string, FileType][]> {
  try {
    return await workspace.fs.readDirectory(folder);
  } catch (error) {
    unreadable.push({ uri: folder.toString(), reason: reasonOf(error) });
    return [];
  }
}

function base64Of(bytes: Uint8Array): string {
  const CHUNK = 0x8000;
  let binary = '';
  for (let start = 0; start < bytes.length; start += CHUNK) binary += String.fromCharCode(...bytes.subarray(start, start + CHUNK));
  return btoa(binary);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
