/** A snapshot of everything known about a project, one method a feature. Made by `AnalysisHost`, and good until that hears of the next change. */
import type { Anchor, FileId } from './declarations/anchor';
import type { Diagram, DiagramOptions } from './diagram/diagram';
import type { EntityPath } from './diagram/path/pathsBetween';
import type { GraphJson, GraphJsonOptions } from './export/graphJson';
import type {
  CodeActionResult,
  CodeLensResult,
  CompletionEntry,
  DefinitionLink,
  FixedAll,
  FileEdits,
  HierarchyItem,
  HoverOptions,
  HoverResult,
  InlayHintResult,
  ModelTreeNode,
  PairedSide,
  Place,
  PrepareRenameResult,
  ProblemResult,
  ProblemSeverity,
  ReferencePlace,
  RenameResult,
  SignatureHelpResult,
  StepDirection,
  StepResult,
  SymbolResult,
  TracebackResult,
} from './features/results';
import type { MapperGraph } from './mapping/mapper';
import type { SyntaxTree } from './python/syntax';
import type { CreatedRelationship, NewRelationship } from './refactorings/createRelationship';
import type { DeletedRelationship } from './refactorings/deleteRelationship';
import type { RefactoringOutcome, Refused } from './refactorings/outcome';
import type { Span } from './text/span';

export interface ProblemSettings {
  /** By code; `off` silences. */
  readonly severity: Readonly<Record<string, ProblemSeverity | 'off'>>;
}

export interface Analysis {
  /** Counts up whenever the graph changes; layout-only edits keep it. */
  readonly graphRevision: number;
  readonly graph: MapperGraph;
  /** The project's files, in no promised order. */
  files(): readonly FileId[];
  /** Also of installed modules that were read. */
  treeOf(file: FileId): SyntaxTree | undefined;
  /** Path below the project root, with `/`. */
  pathOf(file: FileId): string | undefined;
  /** Where an anchor is in the current text; undefined when the file is gone. */
  placeOf(anchor: Anchor): Place | undefined;

  hover(file: FileId, offset: number, options: HoverOptions): HoverResult | undefined;
  definition(file: FileId, offset: number): readonly DefinitionLink[];
  /** From a relationship's name, call or strings to its target class. */
  typeDefinition(file: FileId, offset: number): readonly DefinitionLink[];
  implementation(file: FileId, offset: number): readonly DefinitionLink[];
  pairedSides(file: FileId, offset: number): readonly PairedSide[];
  /** The name of the next or previous relationship of the file, around its end. */
  siblingRelationship(file: FileId, offset: number, direction: StepDirection): StepResult | undefined;
  references(file: FileId, offset: number, options: { readonly includeDeclaration: boolean }): readonly ReferencePlace[];
  highlights(file: FileId, offset: number): readonly ReferencePlace[];
  prepareRename(file: FileId, offset: number): PrepareRenameResult | undefined;
  rename(file: FileId, offset: number, newName: string): RenameResult | undefined;
  completion(file: FileId, offset: number): readonly CompletionEntry[];
  signatureHelp(file: FileId, offset: number): SignatureHelpResult | undefined;
  inlayHints(file: FileId, within: Span): readonly InlayHintResult[];
  codeLenses(file: FileId): readonly CodeLensResult[];
  prepareTypeHierarchy(file: FileId, offset: number): readonly HierarchyItem[];
  supertypes(entity: string): readonly HierarchyItem[];
  subtypes(entity: string): readonly HierarchyItem[];
  workspaceSymbols(query: string): readonly SymbolResult[];
  /** All problems, or those of one file, in file order. */
  problems(settings: ProblemSettings, file?: FileId): readonly ProblemResult[];
  codeActions(file: FileId, within: Span, settings: ProblemSettings): readonly CodeActionResult[];
  /** Every problem that has one clearly right fix, repaired; of one file, or of all. Nothing where that would make a new problem. */
  fixAll(settings: ProblemSettings, file?: FileId): FixedAll;
  modelTree(settings: ProblemSettings): readonly ModelTreeNode[];
  /** The project as it would be after the edits; this snapshot stays as it is. */
  after(changes: readonly FileEdits[]): Analysis;
  createRelationship(wanted: NewRelationship): CreatedRelationship | Refused;
  deleteRelationship(unwanted: DeletedRelationship): RefactoringOutcome;
  renameRelationship(entity: string, relationship: string, newName: string): RefactoringOutcome;

  /** The entity whose class statement, table or association contains the offset. */
  entityAt(file: FileId, offset: number): { readonly entity: string; readonly relationship?: string } | undefined;
  /** Place of an entity, or of one of its attributes or columns. */
  locate(entity: string, member?: string): { readonly target: Place; readonly selection: Span } | undefined;
  /** The words of the hover for an entity or `Entity.attr`, without links and pictures. */
  explain(entity: string, member?: string): string | undefined;
  /** A Markdown document on a relationship: why this join and direction, what is written on flush, what is deleted with a row. */
  explainWhy(entity: string, member?: string): string | undefined;
  /** The cause of a pasted stack trace; undefined when it names nothing of this project. */
  explainTraceback(text: string): TracebackResult | undefined;
  diagram(options: DiagramOptions): Diagram;
  /** Ways from one entity to another that a statement can walk, best first. */
  paths(from: string, to: string): readonly EntityPath[];
  graphJson(options: GraphJsonOptions): GraphJson;
}
