/** Fixes of annotations that name a collection: of a type that cannot be made, without the class in it, or quoted as a whole. */
import type { Expression, SyntaxTree } from '../../python/syntax';
import { nodeAt } from '../../python/walk';
import type { FeatureContext } from '../context';
import type { Place } from '../results';
import { inFile, type Fix, type FixProvider } from './fix';
import { spelledName } from './imports';

export const collectionFixes: FixProvider = (context, { problem, result }) => {
  const tree = context.treeOf(result.file);
  if (tree === undefined) return [];
  switch (problem.kind.code) {
    case 'collection-type-abstract':
      return listFix(tree, result);
    case 'generic-without-argument':
      return elementFix(tree, result);
    case 'name-generic-in-string':
      return unquoteFix(tree, result);
    case 'annotation-name-error':
      return relationshipFix(context, tree, result);
    default:
      return [];
  }
};

/** The annotation around a place, and the expression inside `Mapped[...]`. */
function annotationAt(tree: SyntaxTree, { span }: Place): { readonly inner: Expression; readonly value?: Expression; readonly end: number } | undefined {
  const statement = nodeAt(tree, span.start).findLast((node) => node.kind === 'AnnAssign');
  if (statement?.kind !== 'AnnAssign') return undefined;
  const { annotation } = statement;
  const isMapped = annotation.kind === 'Subscript' && /(?:^|\.)Mapped$/.test(textOf(tree, annotation.value));
  return { inner: isMapped ? annotation.index : annotation, value: statement.value, end: tree.spans.spanOf(annotation.id).end };
}

/** `Sequence["Track"]` → `List["Track"]`, or `list` where the file writes it so. */
function listFix(tree: SyntaxTree, place: Place): readonly Fix[] {
  const inner = annotationAt(tree, place)?.inner;
  if (inner?.kind !== 'Subscript') return [];
  const isLower = /\blist\[/.test(tree.text) || !/^from typing import .*\bList\b/m.test(tree.text);
  const newText = isLower ? 'list' : 'List';
  return [{ title: `Change to ${newText}`, summary: 'Change to `list`', isPreferred: true, changes: [inFile(place.file, { span: tree.spans.spanOf(inner.value.id), newText })] }];
}

/** `Mapped[List] = relationship("Leaf")` → `Mapped[List["Leaf"]] = …`. */
function elementFix(tree: SyntaxTree, place: Place): readonly Fix[] {
  const found = annotationAt(tree, place);
  const target = found?.value?.kind === 'Call' ? found.value.args[0] : undefined;
  if (found?.inner.kind !== 'Name' || (target?.kind !== 'String' && target?.kind !== 'Name')) return [];
  const { end } = tree.spans.spanOf(found.inner.id);
  return [{ title: 'Name the class in the annotation', summary: 'Name the class in the annotation', isPreferred: true, changes: [inFile(place.file, { span: { start: end, end }, newText: `[${textOf(tree, target)}]` })] }];
}

/** `"List[Hero]"` → `List["Hero"]`. */
function unquoteFix(tree: SyntaxTree, place: Place): readonly Fix[] {
  const inner = annotationAt(tree, place)?.inner;
  const match = inner?.kind === 'String' ? /^(["'])([\w.]+)\[\s*([\w.]+)\s*\]\1$/.exec(textOf(tree, inner)) : null;
  if (inner === undefined || match === null) return [];
  const [, quote = '"', written = '', element = ''] = match;
  // Inside the quotes nobody asked whether the name is there.
  const collection = new RegExp(`import .*\\b${written}\\b`).test(tree.text) || !/^(?:List|Set|Dict)$/.test(written) ? written : written.toLowerCase();
  return [{ title: 'Quote the class only', summary: 'Quote the class only', isPreferred: true, changes: [inFile(place.file, { span: tree.spans.spanOf(inner.id), newText: `${collection}[${quote}${element}${quote}]` })] }];
}

/** `recipes: Mapped[List["Recipe"]]` → `… = relationship()`, where the name is that of a mapped class. */
function relationshipFix(context: FeatureContext, tree: SyntaxTree, place: Place): readonly Fix[] {
  const found = annotationAt(tree, place);
  if (found === undefined || found.value !== undefined) return [];
  const names = new Set(textOf(tree, found.inner).match(/\w+/g) ?? []);
  if (!context.graph.mappers.some(({ name }) => names.has(name)) && ![...names].some((name) => new RegExp(`^class ${name}\\(`, 'm').test(tree.text))) return [];
  const relationship = spelledName(tree, 'sqlalchemy.orm', 'relationship');
  return [{ title: 'Make it a relationship', summary: 'Make it a relationship', isPreferred: true, changes: [inFile(place.file, ...relationship.edits, { span: { start: found.end, end: found.end }, newText: ` = ${relationship.text}()` })] }];
}

function textOf(tree: SyntaxTree, node: Expression): string {
  const { start, end } = tree.spans.spanOf(node.id);
  return tree.text.slice(start, end);
}
