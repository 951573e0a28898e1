/** Hints behind a relationship: its value, its cardinality, its join. The client shows the parts that the settings ask for. */
import type { FileId } from '../declarations/anchor';
import type { Relationship } from '../mapping/mapper';
import { joinTexts } from '../display/join';
import { cardinalityText, valueTypeText } from '../display/shape';
import type { Span } from '../text/span';
import type { FeatureContext } from './context';
import type { InlayHintResult } from './results';

export function inlayHints(context: FeatureContext, file: FileId, within: Span): readonly InlayHintResult[] {
  const spans = context.treeOf(file)?.spans;
  const seen = new Set<number>();
  return (context.sites.byFile.get(file) ?? []).flatMap((site) => {
    if (site.kind !== 'extent' || site.referent.kind !== 'relationship' || site.referent.relationship.createdByBackref !== undefined) return [];
    const span = spans?.spanOf(site.anchor.node);
    if (span === undefined || span.end < within.start || span.start > within.end || seen.has(span.end)) return [];
    seen.add(span.end);
    return hintsOf(site.referent.relationship, span.end);
  });
}

function hintsOf(relationship: Relationship, offset: number): readonly InlayHintResult[] {
  const value = valueTypeText(relationship);
  const cardinality = cardinalityText(relationship);
  const join = joinTexts(relationship).join(' AND ');
  return [
    ...(value === undefined ? [] : [{ offset, label: `→ ${value}`, part: 'target' as const }]),
    ...(cardinality === undefined ? [] : [{ offset, label: cardinality, part: 'cardinality' as const, tooltip: 'How many of this side : how many of the other' }]),
    ...(join === '' ? [] : [{ offset, label: join, part: 'join' as const, tooltip: join }]),
  ];
}
