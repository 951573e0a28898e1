/** The immutable snapshot behind `Analysis`: the graph of one revision, the trees of one moment, and what is computed from them on request. */
import type { Analysis, ProblemSettings } from './analysis';
import type { Anchor, FileId, Place } from './declarations/anchor';
import type { FileFacts } from './declarations/fileFacts';
import type { Diagram, DiagramOptions } from './diagram/diagram';
import { diagramOf } from './diagram/diagramOf';
import { pathsBetween, type EntityPath } from './diagram/path/pathsBetween';
import { graphJsonOf, type GraphJson, type GraphJsonOptions } from './export/graphJson';
import { codeActions, fixAllOf } from './features/codeActions';
import { isNoWorse } from './features/codeActions/fixAll';
import { codeLenses } from './features/codeLenses';
import { completion } from './features/completion';
import type { FeatureContext } from './features/context';
import { definition, implementation, typeDefinition } from './features/definition';
import { explain } from './features/explain';
import { explainWhy } from './features/explainWhy';
import { explainTraceback } from './features/explainTraceback';
import { hover } from './features/hover';
import { inlayHints } from './features/inlayHints';
import { entityAt, locate } from './features/locate';
import { mentionsIn, mentionsTouching, type MentionsOfFile } from './features/mentions';
import { modelTree } from './features/modelTree';
import { pairedSides } from './features/pairedSides';
import { highlights, references } from './features/references';
import { prepareRename, rename } from './features/rename';
import type { FileEdits, FixedAll, HoverOptions, StepDirection, SymbolResult } from './features/results';
import { siblingRelationship } from './features/siblingRelationship';
import { signatureHelp } from './features/signatureHelp';
import { sitesOf, type GraphSites } from './features/sites';
import { prepareTypeHierarchy, subtypes, supertypes } from './features/typeHierarchy';
import { allSymbols, matchingSymbols } from './features/workspaceSymbols';
import type { MapperGraph } from './mapping/mapper';
import { inFileOrder, placeProblems, problemsOf, type Problem, type ProblemPlaces, type ShownProblem } from './problems/problemsOf';
import type { SyntaxTree } from './python/syntax';
import { createRelationship, type CreatedRelationship, type NewRelationship } from './refactorings/createRelationship';
import { deleteRelationship, type DeletedRelationship } from './refactorings/deleteRelationship';
import { refactorings } from './refactorings/index';
import type { RefactoringOutcome, Refactored, Refused } from './refactorings/outcome';
import { renameRelationship } from './refactorings/renameRelationship';
import { newTrouble } from './refactorings/verify';
import { LineIndex } from './text/lineIndex';
import type { Span } from './text/span';

/** What one run of linking and mapping gives; lives on while edits change layout only. */
export class GraphState {
  #sites: GraphSites | undefined;
  #problems: readonly Problem[] | undefined;

  constructor(
    readonly revision: number,
    readonly graph: MapperGraph,
    /** Trees of installed modules that were read, by file id. */
    readonly installed: ReadonlyMap<FileId, FileFacts>,
  ) {}

  get sites(): GraphSites {
    return (this.#sites ??= sitesOf(this.graph));
  }

  /** Words may quote the source, so they are made with the first text that asks; layout does not change them. */
  problems(textAt: (anchor: Anchor) => string | undefined): readonly Problem[] {
    return (this.#problems ??= problemsOf({ graph: this.graph, textAt }));
  }
}

export interface OpenFile {
  readonly path: string;
  readonly tree: SyntaxTree;
}

const NO_MENTIONS: MentionsOfFile = { mentions: [], extents: [] };

export class Snapshot implements Analysis, FeatureContext, ProblemPlaces {
  private readonly mentions = new Map<FileId, MentionsOfFile>();
  private readonly lines = new Map<FileId, LineIndex>();
  private lastAsked: { readonly file: FileId; readonly offset: number; readonly mentions: MentionsOfFile } | undefined;
  private readonly withWord = new Map<string, readonly FileId[]>();
  private readonly lenses = new Map<FileId, ReturnType<Analysis['codeLenses']>>();
  #symbols: readonly SymbolResult[] | undefined;
  #sortedFiles: readonly FileId[] | undefined;

  constructor(
    private readonly state: GraphState,
    private readonly open: ReadonlyMap<FileId, OpenFile>,
    private readonly afterEdits: (changes: readonly FileEdits[]) => Analysis,
  ) {}

  after(changes: readonly FileEdits[]): Analysis {
    return this.afterEdits(changes);
  }

  get graphRevision(): number {
    return this.state.revision;
  }

  get graph(): MapperGraph {
    return this.state.graph;
  }

  get sqlalchemy(): MapperGraph['sqlalchemy'] {
    return this.state.graph.sqlalchemy;
  }

  get sites(): GraphSites {
    return this.state.sites;
  }

  files(): readonly FileId[] {
    return (this.#sortedFiles ??= [...this.open].sort(([, a], [, b]) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)).map(([id]) => id));
  }

  filesWith(word: string): readonly FileId[] {
    const known = this.withWord.get(word) ?? this.files().filter((file) => this.textOf(file)?.includes(word) === true);
    this.withWord.set(word, known);
    return known;
  }

  treeOf(file: FileId): SyntaxTree | undefined {
    return this.open.get(file)?.tree ?? this.state.installed.get(file)?.tree;
  }

  /** The text of a workspace file; undefined for an installed one. */
  textOf(file: FileId): string | undefined {
    return this.open.get(file)?.tree.text;
  }

  pathOf(file: FileId): string | undefined {
    return this.open.get(file)?.path ?? this.state.installed.get(file)?.path;
  }

  placeOf(anchor: Anchor): Place | undefined {
    const tree = this.treeOf(anchor.file);
    return tree === undefined ? undefined : { file: anchor.file, span: tree.spans.spanOf(anchor.node) };
  }

  mentionsOf(file: FileId): MentionsOfFile {
    const known = this.mentions.get(file);
    if (known !== undefined) return known;
    const tree = this.treeOf(file);
    const sites = this.sites.byFile.get(file);
    const found = tree === undefined || sites === undefined ? NO_MENTIONS : mentionsIn(tree, sites, this.graph);
    this.mentions.set(file, found);
    return found;
  }

  /** One question leads to several about the same place, so the last answer is kept. */
  mentionsAt(file: FileId, offset: number): MentionsOfFile {
    if (this.lastAsked?.file === file && this.lastAsked.offset === offset) return this.lastAsked.mentions;
    const tree = this.treeOf(file);
    const sites = this.sites.byFile.get(file);
    const mentions = tree === undefined || sites === undefined ? NO_MENTIONS : mentionsTouching(tree, sites, this.graph, offset);
    this.lastAsked = { file, offset, mentions };
    return mentions;
  }

  linesOf(file: FileId): LineIndex {
    const known = this.lines.get(file);
    if (known !== undefined) return known;
    const index = new LineIndex(this.treeOf(file)?.text ?? '');
    this.lines.set(file, index);
    return index;
  }

  hover(file: FileId, offset: number, options: HoverOptions): ReturnType<Analysis['hover']> {
    return hover(this, file, offset, options);
  }

  definition(file: FileId, offset: number): ReturnType<Analysis['definition']> {
    return definition(this, file, offset);
  }

  typeDefinition(file: FileId, offset: number): ReturnType<Analysis['typeDefinition']> {
    return typeDefinition(this, file, offset);
  }

  implementation(file: FileId, offset: number): ReturnType<Analysis['implementation']> {
    return implementation(this, file, offset);
  }

  pairedSides(file: FileId, offset: number): ReturnType<Analysis['pairedSides']> {
    return pairedSides(this, file, offset);
  }

  siblingRelationship(file: FileId, offset: number, direction: StepDirection): ReturnType<Analysis['siblingRelationship']> {
    return siblingRelationship(this, file, offset, direction);
  }

  references(file: FileId, offset: number, options: { readonly includeDeclaration: boolean }): ReturnType<Analysis['references']> {
    return references(this, file, offset, options);
  }

  highlights(file: FileId, offset: number): ReturnType<Analysis['highlights']> {
    return highlights(this, file, offset);
  }

  prepareRename(file: FileId, offset: number): ReturnType<Analysis['prepareRename']> {
    return prepareRename(this, file, offset);
  }

  rename(file: FileId, offset: number, newName: string): ReturnType<Analysis['rename']> {
    return rename(this, file, offset, newName);
  }

  completion(file: FileId, offset: number): ReturnType<Analysis['completion']> {
    return completion(this, file, offset);
  }

  signatureHelp(file: FileId, offset: number): ReturnType<Analysis['signatureHelp']> {
    return signatureHelp(this, file, offset);
  }

  inlayHints(file: FileId, within: Span): ReturnType<Analysis['inlayHints']> {
    return inlayHints(this, file, within);
  }

  codeLenses(file: FileId): ReturnType<Analysis['codeLenses']> {
    const known = this.lenses.get(file) ?? codeLenses(this, file);
    this.lenses.set(file, known);
    return known;
  }

  workspaceSymbols(query: string): ReturnType<Analysis['workspaceSymbols']> {
    return matchingSymbols((this.#symbols ??= allSymbols(this)), query);
  }

  prepareTypeHierarchy(file: FileId, offset: number): ReturnType<Analysis['prepareTypeHierarchy']> {
    return prepareTypeHierarchy(this, file, offset);
  }

  supertypes(entity: string): ReturnType<Analysis['supertypes']> {
    return supertypes(this, entity);
  }

  subtypes(entity: string): ReturnType<Analysis['subtypes']> {
    return subtypes(this, entity);
  }

  problems(settings: ProblemSettings, file?: FileId): ReturnType<Analysis['problems']> {
    return this.shownProblems(settings, file).map(({ result }) => result);
  }

  codeActions(file: FileId, within: Span, settings: ProblemSettings): ReturnType<Analysis['codeActions']> {
    return [...codeActions(this, file, within, this.shownProblems(settings, file), () => this.shownProblems(settings)), ...refactorings(this, file, within.start)];
  }

  fixAll(settings: ProblemSettings, file?: FileId): FixedAll {
    const all = { severity: {} };
    const fixed = fixAllOf(this, this.shownProblems(settings, file));
    const isSafe = fixed.count === 0 || isNoWorse(this.problems(all), this.after(fixed.changes).problems(all));
    return isSafe ? fixed : { changes: [], count: 0 };
  }

  createRelationship(wanted: NewRelationship): CreatedRelationship | Refused {
    return this.verified(createRelationship(this, wanted));
  }

  deleteRelationship(unwanted: DeletedRelationship): RefactoringOutcome {
    return this.verified(deleteRelationship(this, unwanted));
  }

  renameRelationship(entity: string, relationship: string, newName: string): RefactoringOutcome {
    return renameRelationship(this, entity, relationship, newName);
  }

  modelTree(settings: ProblemSettings): ReturnType<Analysis['modelTree']> {
    return modelTree(this, this.problems(settings));
  }

  explainTraceback(text: string): ReturnType<Analysis['explainTraceback']> {
    return explainTraceback(this, this.problems({ severity: {} }), text);
  }

  entityAt(file: FileId, offset: number): ReturnType<Analysis['entityAt']> {
    return entityAt(this, file, offset);
  }

  locate(entity: string, member?: string): ReturnType<Analysis['locate']> {
    return locate(this, entity, member);
  }

  explain(entity: string, member?: string): string | undefined {
    return explain(this, entity, member);
  }

  explainWhy(entity: string, member?: string): string | undefined {
    return explainWhy(this, entity, member);
  }

  diagram(options: DiagramOptions): Diagram {
    return diagramOf(this.graph, this.problems({ severity: {} }), options);
  }

  paths(from: string, to: string): readonly EntityPath[] {
    return pathsBetween(this.graph, from, to);
  }

  graphJson(options: GraphJsonOptions): GraphJson {
    const problems = placeProblems(this.wordedProblems(), this, {}).map(({ result }) => result);
    return graphJsonOf(
      {
        graph: this.graph,
        problems,
        placeOf: (anchor) => this.placeOf(anchor),
        pathOf: (file) => this.pathOf(file) ?? file,
        positionAt: (file, offset) => this.linesOf(file).positionAt(offset),
      },
      options,
    );
  }

  /** Refused where SQLAlchemy would refuse, or warn of, what it took before. */
  private verified<T extends Refactored>(outcome: T | Refused): T | Refused {
    if (outcome.kind === 'refused') return outcome;
    const all = { severity: {} };
    return newTrouble(this.problems(all), this.after(outcome.changes).problems(all)) ?? outcome;
  }

  private shownProblems({ severity }: ProblemSettings, file?: FileId): readonly ShownProblem[] {
    return inFileOrder(placeProblems(this.wordedProblems(), this, severity, file), this);
  }

  private wordedProblems(): readonly Problem[] {
    return this.state.problems((anchor) => {
      const place = this.placeOf(anchor);
      return place === undefined ? undefined : this.treeOf(place.file)?.text.slice(place.span.start, place.span.end);
    });
  }
}
