import type { CancellationToken, Connection, TextDocuments, WorkspaceFolder } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../core/analysis';
import type { FileId } from '../core/declarations/anchor';
import type { LineIndex } from '../core/text/lineIndex';
import type { WorkspaceHost } from '../host/host';
import { methods, type GraphChangedParams, type IndexState, type InitializationOptions, type StatusParams } from '../protocol/messages';
import { fileIdOf } from './convert';
import { publishProblems } from './publishProblems';
import { Project } from './project';
import { readSettings, type Settings } from './settings';

/** Problems and the panel follow typing after this pause. */
export const REFRESH_DELAY_MS = 120;

/** What a feature handler works with: a whole snapshot, the file asked about, and its lines. */
export interface FeatureContext {
  readonly project: Project;
  readonly analysis: Analysis;
  readonly file: FileId;
  readonly lines: LineIndex;
  readonly settings: Settings;
}

/** The life of one server: folders, open documents, and when what is computed and sent. */
export class Session {
  private readonly projects = new Map<FileId, Project>();
  private readonly published = new Map<FileId, string>();
  private readonly indexing = new Map<FileId, Promise<void>>();
  private refreshTimer: ReturnType<typeof setTimeout> | undefined;
  private revision = 0;
  private revisionKey = '';
  private lastStatus = '';
  private isDisposed = false;
  initialization: InitializationOptions = {};
  canConfigure = false;
  canShowProgress = false;
  canLink = false;
  canRefresh = { inlayHints: false, codeLens: false };

  constructor(
    readonly connection: Connection,
    private readonly documents: TextDocuments<TextDocument>,
    private readonly host: WorkspaceHost,
  ) {}

  /** Counts up with every change of any folder's graph. */
  get graphRevision(): number {
    return this.revision;
  }

  allProjects(): readonly Project[] {
    return [...this.projects.values()];
  }

  /** The folder with the longest path that holds the file; the first folder with models for no file. */
  projectOf(uri: string | undefined): Project | undefined {
    if (uri === undefined) return this.allProjects().find((project) => project.analysis().graph.mappers.length > 0) ?? this.allProjects()[0];
    const file = fileIdOf(uri);
    const holding = this.allProjects().filter((project) => project.uri === file || project.relativePathOf(file) !== undefined);
    return holding.sort((left, right) => right.uri.length - left.uri.length)[0];
  }

  async addFolder(folder: WorkspaceFolder): Promise<void> {
    const uri = fileIdOf(folder.uri.replace(/\/+$/, ''));
    if (this.projects.has(uri)) return;
    const settings = await this.settingsOf(folder.uri);
    const project = new Project(uri, folder.name, this.host, settings, {
      onProgress: () => this.sendStatus(),
      onInternalError: (operation, error) => this.logError(operation, error),
    });
    this.projects.set(uri, project);
    for (const document of this.documents.all()) {
      if (this.projectOf(document.uri) === project) project.setOpenDocument(fileIdOf(document.uri), document.getText());
    }
    await this.index(project);
  }

  removeFolder(uri: string): void {
    this.projects.delete(fileIdOf(uri.replace(/\/+$/, '')));
    this.scheduleRefresh();
  }

  /** Reads all of a folder, with progress; later calls for the same folder wait for the earlier. */
  private index(project: Project): Promise<void> {
    const previous = this.indexing.get(project.uri) ?? Promise.resolve();
    const run = previous.then(() => this.indexNow(project));
    this.indexing.set(project.uri, run);
    return run;
  }

  private async indexNow(project: Project): Promise<void> {
    const startMs = Date.now();
    this.sendStatus();
    const progress = this.canShowProgress ? await this.connection.window.createWorkDoneProgress() : undefined;
    progress?.begin('SQLAlchemy: reading models', undefined, project.name);
    try {
      await project.index(() => this.isDisposed || !this.projects.has(project.uri));
      const { graph } = project.analysis();
      this.connection.console.info(
        `${project.name}: ${project.analysis().files().length} files, ${graph.mappers.length} entities in ${Date.now() - startMs} ms; SQLAlchemy ${project.versionText}; packages: ${project.environmentText}`,
      );
    } catch (error) {
      project.state = { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
      this.logError('index', error);
    } finally {
      progress?.done();
    }
    this.refresh();
  }

  /** Resolves when the folder of a file has been read once; at once for a file of no folder. */
  async whenIndexed(uri: string | undefined): Promise<void> {
    const project = this.projectOf(uri);
    if (project !== undefined) await this.indexing.get(project.uri);
  }

  async changeConfiguration(pushed: unknown): Promise<void> {
    for (const project of this.allProjects()) {
      const before = project.settings;
      project.settings = await this.settingsOf(project.uri, pushed);
      if (needsIndex(before, project.settings)) await this.index(project);
    }
    this.scheduleRefresh();
    this.refreshDecorations();
  }

  /** Asks the client to ask again for hints and lenses, which it does by itself only for a file that changed. */
  private refreshDecorations(): void {
    const refreshes = [
      ...(this.canRefresh.inlayHints ? [this.connection.languages.inlayHint.refresh()] : []),
      ...(this.canRefresh.codeLens ? [this.connection.sendRequest('workspace/codeLens/refresh')] : []),
    ];
    Promise.all(refreshes).catch((error: unknown) => this.logError('refresh decorations', error));
  }

  private async settingsOf(uri: string, pushed?: unknown): Promise<Settings> {
    const section = 'sqlalchemyRelationships';
    if (this.canConfigure) return readSettings(await this.connection.workspace.getConfiguration({ scopeUri: uri, section }));
    const record = typeof pushed === 'object' && pushed !== null && section in pushed ? (pushed as Record<string, unknown>)[section] : pushed;
    return readSettings(record ?? {});
  }

  documentChanged(document: TextDocument): void {
    this.projectOf(document.uri)?.setOpenDocument(fileIdOf(document.uri), document.getText());
    this.scheduleRefresh();
  }

  async documentClosed(uri: string): Promise<void> {
    await this.projectOf(uri)?.closeDocument(fileIdOf(uri));
    this.scheduleRefresh();
  }

  async fileChanged(uri: string): Promise<void> {
    await this.projectOf(uri)?.refreshFromDisk(fileIdOf(uri));
    this.scheduleRefresh();
  }

  fileDeleted(uri: string): void {
    const project = this.projectOf(uri);
    if (uri.endsWith('.py')) project?.removeFile(fileIdOf(uri));
    else project?.removeFolder(fileIdOf(uri));
    this.scheduleRefresh();
  }

  scheduleRefresh(): void {
    clearTimeout(this.refreshTimer);
    this.refreshTimer = setTimeout(() => this.guard('refresh', undefined, () => this.refresh()), REFRESH_DELAY_MS);
  }

  /** Sends problems, status and, when some graph changed, the word that it did. */
  private refresh(): void {
    if (this.isDisposed) return;
    publishProblems(this.connection, this.allProjects(), this.published);
    const key = this.allProjects().map((project) => `${project.uri}@${project.analysis().graphRevision}`).join(' ');
    this.sendStatus();
    if (key === this.revisionKey) return;
    this.revisionKey = key;
    this.revision++;
    this.refreshDecorations();
    void this.connection.sendNotification(methods.graphChanged, { revision: this.revision } satisfies GraphChangedParams);
  }

  /** State of all folders as one, for the status item and the panel. */
  state(): IndexState {
    const states = this.allProjects().map((project) => project.state);
    const indexing = states.filter((state) => state.kind === 'indexing');
    if (indexing.length > 0) {
      return {
        kind: 'indexing',
        filesDone: indexing.reduce((sum, state) => sum + state.filesDone, 0),
        filesTotal: indexing.reduce((sum, state) => sum + state.filesTotal, 0),
      };
    }
    const failed = states.find((state) => state.kind === 'failed');
    if (failed !== undefined) return failed;
    const hasModels = this.allProjects().some((project) => project.analysis().graph.mappers.length > 0 || project.analysis().graph.tables.length > 0);
    if (hasModels) return { kind: 'ready' };
    const files = this.allProjects().reduce((sum, project) => sum + project.analysis().files().length, 0);
    return {
      kind: 'empty',
      hint:
        files === 0
          ? 'There are no Python files in this workspace. Open the folder that holds your models'
          : `None of the ${files} Python files maps a class with SQLAlchemy. A model is found when its declarative base is: open the folder that holds both, or add its import root to the setting sqlalchemyRelationships.roots`,
    };
  }

  private sendStatus(): void {
    const projects = this.allProjects();
    const isIndexing = projects.some((project) => project.state.kind === 'indexing');
    const graphs = isIndexing ? [] : projects.map((project) => project.analysis().graph);
    const relationshipsOf = (graph: Analysis['graph']): number =>
      graph.mappers.reduce((sum, mapper) => sum + [...mapper.properties.values()].filter((property) => property.kind === 'relationship' && property.parent === mapper).length, 0);
    const status: StatusParams = {
      state: this.state(),
      entities: graphs.reduce((sum, graph) => sum + graph.mappers.length, 0),
      relationships: graphs.reduce((sum, graph) => sum + relationshipsOf(graph), 0),
      problems: isIndexing ? 0 : projects.reduce((sum, project) => sum + (project.settings.problemsEnabled ? project.analysis().problems(project.settings.problems).filter(({ severity }) => severity === 'error' || severity === 'warning').length : 0), 0),
      sqlalchemy: projects[0]?.versionText ?? '',
      unreadable: projects.flatMap((project) => [...project.unreadable].map(([uri, reason]) => ({ uri, reason }))),
    };
    const text = JSON.stringify(status);
    if (text === this.lastStatus) return;
    this.lastStatus = text;
    void this.connection.sendNotification(methods.status, status);
  }

  /** Runs a feature on the latest snapshot of the file's folder; `empty` where there is none, on cancellation, and when the feature fails. */
  async feature<T>(operation: string, uri: string, token: CancellationToken, empty: T, run: (context: FeatureContext) => T): Promise<T> {
    await this.whenIndexed(uri);
    const project = this.projectOf(uri);
    if (token.isCancellationRequested || project === undefined) return empty;
    return this.guard(operation, empty, () => {
      const file = fileIdOf(uri);
      const lines = project.linesOf(file);
      return lines === undefined ? empty : run({ project, analysis: project.analysis(), file, lines, settings: project.settings });
    });
  }

  /** One of the three borders where errors are caught: logged once with the operation's name, answered empty, and the server lives on. */
  guard<T>(operation: string, empty: T, run: () => T): T {
    try {
      return run();
    } catch (error) {
      this.logError(operation, error);
      return empty;
    }
  }

  private logError(operation: string, error: unknown): void {
    this.connection.console.error(`${operation} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }

  dispose(): void {
    this.isDisposed = true;
    clearTimeout(this.refreshTimer);
  }
}

function needsIndex(before: Settings, after: Settings): boolean {
  const relevant = (settings: Settings): string => JSON.stringify([settings.sqlalchemyVersion, settings.pythonPath, settings.roots, settings.exclude]);
  return relevant(before) !== relevant(after);
}
