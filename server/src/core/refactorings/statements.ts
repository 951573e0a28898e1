/** Statements of class bodies, found and taken away whole. */
import type { Anchor, FileId } from '../declarations/anchor';
import type { FeatureContext } from '../features/context';
import type { TextEdit } from '../features/results';
import type { MapperProperty } from '../mapping/mapper';
import type { AnnotatedAssignment, Assignment, ClassDef, SyntaxTree } from '../python/syntax';
import { nodeAt } from '../python/walk';
import { endOfLine } from './attributes';

export type AttributeStatement = Assignment | AnnotatedAssignment;

export interface StatedAttribute {
  readonly file: FileId;
  readonly tree: SyntaxTree;
  readonly statement: AttributeStatement;
  /** The class whose body it stands in: a mapped class, or a mixin. */
  readonly cls: ClassDef;
}

/** The statement `posts = relationship(…)` in a class body; undefined for an attribute that is made in another way. */
export function statementOf(context: FeatureContext, property: MapperProperty): StatedAttribute | undefined {
  return statementAt(context, property.nameAnchor);
}

/** The statement whose target has the anchor. */
export function statementAt(context: FeatureContext, name: Anchor): StatedAttribute | undefined {
  const place = context.placeOf(name);
  const tree = place === undefined || !context.files().includes(place.file) ? undefined : context.treeOf(place.file);
  if (place === undefined || tree === undefined) return undefined;
  const path = nodeAt(tree, place.span.start);
  const index = path.findLastIndex((node) => node.kind === 'Assign' || node.kind === 'AnnAssign');
  const [statement, cls] = [path[index], path[index - 1]];
  const isAttribute = (statement?.kind === 'Assign' && statement.targets.length === 1) || statement?.kind === 'AnnAssign';
  const target = statement?.kind === 'Assign' ? statement.targets[0] : statement?.kind === 'AnnAssign' ? statement.target : undefined;
  // The name of a relationship that a backref makes stands in the statement of another.
  const isNamed = target !== undefined && tree.spans.spanOf(target.id).start === place.span.start;
  return isAttribute && isNamed && cls?.kind === 'ClassDef' ? { file: place.file, tree, statement, cls } : undefined;
}

/** Takes a statement away with its line; a class must not stay empty, then `pass` stands for it. */
export function removal({ tree, statement, cls }: StatedAttribute, alsoRemoved = 0): TextEdit {
  const { text, spans } = tree;
  const span = spans.spanOf(statement.id);
  if (cls.body.length - alsoRemoved === 1) return { span, newText: 'pass' };
  const lineStart = text.lastIndexOf('\n', span.start - 1) + 1;
  const end = endOfLine(text, span.end);
  const newlineAfter = text.startsWith('\r\n', end) ? 2 : end < text.length ? 1 : 0;
  const isLast = cls.body.at(-1)?.id === statement.id;
  // Blank lines before the last statement of a class would be left over.
  const blankBefore = isLast ? (/(?:(?<=\n)[ \t]*\r?\n)+$/.exec(text.slice(0, lineStart))?.[0].length ?? 0) : 0;
  return { span: { start: lineStart - blankBefore, end: end + newlineAfter }, newText: '' };
}
