import type { Analysis } from '../core/analysis';
import { createAnalysisHost, type AnalysisHost } from '../core/analysisHost';
import type { FileId } from '../core/declarations/anchor';
import type { ProjectConfig, SqlAlchemyVersion } from '../core/workspace/project';
import { LineIndex } from '../core/text/lineIndex';
import type { PythonEnvironment, RevisionFiles, WorkspaceHost } from '../host/host';
import { DEFAULT_RULES, rulesOf, sqlalchemyOf } from '../host/version';
import type { IndexState } from '../protocol/messages';
import { fileIdOf } from './convert';
import type { Settings } from './settings';

/** How long indexing may hold the thread before requests and changes get their turn. */
const SLICE_MS = 20;

export interface ProjectEvents {
  /** Files read so far, of how many; called between slices. */
  onProgress(done: number, total: number): void;
  onInternalError(operation: string, error: unknown): void;
}

/** One workspace folder: its files, its environment, and the analysis of them. */
export class Project {
  state: IndexState = { kind: 'indexing', filesDone: 0, filesTotal: 0 };
  /** Files and folders that could not be read as they should, with the reason in words. */
  readonly unreadable = new Map<FileId, string>();
  private readonly analysisHost: AnalysisHost;
  private readonly lineIndexes = new Map<FileId, { readonly text: string; readonly index: LineIndex }>();
  private readonly openFiles = new Set<FileId>();
  private environment: PythonEnvironment = {};
  private version: SqlAlchemyVersion = DEFAULT_RULES;
  /** For comparisons; made when one is asked for. */
  private otherHost: AnalysisHost | undefined;

  constructor(
    /** The folder's URI, normalised, without a slash at its end. */
    readonly uri: FileId,
    readonly name: string,
    private readonly host: WorkspaceHost,
    public settings: Settings,
    private readonly events: ProjectEvents,
  ) {
    this.analysisHost = createAnalysisHost(
      { sqlalchemy: DEFAULT_RULES, sourceRoots: settings.roots },
      { onInternalError: (operation, error) => events.onInternalError(operation, error) },
    );
  }

  /** Path below the folder with `/`, or undefined for a file that is not in it. */
  relativePathOf(uri: FileId): string | undefined {
    return uri.startsWith(`${this.uri}/`) ? decodeURIComponent(uri.slice(this.uri.length + 1)) : undefined;
  }

  analysis(): Analysis {
    return this.analysisHost.analysis();
  }

  /** The Python files as they lie on disk, whatever is open in editors, by path. */
  async savedFiles(): Promise<ReadonlyMap<string, string>> {
    const files = new Map<string, string>();
    for (const { uri, path } of (await this.host.listFiles(this.uri, this.settings.exclude)).files) {
      const read = await this.host.readFile(uri);
      if (read.kind === 'text') files.set(path, read.text);
    }
    return files;
  }

  filesAt(revision: string): Promise<RevisionFiles> {
    return this.host.filesAt(this.uri, revision, this.settings.exclude);
  }

  /** The analysis of other texts of the same project. What did not change since the last question is not analysed again. */
  analysisOf(files: ReadonlyMap<string, string>): Analysis {
    this.otherHost ??= createAnalysisHost(this.config, { onInternalError: (operation, error) => this.events.onInternalError(operation, error) });
    this.otherHost.setConfig(this.config);
    const host = this.otherHost;
    for (const file of host.analysis().files()) if (!files.has(host.analysis().pathOf(file) ?? '')) host.removeFile(file);
    for (const [path, text] of files) host.setFile({ id: fileIdOf(`${this.uri}/${path}`), path, text });
    return host.analysis();
  }

  /** Line index of a file's analysed text; undefined for an unknown file. */
  linesOf(file: FileId): LineIndex | undefined {
    const text = this.analysis().treeOf(file)?.text;
    if (text === undefined) return undefined;
    const known = this.lineIndexes.get(file);
    if (known?.text === text) return known.index;
    const index = new LineIndex(text);
    this.lineIndexes.set(file, { text, index });
    return index;
  }

  /** `2.0 (installed 2.0.36)`, `2.0 (locked 2.0.36)`, `2.0 (default)`, `1.4 (set)`. */
  get versionText(): string {
    if (this.settings.sqlalchemyVersion !== 'auto') return `${this.version} (set)`;
    const found = sqlalchemyOf(this.environment);
    return found === undefined ? `${this.version} (default: no SQLAlchemy found in an environment)` : `${this.version} (${found.isInstalled ? 'installed' : 'locked'} ${found.version})`;
  }

  get environmentText(): string {
    return this.environment.description ?? 'none found';
  }

  /**
   * Reads the environment and all files of the folder. Open documents that were set before keep their text.
   * Yields between slices; stops early when `isCancelled` says so.
   */
  async index(isCancelled: () => boolean): Promise<void> {
    await this.readEnvironment();
    const listing = await this.host.listFiles(this.uri, this.settings.exclude);
    for (const { uri, reason } of listing.unreadable) this.unreadable.set(fileIdOf(uri), reason);
    const total = listing.files.length;
    let sliceStart = Date.now();
    for (const [done, file] of listing.files.entries()) {
      if (Date.now() - sliceStart > SLICE_MS) {
        this.state = { kind: 'indexing', filesDone: done, filesTotal: total };
        this.events.onProgress(done, total);
        await nextTurn();
        if (isCancelled()) return;
        sliceStart = Date.now();
      }
      const id = fileIdOf(file.uri);
      if (!this.openFiles.has(id)) await this.readFromDisk(id, file.path);
    }
    this.state = { kind: 'ready' };
  }

  private async readEnvironment(): Promise<void> {
    this.environment = await this.host.environmentOf(this.uri, this.settings.pythonPath);
    this.version = this.settings.sqlalchemyVersion === 'auto' ? rulesOf(sqlalchemyOf(this.environment)?.version) : this.settings.sqlalchemyVersion;
    this.analysisHost.setConfig(this.config);
  }

  private get config(): ProjectConfig {
    return { sqlalchemy: this.version, sourceRoots: this.settings.roots, packages: this.environment.packages };
  }

  /** An open document's text goes before the disk's. */
  setOpenDocument(file: FileId, text: string): void {
    const path = this.relativePathOf(file);
    if (path === undefined) return;
    this.openFiles.add(file);
    this.unreadable.delete(file);
    this.analysisHost.setFile({ id: file, path, text });
  }

  async closeDocument(file: FileId): Promise<void> {
    this.openFiles.delete(file);
    await this.refreshFromDisk(file);
  }

  /** A file was created, changed or deleted outside the editor; a folder's deletion takes its files along. */
  async refreshFromDisk(file: FileId): Promise<void> {
    if (this.openFiles.has(file)) return;
    const path = this.relativePathOf(file);
    if (path === undefined) return;
    if (path.endsWith('.py')) await this.readFromDisk(file, path);
  }

  removeFile(file: FileId): void {
    if (this.openFiles.has(file)) return;
    this.unreadable.delete(file);
    this.analysisHost.removeFile(file);
  }

  removeFolder(folder: FileId): void {
    for (const file of this.analysis().files()) if (file.startsWith(`${folder}/`)) this.removeFile(file);
  }

  private async readFromDisk(file: FileId, path: string): Promise<void> {
    const read = await this.host.readFile(file);
    if (this.openFiles.has(file)) return;
    if (read.kind === 'unreadable') {
      this.analysisHost.removeFile(file);
      this.unreadable.set(file, read.reason);
      return;
    }
    if (read.warning === undefined) this.unreadable.delete(file);
    else this.unreadable.set(file, read.warning);
    this.analysisHost.setFile({ id: file, path, text: read.text });
  }
}

/** Lets messages that wait be handled. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
