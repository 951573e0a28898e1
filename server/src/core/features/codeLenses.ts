/** Lenses: the paired side above a relationship, the number of relationships above a class. */
import type { FileId } from '../declarations/anchor';
import { count, relationshipName } from '../display/names';
import { relationshipsOf } from '../display/entityWords';
import type { FeatureContext } from './context';
import { groupBy } from './groupBy';
import { nameSpan } from './nodes';
import type { Span } from '../text/span';
import type { Referent } from './referent';
import type { CodeLensResult } from './results';

export function codeLenses(context: FeatureContext, file: FileId): readonly CodeLensResult[] {
  const tree = context.treeOf(file);
  if (tree === undefined) return [];
  const lenses = (context.sites.byFile.get(file) ?? []).flatMap((site) => (site.kind === 'name' && hasLens(site.referent) ? lensOf(site.referent, nameSpan(tree, site.anchor.node)) : []));
  return mergeCopies(lenses).sort((a, b) => a.span.start - b.span.start);
}

/** Asked before the place of a name is looked up: most names are columns. */
function hasLens(referent: Referent): boolean {
  if (referent.kind === 'entity') return true;
  return referent.kind === 'relationship' && referent.relationship.reverse.length > 0 && referent.relationship.createdByBackref === undefined;
}

function lensOf(referent: Referent, span: Span): readonly CodeLensResult[] {
  if (referent.kind === 'entity') {
    const amount = relationshipsOf(referent.mapper).length;
    const title = amount === 0 ? 'Open in diagram' : `${count(amount, 'relationship')} · Open in diagram`;
    return [{ span, title, action: { kind: 'openDiagram', entity: referent.mapper.entity } }];
  }
  if (referent.kind !== 'relationship') return [];
  const title = `⇄ ${referent.relationship.reverse.map(relationshipName).join(', ')}`;
  return [{ span, title, action: { kind: 'goToPairedSide', offset: span.start } }];
}

/** The copies of a mixin's relationship share one place: one lens says how many there are. */
function mergeCopies(lenses: readonly CodeLensResult[]): CodeLensResult[] {
  const byPlace = groupBy(lenses, ({ span, action }) => `${span.start}:${action.kind}`);
  return [...byPlace.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    return [others.length === 0 ? first : { ...first, title: `${first.title} and ${others.length} more` }];
  });
}
