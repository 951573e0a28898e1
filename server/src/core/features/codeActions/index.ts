/** Quick fixes of the problems in a range. One file for each family; refactorings have a layer of their own. */
import type { FileId } from '../../declarations/anchor';
import type { ShownProblem } from '../../problems/problemsOf';
import type { Span } from '../../text/span';
import type { FeatureContext } from '../context';
import type { CodeActionResult, FixedAll } from '../results';
import { addPairFixes } from './addPair';
import { annotationFixes } from './annotationFixes';
import { classFixes } from './classFixes';
import { columnFixes } from './columnFixes';
import { collectionFixes } from './collectionFixes';
import { chooseForeignKeyFixes } from './chooseForeignKey';
import { didYouMeanFixes } from './didYouMeanFixes';
import type { Fix, FixProvider } from './fix';
import { fixAll } from './fixAll';
import { joinFixes } from './joinFixes';
import { overlapFixes } from './overlapFixes';
import { selfReferenceFixes } from './selfReferenceFixes';
import { keywordFixes } from './keywordFixes';
import { mapperArgumentFixes } from './mapperArgumentFixes';
import { suppressFix } from './suppress';
import { valueFixes } from './valueFixes';

/** In the order offered. */
const PROVIDERS: readonly FixProvider[] = [
  didYouMeanFixes,
  addPairFixes,
  chooseForeignKeyFixes,
  selfReferenceFixes,
  joinFixes,
  overlapFixes,
  keywordFixes,
  columnFixes,
  classFixes,
  annotationFixes,
  collectionFixes,
  mapperArgumentFixes,
  valueFixes,
  suppressFix,
];

/** `all`: the problems of every file, asked for only where some fix may be made everywhere. */
export function codeActions(context: FeatureContext, file: FileId, within: Span, problems: readonly ShownProblem[], all: () => readonly ShownProblem[]): readonly CodeActionResult[] {
  const here = problems.filter(({ result }) => result.file === file && result.span.start <= within.end && within.start <= result.span.end);
  const fixes = here.flatMap((shown) => fixesFor(context, shown).map((fix) => actionOf(fix, shown)));
  return [...fixes, ...ofOneCode(context, file, here, problems, all)];
}

/** Everything that is clearly right, in one file or in all that the problems are in. */
export function fixAllOf(context: FeatureContext, problems: readonly ShownProblem[]): FixedAll {
  return fixAll(problems, (shown) => fixesFor(context, shown));
}

function fixesFor(context: FeatureContext, shown: ShownProblem): readonly Fix[] {
  return PROVIDERS.flatMap((provide) => provide(context, shown));
}

/** The same repair for the other problems of a code, here and in the other files. */
function ofOneCode(context: FeatureContext, file: FileId, here: readonly ShownProblem[], problems: readonly ShownProblem[], all: () => readonly ShownProblem[]): readonly CodeActionResult[] {
  const codes = new Map(here.map((shown) => [shown.result.code, shown] as const));
  return [...codes].flatMap(([code, shown]) => {
    if (!fixesFor(context, shown).some(({ isPreferred }) => isPreferred === true)) return [];
    const inFile = fixAllOf(context, problems.filter(({ result }) => result.code === code));
    const everywhere = all().some(({ result }) => result.code === code && result.file !== file) ? fixAllOf(context, all().filter(({ result }) => result.code === code)) : undefined;
    const offered = [
      ...(inFile.count > 1 ? [{ title: `Fix all ${code} in this file (${inFile.count})`, ...inFile }] : []),
      ...(everywhere !== undefined && everywhere.count > Math.max(1, inFile.count) ? [{ title: `Fix all ${code} in the workspace (${everywhere.count})`, ...everywhere }] : []),
    ];
    return offered.map(({ title, changes }): CodeActionResult => ({ title, kind: 'quickfix', isPreferred: false, changes, problem: { code, span: shown.result.span } }));
  });
}

function actionOf(fix: Fix, { result }: ShownProblem): CodeActionResult {
  return {
    title: fix.title,
    summary: fix.summary,
    kind: 'quickfix',
    isPreferred: fix.isPreferred ?? false,
    changes: fix.changes,
    problem: { code: result.code, span: result.span },
  };
}
