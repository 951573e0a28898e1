/** Places of referents in the current text. */
import type { Place } from '../declarations/anchor';
import type { Span } from '../text/span';
import type { FeatureContext } from './context';
import { nodeOf } from './nodes';
import { declarationOf, type Referent } from './referent';
import { contentMap } from '../python/stringContent';

export interface Declared {
  /** The whole statement or call. */
  readonly target: Place;
  /** The name to select. */
  readonly selection: Span;
}

/** Where a referent is declared; undefined when it stands in no file that is open to us. */
export function declaredAt(context: FeatureContext, referent: Referent): Declared | undefined {
  const { name, whole } = declarationOf(referent, context.graph);
  const namePlace = context.placeOf(name);
  if (namePlace === undefined) return undefined;
  const selection = withoutQuotes(context, namePlace, name.node);
  const wholePlace = context.placeOf(whole);
  if (wholePlace?.file !== namePlace.file) return { target: namePlace, selection };
  const { start, end } = wholePlace.span;
  const covering = { start: Math.min(start, selection.start), end: Math.max(end, selection.end) };
  return { target: { file: namePlace.file, span: covering }, selection };
}

function withoutQuotes(context: FeatureContext, place: Place, node: number): Span {
  const tree = context.treeOf(place.file);
  const found = tree === undefined ? undefined : nodeOf(tree, node);
  if (tree === undefined || found === undefined) return place.span;
  const literal = found.kind === 'Call' ? found.args[0] : found;
  if (literal?.kind !== 'String') return place.span;
  const map = contentMap(literal, tree);
  return { start: map.sourceStart(0), end: map.sourceEnd(literal.value.length) };
}
