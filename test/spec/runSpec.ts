/** Runs one case of a specification: sets up its files, and compares every assertion with what the engine says. */
import { createAnalysisHost, type AnalysisHost } from '../../server/src/core/analysisHost';
import type { Analysis } from '../../server/src/core/analysis';
import type { FileId } from '../../server/src/core/declarations/anchor';
import { cardinalityLine, relationshipLine } from '../../server/src/core/display/oneLine';
import type { CodeActionResult, HoverOptions, Place } from '../../server/src/core/features/results';
import { relationshipsOwnedBy } from '../../server/src/core/mapping/views';
import type { Relationship, SqlAlchemyVersion } from '../../server/src/core/mapping/mapper';
import type { RelationshipKind } from '../../server/src/core/refactorings/createRelationship';
import type { RefactoringOutcome } from '../../server/src/core/refactorings/outcome';
import type { ProblemResult } from '../../server/src/core/problems/problem';
import { LineIndex } from '../../server/src/core/text/lineIndex';
import { applyEdits } from '../../server/src/core/text/edits';
import { graphChanges } from './graphChanges';
import { assertionsOf, isAssertionLine, problemText, type Assertion, type SpecBlock, type SpecCase } from './parseSpec';

/** One comparison that does not hold; `fix` writes what is true into the block. */
export interface Difference {
  readonly block: SpecBlock;
  readonly what: string;
  readonly expected: string;
  readonly actual: string;
}

export interface CaseResult {
  readonly differences: readonly Difference[];
  /** What the blocks would have to say, for the update mode. */
  readonly actualBlocks: ReadonlyMap<SpecBlock, readonly string[]>;
}

const HOVER: HoverOptions = { commandLinks: false, uriOf: (file) => file };
const DEFAULT_FILE = 'models.py';

/** `create="User Post one-to-many posts author"` (`-` for no other side), `delete="User posts"`; undefined for another block. */
export function requestOf(analysis: Analysis, block: SpecBlock): RefactoringOutcome | undefined {
  const [first = '', second = '', kind, name, reverse] = (block.attributes.get('create') ?? block.attributes.get('delete') ?? '').split(' ');
  if (block.attributes.has('delete')) return analysis.deleteRelationship({ entity: first, relationship: second, deletesColumns: kind === 'columns' });
  if (!block.attributes.has('create')) return undefined;
  return analysis.createRelationship({
    from: first,
    to: second,
    ...(kind === undefined || kind === '-' ? {} : { kind: kind as RelationshipKind }),
    ...(name === undefined ? {} : { name }),
    ...(reverse === undefined ? {} : { reverseName: reverse === '-' ? null : reverse }),
  });
}

export function runCase(specCase: SpecCase): CaseResult {
  const run = new Run();
  for (const stage of stagesOf(specCase)) run.stage(stage);
  return { differences: run.differences, actualBlocks: run.actualBlocks };
}

/** Blocks up to the first with `stage=1`, then those of each further stage. */
export function stagesOf({ blocks }: SpecCase): readonly (readonly SpecBlock[])[] {
  const stages: SpecBlock[][] = [[]];
  for (const block of blocks) {
    const stage = Number(block.attributes.get('stage') ?? stages.length - 1);
    (stages[stage] ??= []).push(block);
  }
  return stages;
}

/** One file of the models. */
export interface Source {
  readonly block: SpecBlock;
  readonly path: string;
  readonly text: string;
  readonly cursor?: number;
}

export interface Settings {
  readonly version: SqlAlchemyVersion;
  /** Hints that are off by default and that the case asks for: `show=delete-forbidden`. */
  readonly severity: Readonly<Record<string, 'hint'>>;
}

/** What the first block of a case asks for. */
export function settingsOf(block: SpecBlock | undefined): Settings {
  const version = block?.attributes.get('sqlalchemy');
  return {
    version: version === '1.4' || version === '2.1' ? version : '2.0',
    severity: Object.fromEntries((block?.attributes.get('show') ?? '').split(',').flatMap((code) => (code === '' ? [] : [[code, 'hint']]))),
  };
}

export function sourcesOf(blocks: readonly SpecBlock[]): readonly Source[] {
  return blocks.filter((block) => block.language === 'py' && !isResult(block)).map(sourceOf);
}

/** A block that says what an action, or a request, makes of the models. */
function isResult({ attributes }: SpecBlock): boolean {
  return attributes.has('after') || attributes.has('create') || attributes.has('delete');
}

class Run {
  readonly differences: Difference[] = [];
  readonly actualBlocks = new Map<SpecBlock, readonly string[]>();
  private readonly texts = new Map<string, string>();
  private host: AnalysisHost | undefined;
  private version: SqlAlchemyVersion = '2.0';
  private severity: Settings['severity'] = {};

  stage(blocks: readonly SpecBlock[]): void {
    const sources = sourcesOf(blocks);
    if (this.host === undefined) ({ version: this.version, severity: this.severity } = settingsOf(sources[0]?.block));
    this.host ??= newHost(this.version);
    for (const { path, text } of sources) {
      this.texts.set(path, text);
      this.host.setFile({ id: path as FileId, path, text });
    }
    const analysis = this.host.analysis();
    this.compareWithCold(blocks[0], analysis);
    for (const source of sources) this.checkSource(analysis, source);
    const cursor = sources.find((source) => source.cursor !== undefined);
    for (const block of blocks) {
      if (block.language !== 'py' || isResult(block)) this.checkResult(analysis, block, cursor, sources);
    }
  }

  /** What was reached by edits equals what a fresh start gives. */
  private compareWithCold(block: SpecBlock | undefined, analysis: Analysis): void {
    const host = newHost(this.version);
    for (const [path, text] of this.texts) host.setFile({ id: path as FileId, path, text });
    const [warm, cold] = [analysis, host.analysis()].map((each) => JSON.stringify(each.graphJson({ roots: ['.'] }), undefined, 1));
    if (block !== undefined && warm !== cold) this.differences.push({ block, what: 'incremental equals cold', expected: cold ?? '', actual: warm ?? '' });
  }

  private checkSource(analysis: Analysis, source: Source): void {
    const lines = new LineIndex(source.text);
    const problems = analysis.problems({ severity: this.severity }, source.path as FileId);
    const asserted = assertionsOf(source.block.lines);
    const actual = new Map<number, string>();
    const unasserted = new Set(problems);
    for (const assertion of asserted) {
      if (assertion.verb === 'problem') {
        const matching = problems.find((problem) => unasserted.has(problem) && isAt(problem, assertion, lines) && problemText(problem.code, problem.message) === assertion.expected);
        if (matching !== undefined) unasserted.delete(matching);
        else this.differ(source.block, `problem on line ${assertion.line + 1}`, assertion.expected, problems.filter((problem) => lines.positionAt(problem.span.start).line === assertion.line).map(describeProblem).join('\n') || 'no problem');
        continue;
      }
      const offset = lines.offsetAt({ line: assertion.line, character: assertion.columns?.start ?? firstCharacter(source.block.lines[assertion.line] ?? '') });
      const answer = answerOf(analysis, source.path as FileId, offset, assertion.verb);
      actual.set(assertion.at, answer);
      if (answer !== assertion.expected) this.differ(source.block, `${assertion.verb} on line ${assertion.line + 1}`, assertion.expected, answer);
    }
    for (const problem of unasserted) this.differ(source.block, `problem on line ${lines.positionAt(problem.span.start).line + 1}`, 'no problem', describeProblem(problem));
    this.actualBlocks.set(source.block, rewrittenLines(source.block.lines, actual, problems, lines));
  }

  private checkResult(analysis: Analysis, block: SpecBlock, cursor: Source | undefined, sources: readonly Source[]): void {
    const actual = requestOf(analysis, block) === undefined ? this.resultLines(analysis, block, cursor) : this.requestLines(analysis, block, (cursor ?? sources[0])?.path as FileId);
    if (actual === undefined) return;
    this.actualBlocks.set(block, actual);
    if (actual.join('\n').trimEnd() !== block.lines.join('\n').trimEnd()) this.differ(block, [block.language, ...block.words, ...block.attributes.values()].join(' '), block.lines.join('\n'), actual.join('\n'));
  }

  private resultLines(analysis: Analysis, block: SpecBlock, cursor: Source | undefined): readonly string[] | undefined {
    if (block.language === 'explain') return split(analysis.explain(block.words[0] ?? '', block.words[1]) ?? 'nothing');
    if (block.language === 'why') return split(analysis.explainWhy(block.words[0] ?? '', block.words[1]) ?? 'nothing');
    const file = cursor?.path as FileId | undefined;
    const offset = cursor?.cursor;
    if (file === undefined || offset === undefined) return undefined;
    switch (block.language) {
      case 'hover':
        return split(analysis.hover(file, offset, HOVER)?.markdown ?? 'nothing');
      case 'completion': {
        const entries = [...analysis.completion(file, offset)].sort((a, b) => a.rank - b.rank || (a.label < b.label ? -1 : 1));
        return entries.slice(0, block.lines.length === 0 ? 12 : block.lines.length).map(({ label, detail }) => (detail === undefined ? label : `${label} — ${detail}`));
      }
      case 'references':
        return analysis.references(file, offset, { includeDeclaration: true }).map((place) => this.placeText(place.file, place.span));
      case 'signature': {
        const help = analysis.signatureHelp(file, offset);
        return help === undefined ? ['nothing'] : [help.activeParameter === undefined ? 'any' : (help.parameters[help.activeParameter]?.documentation ?? '')];
      }
      case 'rename':
        return this.renameLines(analysis, file, offset, block.words[0] ?? '');
      case 'actions':
        return this.actionsAt(analysis, file, offset).map(({ title, isPreferred }) => (isPreferred ? `${title} (preferred)` : title));
      case 'py': {
        const action = this.actionsAt(analysis, file, offset).find(({ title }) => title === block.attributes.get('after'));
        if (action === undefined) return ['no such action'];
        if (action.disabledReason !== undefined) return [`refused: ${action.disabledReason}`];
        return this.afterLines(analysis, action, block, file);
      }
      case 'graph': {
        const action = this.actionsAt(analysis, file, offset).find(({ title }) => title === block.attributes.get('after'));
        return action === undefined ? ['no such action'] : graphChanges(analysis, this.afterEdits(action.changes));
      }
      default:
        return undefined;
    }
  }

  private actionsAt(analysis: Analysis, file: FileId, offset: number): readonly CodeActionResult[] {
    return analysis.codeActions(file, { start: offset, end: offset }, { severity: this.severity });
  }

  /** The file after the action, without the assertions; the action is also applied to check that it repairs its problem. */
  private afterLines(analysis: Analysis, action: CodeActionResult, block: SpecBlock, file: FileId): readonly string[] {
    const path = block.words[0] ?? file;
    const after = this.afterEdits(action.changes);
    if (action.problem === undefined) this.compareTrouble(analysis, after, block);
    else this.compareProblem(after, action, block);
    return this.codeLines(after, path);
  }

  private afterEdits(changes: CodeActionResult['changes']): Analysis {
    const host = newHost(this.version);
    for (const [each, text] of this.texts) {
      const edits = changes.find((change) => change.file === each)?.edits;
      host.setFile({ id: each as FileId, path: each, text: edits === undefined ? text : applyEdits(text, edits) });
    }
    return host.analysis();
  }

  private compareProblem(after: Analysis, action: CodeActionResult, block: SpecBlock): void {
    const remaining = after.problems({ severity: this.severity }).filter(({ code }) => code === action.problem?.code);
    const before = this.host?.analysis().problems({ severity: this.severity }).filter(({ code }) => code === action.problem?.code) ?? [];
    if (remaining.length >= before.length) this.differ(block, `${action.title} removes its problem`, 'fewer problems', remaining.map(describeProblem).join('\n'));
  }

  /** A refactoring brings no problem, and no syntax error. */
  private compareTrouble(before: Analysis, after: Analysis, block: SpecBlock): void {
    const [known, now] = [before, after].map((analysis) => analysis.problems({ severity: this.severity }).map(describeProblem));
    const added = (now ?? []).filter((each) => known?.includes(each) !== true);
    if (added.length > 0) this.differ(block, 'the refactoring brings no problem', '', added.join('\n'));
    const errors = [...this.texts.keys()].flatMap((file) => after.treeOf(file as FileId)?.errors ?? []);
    if (errors.length > 0) this.differ(block, 'the refactored code is Python', '', errors.map(({ message }) => message).join('\n'));
  }

  /** What a request makes of the models, or why it refuses. */
  private requestLines(analysis: Analysis, block: SpecBlock, file: FileId): readonly string[] {
    const outcome = requestOf(analysis, block);
    if (outcome === undefined || outcome.kind === 'refused') return [`refused: ${outcome?.reason ?? ''}`];
    const after = this.afterEdits(outcome.changes);
    if (block.language === 'graph') return graphChanges(analysis, after);
    this.compareTrouble(analysis, after, block);
    return this.codeLines(after, block.words[0] ?? file);
  }

  private codeLines(after: Analysis, path: string): readonly string[] {
    return split(after.treeOf(path as FileId)?.text ?? '').filter((line) => !isAssertionLine(line)).map((line) => line.replace(/\s+# problem: .*$/, ''));
  }

  private renameLines(analysis: Analysis, file: FileId, offset: number, newName: string): readonly string[] {
    const result = analysis.rename(file, offset, newName);
    if (result === undefined) return ['nothing'];
    if (result.kind === 'refused') return [`refused: ${result.reason}`];
    return result.changes.flatMap((change) => change.edits.map(({ span, newText }) => `${this.placeText(change.file, span)} → ${newText}`));
  }

  /** `models.py:12:5 user`. */
  private placeText(file: FileId, span: { readonly start: number; readonly end: number }): string {
    const text = this.texts.get(file) ?? '';
    const { line, character } = new LineIndex(text).positionAt(span.start);
    return `${file}:${line + 1}:${character + 1} ${text.slice(span.start, span.end)}`;
  }

  private differ(block: SpecBlock, what: string, expected: string, actual: string): void {
    this.differences.push({ block, what, expected, actual });
  }
}

function newHost(version: SqlAlchemyVersion): AnalysisHost {
  return createAnalysisHost(
    { sqlalchemy: version, sourceRoots: [''] },
    {
      onInternalError: (operation, error) => {
        throw error instanceof Error ? error : new Error(`${operation}: ${String(error)}`);
      },
    },
  );
}

function sourceOf(block: SpecBlock): Source {
  const path = block.words.find((word) => word.endsWith('.py')) ?? DEFAULT_FILE;
  const lineEnd = block.words.includes('crlf') ? '\r\n' : '\n';
  const marked = `${block.lines.join(lineEnd)}${lineEnd}`;
  const cursor = marked.indexOf('$0');
  const text = marked.replace('$0', '');
  return { block, path, text, ...(cursor < 0 ? {} : { cursor }) };
}

function firstCharacter(line: string): number {
  return line.length - line.trimStart().length;
}

function isAt(problem: ProblemResult, assertion: Assertion, lines: LineIndex): boolean {
  const start = lines.positionAt(problem.span.start);
  if (start.line !== assertion.line) return false;
  if (assertion.columns === undefined) return true;
  const end = lines.positionAt(problem.span.end);
  return start.character === assertion.columns.start && (end.line > start.line || end.character === assertion.columns.end);
}

function describeProblem(problem: ProblemResult): string {
  return problemText(problem.code, problem.message);
}

function answerOf(analysis: Analysis, file: FileId, offset: number, verb: string): string {
  switch (verb) {
    case 'mapped':
      return relationshipsAt(analysis, file, offset).map(relationshipLine).join(' | ') || 'nothing';
    case 'cardinality':
      return relationshipsAt(analysis, file, offset).map(cardinalityLine).join(' | ') || 'nothing';
    case 'definition':
    case 'type':
    case 'implementation': {
      const links = verb === 'definition' ? analysis.definition(file, offset) : verb === 'type' ? analysis.typeDefinition(file, offset) : analysis.implementation(file, offset);
      return links.map((link) => nameAt(analysis, link.target.file, link.targetSelection)).join(', ') || 'nothing';
    }
    case 'hover':
      return split(analysis.hover(file, offset, HOVER)?.markdown ?? 'nothing')[0] ?? '';
    case 'references':
      return analysis.references(file, offset, { includeDeclaration: true }).map((place) => placeAt(analysis, place, file)).join(', ') || 'nothing';
    case 'next':
    case 'previous': {
      const found = analysis.siblingRelationship(file, offset, verb);
      return found === undefined ? 'nothing' : nameAt(analysis, file, found.selection);
    }
    case 'hierarchy':
      return hierarchyText(analysis, file, offset);
    case 'prepare': {
      const result = analysis.prepareRename(file, offset);
      if (result === undefined) return 'nothing';
      return result.kind === 'ok' ? result.placeholder : `refused: ${result.reason}`;
    }
    case 'highlights':
      return analysis.highlights(file, offset).map((place) => `${placeAt(analysis, place, file)}${place.isDeclaration ? ' declared' : ''}`).join(', ') || 'nothing';
    case 'paired':
      return analysis.pairedSides(file, offset).map(({ label }) => label).join(', ') || 'nothing';
    case 'lens':
      return analysis.codeLenses(file).filter(({ span }) => span.start <= offset && offset <= span.end).map(({ title }) => title).join(', ') || 'nothing';
    case 'inlay': {
      const text = analysis.treeOf(file)?.text ?? '';
      const lineEnd = text.indexOf('\n', offset);
      return analysis.inlayHints(file, { start: offset, end: lineEnd }).map(({ label }) => label).join(' · ') || 'nothing';
    }
    default:
      return `unknown assertion ${verb}`;
  }
}

/** `Person > Employee > Manager`: above, here, below. */
function hierarchyText(analysis: Analysis, file: FileId, offset: number): string {
  const items = analysis.prepareTypeHierarchy(file, offset);
  return (
    items
      .map(({ entity, name }) => [analysis.supertypes(entity), [{ name }], analysis.subtypes(entity)].map((level) => level.map((each) => each.name).join(', ')).filter((level) => level !== '').join(' > '))
      .join(' | ') || 'nothing'
  );
}

/** `12:5`, with the path before it in another file; both count from 1, lines as if the assertions were not there. */
function placeAt(analysis: Analysis, { file, span }: Place, asked: FileId): string {
  const text = analysis.treeOf(file)?.text ?? '';
  const { line, character } = new LineIndex(text).positionAt(span.start);
  const above = text.split(/\r?\n/, line).filter((each) => !isAssertionLine(each));
  return `${file === asked ? '' : `${file}:`}${above.length + 1}:${character + 1}`;
}

function relationshipsAt(analysis: Analysis, file: FileId, offset: number): readonly Relationship[] {
  return analysis.graph.mappers.flatMap(relationshipsOwnedBy).filter((relationship) => {
    const place = analysis.locate(relationship.parent.entity, relationship.key);
    return place?.target.file === file && place.selection.start <= offset && offset <= place.selection.end;
  });
}

/** `models.User`, `models.User.id`, `table:student_course`. */
function nameAt(analysis: Analysis, file: FileId, span: { readonly start: number; readonly end: number }): string {
  const text = analysis.treeOf(file)?.text.slice(span.start, span.end) ?? '';
  const entity = analysis.entityAt(file, span.start)?.entity;
  if (entity === undefined) return `${file} ${text}`;
  return entity.split(/[.:]/).at(-1) === text ? entity : `${entity}.${text}`;
}

function split(text: string): readonly string[] {
  return text.replace(/\n$/, '').split('\n');
}

/** The block with true answers: assertions keep their place, problems are written under the lines they are on. */
function rewrittenLines(blockLines: readonly string[], answers: ReadonlyMap<number, string>, problems: readonly ProblemResult[], lines: LineIndex): readonly string[] {
  return blockLines.flatMap((line, at) => {
    const own = /^(\s*#\s*\^*\s*)(\w+): /.exec(line);
    if (isAssertionLine(line) && own !== null) {
      const answer = answers.get(at);
      return answer === undefined ? [] : [`${own[1] ?? ''}${own[2] ?? ''}: ${answer}`];
    }
    const code = line.replace(/\s+# problem: .*$/, '');
    const here = problems.filter((problem) => lines.positionAt(problem.span.start).line === at);
    return [code, ...here.map((problem) => problemLine(code, problem, lines))];
  });
}

function problemLine(code: string, problem: ProblemResult, lines: LineIndex): string {
  const start = lines.positionAt(problem.span.start).character;
  const end = lines.positionAt(problem.span.end);
  const isOneLine = end.line === lines.positionAt(problem.span.start).line;
  const indent = Math.min(firstCharacter(code), Math.max(0, start - 2));
  const text = `problem: ${describeProblem(problem)}`;
  if (start < indent + 1) return `${' '.repeat(firstCharacter(code))}# ${text}`;
  const carets = '^'.repeat(Math.max(1, (isOneLine ? end.character : code.length) - start));
  return `${' '.repeat(indent)}#${' '.repeat(start - indent - 1)}${carets} ${text}`;
}
