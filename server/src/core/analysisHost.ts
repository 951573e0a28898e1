/** Inputs and their changes in, the next immutable `Analysis` out. Synchronous; decides what has to be computed again. */
import type { Analysis } from './analysis';
import type { FileId } from './declarations/anchor';
import type { FileDeclarations, FileFacts } from './declarations/fileFacts';
import { forgetTree, keepDeclarations, readFile } from './declarations/readFile';
import { configureMappers } from './mapping/configureMappers';
import type { MapperGraph } from './mapping/mapper';
import type { FileEdits } from './features/results';
import { GraphState, Snapshot, type OpenFile } from './snapshot';
import { hasLostItsEnd, lastGoodTree } from './staleTree';
import { evaluateWorkspace, type EvaluatedWorkspace } from './evaluate/evaluateWorkspace';
import { applyEdits } from './text/edits';
import type { ProjectConfig, SourceFile } from './workspace/project';

export interface AnalysisHost {
  /** A new or changed file. Parses it at once; linking waits for `analysis()`. */
  setFile(file: SourceFile): void;
  removeFile(id: FileId): void;
  setConfig(config: ProjectConfig): void;
  /** The snapshot of all that was set. The same object until something changes; then the one before is not to be asked any more. */
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
  /** The last program, and the declarations it was made from; undefined where it cannot be worked with further. */
  private last: { readonly evaluated: EvaluatedWorkspace; readonly declarations: ReadonlyMap<FileId, FileDeclarations> } | undefined;
  /** Whether the state that is being computed met no error of our own. */
  private isFaultless = true;
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
    this.last = undefined;
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
    this.isFaultless = true;
    try {
      return this.stateAfterSmallEdit() ?? this.stateOfAll();
    } catch (error) {
      this.onInternalError('configure mappers', error);
      this.last = undefined;
      return new GraphState(this.revision, emptyGraph(this.config), new Map());
    }
  }

  private stateOfAll(): GraphState {
    for (const [id, { fresh }] of this.files) this.files.set(id, { facts: fresh, fresh });
    const facts = [...this.files.values()].map((held) => held.facts);
    const evaluated = evaluateWorkspace(facts, this.config, { onInternalError: (operation, error) => this.onInternalError(operation, error) });
    const state = this.configured(evaluated);
    const executed = new Set([...evaluated.program.modules.values()].map(({ file }) => file));
    for (const file of facts) if (!executed.has(file.id)) forgetTree(file);
    return state;
  }

  /** The state after the bodies of a few classes changed, where the rest of the program can be kept. */
  private stateAfterSmallEdit(): GraphState | undefined {
    const { last } = this;
    this.last = undefined;
    if (last === undefined || last.declarations.size !== this.files.size) return undefined;
    const changed = [...this.files].filter(([id, { facts }]) => last.declarations.get(id) !== facts.declarations);
    const [only] = changed;
    if (only === undefined || changed.length > 1 || !last.declarations.has(only[0])) return undefined;
    const [id, { fresh }] = only;
    const evaluated = last.evaluated.withChangedClasses(fresh);
    if (evaluated === undefined) return undefined;
    this.files.set(id, { facts: fresh, fresh });
    const state = this.configured(evaluated);
    return this.isUpToDate() ? state : undefined;
  }

  private configured(evaluated: EvaluatedWorkspace): GraphState {
    const graph = configureMappers(evaluated.program, this.config.sqlalchemy, { flaskSqlalchemy: this.config.packages?.versionOf('flask-sqlalchemy') });
    this.evaluatedBodies = evaluated.evaluatedBodies;
    if (this.isFaultless) {
      this.last = { evaluated, declarations: new Map([...this.files].map(([id, { facts }]) => [id, facts.declarations])) };
    }
    return new GraphState(this.revision, graph, evaluated.installed);
  }

  /** Whether no function's body was looked into now that had changed while nobody did. */
  private isUpToDate(): boolean {
    return [...this.files].every(([id, { facts, fresh }]) => facts.declarations === fresh.declarations || keepDeclarations(facts, fresh, this.evaluatedBodies.get(id)) !== fresh);
  }

  private onInternalError(operation: string, error: unknown): void {
    this.isFaultless = false;
    this.events.onInternalError(operation, error);
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
