/** Fixes in the class statement: a table, a tuple, a base. */
import type { ClassDef, SyntaxTree } from '../../python/syntax';
import { nodeAt } from '../../python/walk';
import type { FeatureContext } from '../context';
import { inFile, newlineOf, nodeAtAnchor, quoted, type Fix, type FixProvider } from './fix';
import { spelledName } from './imports';

export const classFixes: FixProvider = (context, { problem, result }) => {
  const tree = context.treeOf(result.file);
  if (tree === undefined) return [];
  switch (problem.kind.code) {
    case 'class-without-table':
      return tableFixes(tree, result.file, result.span.start);
    case 'table-args-type':
      return commaFix(context, problem.fault.anchor);
    case 'trailing-comma':
      return removeCommaFix(tree, result);
    case 'mixin-relationship-plain':
      return declaredAttrFix(tree, result);
    case 'base-used-directly':
      return baseFix(tree, result.file, result.span.start);
    default:
      return [];
  }
};

function classAt(tree: SyntaxTree, offset: number): ClassDef | undefined {
  return nodeAt(tree, offset).findLast((node): node is ClassDef => node.kind === 'ClassDef');
}

/** The first line of the body, with its indentation. */
function atBodyStart(tree: SyntaxTree, cls: ClassDef, line: string): { readonly span: { readonly start: number; readonly end: number }; readonly newText: string } | undefined {
  const [first] = cls.body;
  if (first === undefined) return undefined;
  const { start } = tree.spans.spanOf(first.id);
  const lineStart = tree.text.lastIndexOf('\n', start - 1) + 1;
  const indent = tree.text.slice(lineStart, start);
  return /^[ \t]+$/.test(indent) ? { span: { start, end: start }, newText: `${line}${newlineOf(tree.text)}${indent}` } : undefined;
}

function tableFixes(tree: SyntaxTree, file: FeatureFile, offset: number): readonly Fix[] {
  const cls = classAt(tree, offset);
  if (cls === undefined) return [];
  const name = cls.name.name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase();
  const named = atBodyStart(tree, cls, `__tablename__ = ${quoted(tree.text, name)}`);
  const abstract = atBodyStart(tree, cls, '__abstract__ = True');
  return [
    ...(named === undefined ? [] : [{ title: `Add __tablename__ = "${name}"`, summary: 'Add `__tablename__`', isPreferred: true, changes: [inFile(file, named)] }]),
    ...(abstract === undefined ? [] : [{ title: 'It is only a base: add __abstract__ = True', summary: 'Add `__abstract__ = True`, for a class that is only a base', changes: [inFile(file, abstract)] }]),
  ];
}

type FeatureFile = Parameters<typeof inFile>[0];

/** `(UniqueConstraint(...))` → `(UniqueConstraint(...),)`; a list becomes a tuple. */
function commaFix(context: FeatureContext, anchor: Parameters<typeof nodeAtAnchor>[1]): readonly Fix[] {
  const tree = context.treeOf(anchor.file);
  const node = nodeAtAnchor(context, anchor);
  const value = node?.kind === 'Assign' ? node.value : node;
  if (tree === undefined || value === undefined) return [];
  const span = tree.spans.spanOf(value.id);
  if (value.kind === 'List') {
    const inner = tree.text.slice(span.start + 1, span.end - 1).trimEnd();
    const newText = `(${inner}${value.elements.length === 1 && !inner.endsWith(',') ? ',' : ''})`;
    return [{ title: 'Make it a tuple', summary: 'Make it a tuple', isPreferred: true, changes: [inFile(anchor.file, { span, newText })] }];
  }
  const isInParentheses = tree.text.slice(0, span.start).trimEnd().endsWith('(') && tree.text.slice(span.end).trimStart().startsWith(')');
  if (value.kind !== 'Call') return [];
  const edit = isInParentheses ? { span: { start: span.end, end: span.end }, newText: ',' } : { span, newText: `(${tree.text.slice(span.start, span.end)},)` };
  return [{ title: 'Make it a tuple', summary: 'Make it a tuple', isPreferred: true, changes: [inFile(anchor.file, edit)] }];
}

function removeCommaFix(tree: SyntaxTree, { file, span }: { readonly file: FeatureFile; readonly span: { readonly start: number; readonly end: number } }): readonly Fix[] {
  const statement = nodeAt(tree, span.start).findLast((node) => node.kind === 'Assign' || node.kind === 'AnnAssign');
  if (statement === undefined) return [];
  const whole = tree.spans.spanOf(statement.id);
  const comma = /,\s*$/.exec(tree.text.slice(whole.start, whole.end));
  if (comma === null) return [];
  return [{ title: 'Remove the comma', summary: 'Remove the comma', isPreferred: true, changes: [inFile(file, { span: { start: whole.start + comma.index, end: whole.start + comma.index + 1 }, newText: '' })] }];
}

/** `owner = relationship(...)` → a method under `@declared_attr`. */
function declaredAttrFix(tree: SyntaxTree, { file, span }: { readonly file: FeatureFile; readonly span: { readonly start: number; readonly end: number } }): readonly Fix[] {
  const statement = nodeAt(tree, span.start).findLast((node) => node.kind === 'Assign');
  if (statement?.kind !== 'Assign' || statement.targets.length !== 1) return [];
  const [target] = statement.targets;
  if (target?.kind !== 'Name') return [];
  const whole = tree.spans.spanOf(statement.id);
  const value = tree.spans.spanOf(statement.value.id);
  const indent = tree.text.slice(tree.text.lastIndexOf('\n', whole.start - 1) + 1, whole.start);
  const newline = newlineOf(tree.text);
  const declaredAttr = spelledName(tree, 'sqlalchemy.orm', 'declared_attr');
  const newText = `@${declaredAttr.text}${newline}${indent}def ${target.name}(cls):${newline}${indent}    return ${tree.text.slice(value.start, value.end)}`;
  return [{ title: `Make ${target.name} a declared_attr`, summary: 'Make it a `declared_attr`', isPreferred: true, changes: [inFile(file, ...declaredAttr.edits, { span: whole, newText })] }];
}

function baseFix(tree: SyntaxTree, file: FeatureFile, offset: number): readonly Fix[] {
  const cls = classAt(tree, offset);
  const base = cls?.bases.find((each) => tree.text.slice(tree.spans.spanOf(each.id).start, tree.spans.spanOf(each.id).end).endsWith('DeclarativeBase'));
  if (cls === undefined || base === undefined || /^class Base\b/m.test(tree.text)) return [];
  const span = tree.spans.spanOf(base.id);
  const { start } = tree.spans.spanOf(cls.id);
  const newline = newlineOf(tree.text);
  const insert = `class Base(${tree.text.slice(span.start, span.end)}):${newline}    pass${newline}${newline}${newline}`;
  return [{ title: 'Make a base first', summary: 'Make a base first', isPreferred: true, changes: [inFile(file, { span: { start, end: start }, newText: insert }, { span, newText: 'Base' })] }];
}
