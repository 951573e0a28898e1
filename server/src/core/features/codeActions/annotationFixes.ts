/** Fixes of annotations: wrapped in `Mapped`, made Optional or not, one object instead of a list. */
import type { Relationship } from '../../mapping/mapper';
import type { Expression, SyntaxTree } from '../../python/syntax';
import { nodeAt } from '../../python/walk';
import type { FeatureContext } from '../context';
import { inFile, type Fix, type FixProvider } from './fix';
import { spelledName } from './imports';

export const annotationFixes: FixProvider = (context, { problem, result }) => {
  const tree = context.treeOf(result.file);
  const relationship = problem.fault.relationship;
  if (tree === undefined) return [];
  switch (problem.kind.code) {
    case 'annotation-not-mapped':
      return wrapFix(tree, result.file, result.span.start);
    case 'optional-against-nullable':
      return relationship === undefined ? [] : optionalFix(context, relationship);
    case 'list-on-many-to-one':
      return relationship === undefined ? [] : scalarFix(context, relationship);
    default:
      return [];
  }
};

/** `x: List["Post"] = …` → `x: Mapped[List["Post"]] = …`. */
function wrapFix(tree: SyntaxTree, file: Parameters<typeof inFile>[0], offset: number): readonly Fix[] {
  const statement = nodeAt(tree, offset).findLast((node) => node.kind === 'AnnAssign');
  if (statement?.kind !== 'AnnAssign') return [];
  const span = tree.spans.spanOf(statement.annotation.id);
  const mapped = spelledName(tree, 'sqlalchemy.orm', 'Mapped');
  return [{ title: 'Wrap the annotation in Mapped[...]', summary: 'Wrap the annotation in `Mapped[...]`', isPreferred: true, changes: [inFile(file, ...mapped.edits, { span, newText: `${mapped.text}[${tree.text.slice(span.start, span.end)}]` })] }];
}

/** The type inside `Mapped[...]`, or the annotation itself. */
function innerAnnotation(context: FeatureContext, relationship: Relationship): { readonly tree: SyntaxTree; readonly node: Expression; readonly text: string; readonly file: Parameters<typeof inFile>[0] } | undefined {
  const place = context.placeOf(relationship.nameAnchor);
  const tree = place === undefined || !context.files().includes(place.file) ? undefined : context.treeOf(place.file);
  const statement = tree === undefined || place === undefined ? undefined : nodeAt(tree, place.span.start).findLast((node) => node.kind === 'AnnAssign');
  if (tree === undefined || place === undefined || statement?.kind !== 'AnnAssign') return undefined;
  const { annotation } = statement;
  const node = annotation.kind === 'Subscript' ? annotation.index : annotation;
  const { start, end } = tree.spans.spanOf(node.id);
  return { tree, node, text: tree.text.slice(start, end), file: place.file };
}

function optionalFix(context: FeatureContext, relationship: Relationship): readonly Fix[] {
  const inner = innerAnnotation(context, relationship);
  if (inner === undefined) return [];
  const span = inner.tree.spans.spanOf(inner.node.id);
  const replace = (title: string, newText: string): readonly Fix[] => [{ title, summary: title, isPreferred: true, changes: [inFile(inner.file, { span, newText })] }];
  if (relationship.declaration.annotation?.isOptional === true) {
    const bare = inner.node.kind === 'Subscript' ? inner.tree.spans.spanOf(inner.node.index.id) : undefined;
    const text = bare !== undefined ? inner.tree.text.slice(bare.start, bare.end) : inner.text.replace(/\s*\|\s*None\b/, '').replace(/\bNone\s*\|\s*/, '');
    return text === inner.text ? [] : replace('Remove Optional from the annotation', text);
  }
  if (/\bOptional\b/.test(inner.tree.text)) return replace('Annotate it Optional', `Optional[${inner.text}]`);
  return inner.node.kind === 'String' ? replace('Annotate it as possibly None', inner.text.replace(/(["'])$/, ' | None$1')) : replace('Annotate it as possibly None', `${inner.text} | None`);
}

/** `Mapped[List["User"]]` → `Mapped["User"]`. */
function scalarFix(context: FeatureContext, relationship: Relationship): readonly Fix[] {
  const inner = innerAnnotation(context, relationship);
  if (inner?.node.kind !== 'Subscript') return [];
  const element = inner.tree.spans.spanOf(inner.node.index.id);
  const newText = inner.tree.text.slice(element.start, element.end);
  return [{ title: 'Annotate one object', summary: 'Annotate one object', isPreferred: true, changes: [inFile(inner.file, { span: inner.tree.spans.spanOf(inner.node.id), newText })] }];
}
