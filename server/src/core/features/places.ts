/** Places of referents in the current text. */
import type { Place } from '../declarations/anchor';
import type { Span } from '../text/span';
import type { FeatureContext } from './context';
import { nameSpan } from './nodes';
import { declarationOf, type Referent } from './referent';

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
  const tree = context.treeOf(namePlace.file);
  const selection = tree === undefined ? namePlace.span : nameSpan(tree, name.node);
  const wholePlace = context.placeOf(whole);
  if (wholePlace?.file !== namePlace.file) return { target: namePlace, selection };
  const { start, end } = wholePlace.span;
  const covering = { start: Math.min(start, selection.start), end: Math.max(end, selection.end) };
  return { target: { file: namePlace.file, span: covering }, selection };
}
