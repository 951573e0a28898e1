/** Quick fixes of the problems in a range. One file for each family; refactorings have a layer of their own. */
import type { FileId } from '../../declarations/anchor';
import type { ShownProblem } from '../../problems/problemsOf';
import type { Span } from '../../text/span';
import type { FeatureContext } from '../context';
import type { CodeActionResult } from '../results';
import { addPairFixes } from './addPair';
import { annotationFixes } from './annotationFixes';
import { classFixes } from './classFixes';
import { columnFixes } from './columnFixes';
import { collectionFixes } from './collectionFixes';
import { chooseForeignKeyFixes } from './chooseForeignKey';
import { didYouMeanFixes } from './didYouMeanFixes';
import type { Fix, FixProvider } from './fix';
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

export function codeActions(context: FeatureContext, file: FileId, within: Span, problems: readonly ShownProblem[]): readonly CodeActionResult[] {
  return problems
    .filter(({ result }) => result.file === file && result.span.start <= within.end && within.start <= result.span.end)
    .flatMap((shown) => PROVIDERS.flatMap((provide) => provide(context, shown)).map((fix) => actionOf(fix, shown)));
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
