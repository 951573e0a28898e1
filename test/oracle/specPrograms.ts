/**
 * The models of the Markdown specifications as programs to ask SQLAlchemy about: those of every case and stage, and what each quick fix
 * and each refactoring that a specification names makes of them.
 */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { analysisOfFiles } from '../../server/src/cli/api';
import type { Analysis } from '../../server/src/core/analysis';
import type { FileId } from '../../server/src/core/declarations/anchor';
import type { CodeActionResult } from '../../server/src/core/features/results';
import { applyEdits } from '../../server/src/core/text/edits';
import { parseSpec } from '../spec/parseSpec';
import type { SpecBlock, SpecCase } from '../spec/parseSpec';
import { requestOf, settingsOf, sourcesOf, stagesOf } from '../spec/runSpec';
import type { Settings, Source } from '../spec/runSpec';
import type { Scenario } from './scenarios';

export interface SpecProgram extends Scenario {
  /** The version the specification is about. */
  readonly version: Settings['version'];
  /** Of the page, without its folder and ending: the code, for the page of a problem. */
  readonly page: string;
  /** The innermost header. */
  readonly header: string;
  /** What made this program of another one. */
  readonly action?: CodeActionResult;
  /** `id` of the program that the action was applied to. */
  readonly before?: string;
}

type Texts = ReadonlyMap<string, string>;

/** Folders below `root`, in the order of their pages. */
const FOLDERS = ['test/spec', 'docs/problems'];

export function specPrograms(root: string): readonly SpecProgram[] {
  const programs = FOLDERS.flatMap((folder) => pagesIn(path.join(root, folder)).flatMap((page) => programsOfPage(root, `${folder}/${page}`)));
  return withNamesOfTheirOwn(programs);
}

function pagesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll(path.sep, '/'))
    .filter((name) => name.endsWith('.md') && !name.endsWith('README.md'))
    .sort();
}

function programsOfPage(root: string, page: string): readonly SpecProgram[] {
  const name = page.slice(page.lastIndexOf('/') + 1, -'.md'.length);
  const folder = page.startsWith('docs/') ? 'problems' : path.posix.dirname(page.slice('test/spec/'.length));
  return parseSpec(readFileSync(path.join(root, page), 'utf8')).flatMap((specCase) => programsOfCase(specCase, folder, name));
}

function programsOfCase(specCase: SpecCase, folder: string, page: string): readonly SpecProgram[] {
  const texts = new Map<string, string>();
  const stages = stagesOf(specCase);
  const settings = settingsOf(stages.flatMap(sourcesOf)[0]?.block);
  return stages.flatMap((blocks, stage) => {
    const sources = sourcesOf(blocks);
    for (const source of sources) texts.set(source.path, source.text);
    if (sources.length === 0) return [];
    const headers = specCase.title.split(' › ');
    const titles = [`${folder}/${page}`, ...headers.slice(1)].join(' › ');
    const asked = new Set(blocks.flatMap((block) => block.attributes.get('after') ?? []));
    const models: SpecProgram = {
      ...programOf(stage === 0 ? titles : `${titles} (stage ${String(stage)})`, texts),
      version: settings.version,
      page,
      header: headers.at(-1) ?? '',
    };
    const analysis = analysisOfFiles(texts, { sqlalchemy: settings.version, sourceRoots: [''] });
    const actions = [...sources.flatMap((source) => actionsOf(analysis, source, settings, asked)), ...requestedBy(blocks, analysis)];
    return isPython(analysis, texts) ? [models, ...afterActions(models, texts, actions)] : [];
  });
}

/** The models as they are after each quick fix, and after the refactorings that are asked for at the cursor. */
function afterActions(models: SpecProgram, texts: Texts, actions: readonly CodeActionResult[]): readonly SpecProgram[] {
  const seen = new Set<string>();
  return actions.flatMap((action) => {
    const program = programOf(`${models.id} › ${action.title}`, applied(texts, action));
    const contents = JSON.stringify([action.title, action.problem?.code, program.files]);
    if (seen.has(contents)) return [];
    seen.add(contents);
    return [{ ...models, ...program, action, before: models.id }];
  });
}

/** A line that is being typed, in a specification of completion, is nothing to ask about. */
function isPython(analysis: Analysis, texts: Texts): boolean {
  return [...texts.keys()].every((file) => analysis.treeOf(file as FileId)?.errors.length === 0);
}

function actionsOf(analysis: Analysis, { path: file, text, cursor }: Source, settings: Settings, asked: ReadonlySet<string>): readonly CodeActionResult[] {
  const actionsIn = (start: number, end: number): readonly CodeActionResult[] => analysis.codeActions(file as FileId, { start, end }, { severity: settings.severity });
  const fixes = actionsIn(0, text.length).filter((action) => action.problem !== undefined && !isAcceptance(action));
  const refactorings = cursor === undefined ? [] : actionsIn(cursor, cursor).filter((action) => action.problem === undefined && action.disabledReason === undefined && asked.has(action.title));
  return [...fixes, ...refactorings];
}

/** What relationships that are created, or deleted, make of the models. */
function requestedBy(blocks: readonly SpecBlock[], analysis: Analysis): readonly CodeActionResult[] {
  return blocks.flatMap((block) => {
    const outcome = requestOf(analysis, block);
    return outcome?.kind === 'ok' ? [{ title: outcome.title, kind: 'refactor', isPreferred: false, changes: outcome.changes }] : [];
  });
}

/** A comment that silences the problem changes no program. */
function isAcceptance(action: CodeActionResult): boolean {
  return action.title.includes('# noqa: ');
}

function applied(texts: Texts, action: CodeActionResult): Texts {
  const edits = new Map(action.changes.map((change) => [change.file as string, change.edits]));
  return new Map([...texts].map(([file, text]) => [file, applyEdits(text, edits.get(file) ?? [])]));
}

/** A module `scenario` that imports them all, in the order given. */
function programOf(id: string, texts: Texts): Pick<SpecProgram, 'id' | 'rule' | 'python' | 'files'> {
  const modules = [...texts.keys()].map((file) => file.replace(/(?:\/__init__)?\.py$/, '').replaceAll('/', '.'));
  return { id, rule: [], python: modules.map((module) => `import ${module}\n`).join(''), files: Object.fromEntries(texts) };
}

/** Further programs of one name are numbered. */
function withNamesOfTheirOwn(programs: readonly SpecProgram[]): readonly SpecProgram[] {
  const counts = new Map<string, number>();
  return programs.map((program) => {
    const count = (counts.get(program.id) ?? 0) + 1;
    counts.set(program.id, count);
    return count === 1 ? program : { ...program, id: `${program.id} (${String(count)})` };
  });
}

/** As `scenarios.py` reads them: one JSON object a line. */
export function linesOf(programs: readonly SpecProgram[]): string {
  return programs.map(({ id, python, files }) => `${JSON.stringify({ id, python, files })}\n`).join('');
}
