import type { Disposable, Memento } from 'vscode';
import { ConfigurationTarget, EventEmitter, FileSystemError, RelativePattern, Uri, l10n, window, workspace } from 'vscode';
import type { NodePositions } from '../../../server/src/protocol/messages';
import { mergePositions, readPositions, writePositions } from './positionsFile';

const SETTING = 'sqlalchemyRelationships.diagram.positionsFile';
const DEFAULT_FILE = '.vscode/sqlalchemy-diagram.json';

/**
 * Where the user put the cards, by workspace folder: kept with the workspace, and in a file of the folder where one is set. A file that
 * cannot be read is left as it is; the positions then stay with the workspace until it is repaired.
 */
export class SavedPositions implements Disposable {
  readonly #state: Memento;
  readonly #changed = new EventEmitter<NodePositions>();
  /** What the panels were given last, by folder. */
  readonly #known = new Map<string, NodePositions>();
  readonly #warned = new Set<string>();
  readonly #watchers = new Map<string, Disposable>();

  constructor(state: Memento) {
    this.#state = state;
  }

  /** Positions that came from elsewhere than the panels. */
  get onChanged() {
    return this.#changed.event;
  }

  dispose(): void {
    this.#changed.dispose();
    for (const watcher of this.#watchers.values()) watcher.dispose();
  }

  async of(uri: string | undefined): Promise<NodePositions> {
    const folder = folderOf(uri);
    const own = this.#state.get<NodePositions>(keyOf(folder), {});
    const file = sharedFile(folder);
    const shared = file === undefined ? undefined : await this.#read(file);
    const positions = shared ?? own;
    this.#known.set(keyOf(folder), positions);
    return positions;
  }

  async save(uri: string | undefined, positions: NodePositions): Promise<void> {
    const folder = folderOf(uri);
    const known = this.#known.get(keyOf(folder)) ?? {};
    this.#known.set(keyOf(folder), positions);
    await this.#state.update(keyOf(folder), positions);
    const file = sharedFile(folder);
    if (file === undefined) return;
    const inFile = await this.#read(file);
    if (inFile === undefined) return;
    await workspace.fs.writeFile(file, new TextEncoder().encode(writePositions(mergePositions(inFile, known, positions))));
  }

  /** Writes the positions of a folder to a file of it, from then on kept there. */
  async share(uri: string | undefined): Promise<void> {
    const folder = folderOf(uri);
    if (folder === undefined) {
      void window.showWarningMessage(l10n.t('Positions are shared in a file of a folder: open one first.'));
      return;
    }
    const positions = await this.of(uri);
    if (sharedFile(folder) === undefined) await workspace.getConfiguration(undefined, folder).update(SETTING, DEFAULT_FILE, settingTarget());
    const file = sharedFile(folder);
    const inFile = file === undefined ? undefined : await this.#read(file);
    if (file === undefined || inFile === undefined) return;
    await workspace.fs.writeFile(file, new TextEncoder().encode(writePositions({ ...inFile, ...positions })));
    void window.showInformationMessage(l10n.t('The positions are kept in {0}. Commit it to share them.', workspace.asRelativePath(file)));
  }

  /** Nothing for a file that is not there yet; undefined, and a word about it, for one that cannot be read. */
  async #read(file: Uri): Promise<NodePositions | undefined> {
    this.#watch(file);
    const text = await textOf(file);
    if (text === undefined) return {};
    const read = typeof text === 'string' ? readPositions(text) : text;
    if ('positions' in read) {
      this.#warned.delete(file.toString());
      return read.positions;
    }
    if (!this.#warned.has(file.toString())) {
      this.#warned.add(file.toString());
      void window.showWarningMessage(l10n.t('{0} cannot be read: {1}. It is left as it is, and positions are kept with the workspace until it is repaired.', workspace.asRelativePath(file), read.reason));
    }
    return undefined;
  }

  #watch(file: Uri): void {
    const key = file.toString();
    if (this.#watchers.has(key)) return;
    const watcher = workspace.createFileSystemWatcher(new RelativePattern(Uri.joinPath(file, '..'), file.path.slice(file.path.lastIndexOf('/') + 1)));
    const reread = async () => {
      const positions = await this.#read(file);
      if (positions === undefined) return;
      const folder = keyOf(folderOf(key));
      if (JSON.stringify(positions) === JSON.stringify(roundedPositions(this.#known.get(folder) ?? {}))) return;
      this.#known.set(folder, positions);
      this.#changed.fire(positions);
    };
    watcher.onDidChange(() => void reread());
    watcher.onDidCreate(() => void reread());
    this.#watchers.set(key, watcher);
  }
}

function roundedPositions(positions: NodePositions): NodePositions {
  return Object.fromEntries(Object.entries(positions).sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, { x, y }]) => [id, { x: Math.round(x), y: Math.round(y) }]));
}

/** undefined for a file that is not there, or not yet: the first position makes it. */
async function textOf(file: Uri): Promise<string | { readonly reason: string } | undefined> {
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(file));
  } catch (error) {
    if (error instanceof FileSystemError && error.code === 'FileNotFound') return undefined;
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

function folderOf(uri: string | undefined): Uri | undefined {
  return (uri === undefined ? workspace.workspaceFolders?.[0] : workspace.getWorkspaceFolder(Uri.parse(uri)))?.uri;
}

function keyOf(folder: Uri | undefined): string {
  return `diagram.positions:${folder?.toString() ?? ''}`;
}

/** Only a path below the folder: a setting of a workspace must not write elsewhere. */
function sharedFile(folder: Uri | undefined): Uri | undefined {
  const path = workspace.getConfiguration(undefined, folder).get<string>(SETTING, '').trim();
  if (folder === undefined || path === '' || path.startsWith('/') || path.includes(':') || path.split(/[\\/]/).includes('..')) return undefined;
  return Uri.joinPath(folder, ...path.split(/[\\/]/));
}

function settingTarget(): ConfigurationTarget {
  return (workspace.workspaceFolders?.length ?? 0) > 1 ? ConfigurationTarget.WorkspaceFolder : ConfigurationTarget.Workspace;
}
