import { statSync } from 'node:fs';
import path from 'node:path';
import { compareGraphs, isSame, type ComparedState, type GraphDifference } from '../../core/diagram/compare/compareGraphs';
import type { Analysis } from '../../core/analysis';
import { differenceMarkdown, differenceText } from '../../core/export/differenceText';
import { pythonFilesAt } from '../../host/node/git';
import type { CommandLine } from '../commandLine';
import { analysisOfTexts, loadProject } from '../load';
import { print, warn } from '../output';
import { UsageError } from '../usage';

const FORMATS: Readonly<Record<string, (difference: GraphDifference) => string>> = {
  text: differenceText,
  json: (difference) => `${JSON.stringify(difference, undefined, 2)}\n`,
  markdown: differenceMarkdown,
};

/** Two revisions and a folder: `diff main HEAD models`; one revision is compared with the files as they are. Exit code 1 when something differs. */
export async function diff(line: CommandLine): Promise<number> {
  const format = FORMATS[line.isJson ? 'json' : (line.format ?? 'text')];
  if (format === undefined) throw new UsageError(`diff has no format ${line.format}; it has ${Object.keys(FORMATS).join(', ')}`);
  const { revisions, folder } = argumentsOf(line.positionals);
  const [before, after] = revisions;
  if (before === undefined) throw new UsageError('diff needs a git revision: diff main PATH');
  const old = await analysisAt(folder, before, line);
  const fresh = after === undefined ? filesNow(folder, line) : await analysisAt(folder, after, line);
  const difference = compareGraphs(stateOf(old), stateOf(fresh));
  print(format(difference));
  return isSame(difference) ? 0 : 1;
}

/** The folder stands last; a name that is no folder is a revision. */
function argumentsOf(positionals: readonly string[]): { readonly revisions: readonly string[]; readonly folder: string } {
  const last = positionals.at(-1);
  const hasFolder = last !== undefined && (positionals.length > 2 || isFolder(last));
  const revisions = hasFolder ? positionals.slice(0, -1) : positionals;
  if (revisions.length > 2) throw new UsageError('diff takes one or two git revisions and one folder');
  return { revisions, folder: path.resolve(hasFolder ? last : '.') };
}

function isFolder(name: string): boolean {
  return statSync(name, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function filesNow(folder: string, line: CommandLine): Analysis {
  const { analysis, warnings } = loadProject([folder], line);
  warn(warnings);
  return analysis;
}

async function analysisAt(folder: string, revision: string, line: CommandLine): Promise<Analysis> {
  const found = await pythonFilesAt(folder, revision, []);
  if (found.kind === 'unavailable') throw new UsageError(`${revision}: ${found.reason}`);
  return analysisOfTexts(folder, found.files, line);
}

function stateOf(analysis: Analysis): ComparedState {
  return { graph: analysis.graph, problems: analysis.problems({ severity: {} }) };
}
