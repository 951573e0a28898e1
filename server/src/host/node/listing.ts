import { readdirSync, realpathSync, statSync, type Dirent } from 'node:fs';
import path from 'node:path';
import picomatch from 'picomatch';
import { URI } from 'vscode-uri';
import type { FolderListing, ListedFile } from '../host';
import { reasonOf } from './files';

export const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(['node_modules', '__pycache__', 'site-packages', '__pypackages__']);

/**
 * All `.py` files below a folder, sorted by path. Left out: hidden folders, caches, virtual environments (folders with a `pyvenv.cfg` or
 * conda's `conda-meta`) and what `exclude` matches. Links to folders are followed once.
 */
export function listPythonFiles(folderUri: string, exclude: readonly string[]): FolderListing {
  const root = URI.parse(folderUri).fsPath;
  const isExcluded = exclude.length === 0 ? () => false : picomatch([...exclude], { dot: true });
  const files: ListedFile[] = [];
  const unreadable: { uri: string; reason: string }[] = [];
  const seen = new Set<string>();

  const visit = (folder: string, relative: string): void => {
    let entries: Dirent[];
    try {
      const real = realpathSync(folder);
      if (seen.has(real)) return;
      seen.add(real);
      entries = readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      unreadable.push({ uri: URI.file(folder).toString(), reason: reasonOf(error) });
      return;
    }
    if (relative !== '' && entries.some((entry) => entry.name === 'pyvenv.cfg' || entry.name === 'conda-meta')) return;
    for (const entry of entries.sort(byName)) {
      const below = relative === '' ? entry.name : `${relative}/${entry.name}`;
      if (isExcluded(below)) continue;
      const full = path.join(folder, entry.name);
      const kind = kindOf(entry, full);
      if (kind === 'file' && entry.name.endsWith('.py')) files.push({ uri: URI.file(full).toString(), path: below });
      else if (kind === 'folder' && !entry.name.startsWith('.') && !SKIPPED_FOLDERS.has(entry.name)) visit(full, below);
    }
  };
  visit(root, '');
  return { files, unreadable };
}

function byName(left: Dirent, right: Dirent): number {
  return left.name < right.name ? -1 : left.name > right.name ? 1 : 0;
}

function kindOf(entry: Dirent, full: string): 'file' | 'folder' | 'other' {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  if (!entry.isSymbolicLink()) return 'other';
  try {
    return statSync(full).isDirectory() ? 'folder' : 'file';
  } catch {
    // A link that leads nowhere is nothing to read.
    return 'other';
  }
}
