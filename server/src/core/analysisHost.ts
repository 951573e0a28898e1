/** Inputs and their changes in, the next immutable `Analysis` out. Synchronous; decides what has to be computed again. */
import type { Analysis } from './analysis';
import type { FileId } from './declarations/anchor';
import type { FileFacts } from './declarations/fileFacts';
import { forgetTree, keepDeclarations, readFile } from './declarations/readFile';
import { configureMappers } from './mapping/configureMappers';
import type { MapperGraph } from './mapping/mapper';
import type { FileEdits } from './features/results';
import { GraphState, Snapshot, type OpenFile } from './snapshot';
import { hasLostItsEnd, lastGoodTree } from './staleTree';
import { evaluateWorkspace } from './evaluate/evaluateWorkspace';
import { applyEdits } from './text/edits';
import type { ProjectConfig, SourceFile } from './workspace/project';

export interface AnalysisHost {
  /** A new or changed file. Parses it at once; linking waits for `analysis()`. */
  setFile(file: SourceFile): void;
  removeFile(id: FileId): void;
  setConfig(config: ProjectConfig): void;
  /** The snapshot of all that was set. The same object until something changes. */
  analysis(): Analysis;
}

export interface AnalysisEvents {
  /** A broken assumption of our own. The analysis goes on with what can be known without the failed step. */
  onInternalError(operation: string, error: unknown): void;
}

export function createAnalysisHost(config: ProjectConfig, events: AnalysisEvents): AnalysisHost {
  return new Host(config, events);
}

interface HeldFile {
  /** What the current graph was made from, with the spans of the current text. */
  readonly facts: FileFacts;
  /** The facts of the current text, for the next graph: bodies that nobody looked into so far may differ in them. */
  readonly fresh: FileFacts;
}

class Host implements AnalysisHost {
  private readonly files = new Map<FileId, HeldFile>();
  /** Function bodies that the last program looked into, by file. */
  private evaluatedBodies: ReadonlyMap<FileId, ReadonlySet<number>> = new Map();
  private state: GraphState | undefined;
  private snapshot: Snapshot | undefined;
  private revision = 0;

  constructor(
    private config: ProjectConfig,
    private readonly events: AnalysisEvents,
  ) {}

  setFile(file: SourceFile): void {
    const known = this.files.get(file.id);
    const old = known?.facts;
    if (old?.tree.text === file.text && old.path === file.path) return;
    const held = heldFile(old?.path === file.path ? old : undefined, readFile(file, known?.fresh), this.evaluatedBodies.get(file.id));
    this.files.set(file.id, held);
    this.snapshot = undefined;
    if (held.facts.declarations !== old?.declarations || old.path !== file.path) this.state = undefined;
  }

  removeFile(id: FileId): void {
    if (!this.files.delete(id)) return;
    this.state = undefined;
    this.snapshot = undefined;
  }

  setConfig(config: ProjectConfig): void {
    this.config = config;
    this.state = undefined;
    this.snapshot = undefined;
  }

  analysis(): Analysis {
    return (this.snapshot ??= this.takeSnapshot());
  }

  private takeSnapshot(): Snapshot {
    const state = (this.state ??= this.computeState());
    const files = new Map(this.files);
    return new Snapshot(state, this.openFiles(), (changes) => this.afterEdits(files, changes));
  }

  /** A host of its own, so that this one and its snapshots stay as they are. */
  private afterEdits(files: ReadonlyMap<FileId, HeldFile>, changes: readonly FileEdits[]): Analysis {
    const host = new Host(this.config, this.events);
    for (const [id, { facts }] of files) host.files.set(id, { facts, fresh: facts });
    for (const { file, edits } of changes) {
      const facts = files.get(file)?.facts;
      if (facts !== undefined) host.setFile({ id: file, path: facts.path, text: applyEdits(facts.tree.text, edits) });
    }
    return host.analysis();
  }

  private openFiles(): ReadonlyMap<FileId, OpenFile> {
    return new Map([...this.files].map(([id, { facts }]) => [id, { path: facts.path, tree: facts.tree }]));
  }

  private computeState(): GraphState {
    this.revision++;
    for (const [id, { fresh }] of this.files) this.files.set(id, { facts: fresh, fresh });
    try {
      const facts = [...this.files.values()].map((held) => held.facts);
      const evaluated = evaluateWorkspace(facts, this.config, { onInternalError: (operation, error) => this.events.onInternalError(operation, error) });
      this.evaluatedBodies = evaluated.evaluatedBodies;
      const graph = configureMappers(evaluated.program, this.config.sqlalchemy, { flaskSqlalchemy: this.config.packages?.versionOf('flask-sqlalchemy') });
      const executed = new Set([...evaluated.program.modules.values()].map(({ file }) => file));
      for (const file of facts) if (!executed.has(file.id)) forgetTree(file);
      return new GraphState(this.revision, graph, evaluated.installed);
    } catch (error) {
      this.events.onInternalError('configure mappers', error);
      return new GraphState(this.revision, emptyGraph(this.config), new Map());
    }
  }
}

/** What changed nothing keeps the old declarations; what broke the file keeps the last good ones at their shifted places. */
function heldFile(old: FileFacts | undefined, fresh: FileFacts, evaluatedBodies: ReadonlySet<number> | undefined): HeldFile {
  if (old === undefined) return { facts: fresh, fresh };
  if (hasLostItsEnd(old.tree, fresh.tree)) {
    const tree = lastGoodTree(old.tree, fresh.tree);
    const facts = { ...old, tree, spans: tree.spans };
    return { facts, fresh: facts };
  }
  return { facts: keepDeclarations(old, fresh, evaluatedBodies), fresh };
}

/** Stands in where mapping failed by a fault of ours: nothing is known, and nothing wrong is said. */
function emptyGraph(config: ProjectConfig): MapperGraph {
  return { sqlalchemy: config.sqlalchemy, registries: [], mappers: [], tables: [], faults: [], mapperOf: () => undefined, mappersOf: () => [] };
}
