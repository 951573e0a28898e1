/** From one relationship of a file to the next, for stepping through models by key. */
import type { FileId } from '../declarations/anchor';
import type { Span } from '../text/span';
import type { FeatureContext } from './context';
import { nameSpan } from './nodes';
import type { StepDirection, StepResult } from './results';

/** The nearest name of a relationship before or behind the one at the offset; from the last it goes on with the first. Undefined in a file without any. */
export function siblingRelationship(context: FeatureContext, file: FileId, offset: number, direction: StepDirection): StepResult | undefined {
  const names = relationshipNames(context, file);
  const found =
    direction === 'next'
      ? (names.find(({ start }) => start > offset) ?? names[0])
      : (names.findLast(({ end }) => end < offset) ?? names.at(-1));
  return found === undefined ? undefined : { selection: found };
}

/** In text order; the copies of a mixin's relationship share one. */
function relationshipNames(context: FeatureContext, file: FileId): readonly Span[] {
  const tree = context.treeOf(file);
  if (tree === undefined) return [];
  const nodes = new Set((context.sites.byFile.get(file) ?? []).flatMap((site) => (site.kind === 'name' && site.referent.kind === 'relationship' ? [site.anchor.node] : [])));
  return [...nodes].map((node) => nameSpan(tree, node)).sort((a, b) => a.start - b.start);
}
