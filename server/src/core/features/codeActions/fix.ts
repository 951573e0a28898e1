/** What a fix is made of, and the edits that many fixes share. All read the current tree, so that what is inserted has the file's own style. */
import type { Anchor, FileId } from '../../declarations/anchor';
import type { Mapper, Relationship } from '../../mapping/mapper';
import type { ShownProblem } from '../../problems/problemsOf';
import type { AnyNode, CallExpression, ClassDef, SyntaxTree } from '../../python/syntax';
import { nodeAt } from '../../python/walk';
import type { FeatureContext } from '../context';
import { nodeOf } from '../nodes';
import type { FileEdits, TextEdit } from '../results';

export interface Fix {
  /** An action: `Add `back_populates="user"` to `Post.author``, without backticks. */
  readonly title: string;
  /** The same without names of the models, in Markdown, for the documentation. */
  readonly summary: string;
  readonly changes: readonly FileEdits[];
  readonly isPreferred?: boolean;
}

export type FixProvider = (context: FeatureContext, shown: ShownProblem) => readonly Fix[];

export function inFile(file: FileId, ...edits: readonly TextEdit[]): FileEdits {
  return { file, edits };
}

export function nodeAtAnchor(context: FeatureContext, anchor: Anchor): AnyNode | undefined {
  const tree = context.treeOf(anchor.file);
  return tree === undefined ? undefined : nodeOf(tree, anchor.node);
}

/** The call that declares a relationship, in a file of the workspace. */
export function callOf(context: FeatureContext, relationship: Relationship): { readonly tree: SyntaxTree; readonly call: CallExpression; readonly file: FileId } | undefined {
  const { anchor } = relationship.declaration;
  const tree = context.treeOf(anchor.file);
  const node = tree === undefined || !context.files().includes(anchor.file) ? undefined : nodeOf(tree, anchor.node);
  return tree === undefined || node?.kind !== 'Call' ? undefined : { tree, call: node, file: anchor.file };
}

/** Adds or replaces `name=value` in the call that declares a relationship; undefined where there is no such call. */
export function setKeyword(context: FeatureContext, relationship: Relationship, name: string, value: string): FileEdits | undefined {
  const found = callOf(context, relationship);
  return found === undefined ? undefined : inFile(found.file, keywordEdit(found.tree, found.call, name, value));
}

export function keywordEdit(tree: SyntaxTree, call: CallExpression, name: string, value: string): TextEdit {
  const existing = call.keywords.find((keyword) => keyword.name?.name === name);
  if (existing !== undefined) return { span: tree.spans.spanOf(existing.value.id), newText: value };
  const last = [...call.args, ...call.keywords].map(({ id }) => tree.spans.spanOf(id)).sort((a, b) => b.end - a.end)[0];
  if (last === undefined) {
    const { end } = tree.spans.spanOf(call.id);
    return { span: { start: end - 1, end: end - 1 }, newText: `${name}=${value}` };
  }
  const gap = separatorOf(tree, call, last.end);
  return { span: { start: last.end, end: last.end }, newText: `${gap}${name}=${value}` };
}

/** `, ` on one line; a line of its own where the arguments stand on lines of their own. */
function separatorOf(tree: SyntaxTree, call: CallExpression, lastEnd: number): string {
  const { text, spans } = tree;
  const open = spans.spanOf(call.callee.id).end;
  const lastArgument = [...call.args, ...call.keywords].map(({ id }) => spans.spanOf(id)).find(({ end }) => end === lastEnd);
  const start = lastArgument?.start ?? lastEnd;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const indent = text.slice(lineStart, start);
  return lineStart > open && /^[ \t]+$/.test(indent) ? `,${newlineOf(text)}${indent}` : ', ';
}

/** Removes a keyword argument with its comma. */
export function removeKeyword(context: FeatureContext, relationship: Relationship, name: string): FileEdits | undefined {
  const found = callOf(context, relationship);
  const keyword = found?.call.keywords.find((each) => each.name?.name === name);
  if (found === undefined || keyword === undefined) return undefined;
  const { text, spans } = found.tree;
  const span = spans.spanOf(keyword.id);
  const open = spans.spanOf(found.call.callee.id).end + 1;
  const before = /,\s*$/.exec(text.slice(open, span.start));
  if (before !== null) return inFile(found.file, { span: { start: span.start - before[0].length, end: span.end }, newText: '' });
  const after = /^\s*,\s*/.exec(text.slice(span.end));
  return inFile(found.file, { span: { start: span.start, end: span.end + (after?.[0].length ?? 0) }, newText: '' });
}

export function newlineOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** The quote that a file uses more. */
export function quoteOf(text: string): '"' | "'" {
  const doubles = text.split('"').length;
  return text.split("'").length > doubles ? "'" : '"';
}

export function quoted(text: string, content: string): string {
  const quote = quoteOf(text);
  return `${quote}${content}${quote}`;
}

/** The class statement of a mapper, in a file of the workspace. */
export function classOf(context: FeatureContext, mapper: Mapper): { readonly tree: SyntaxTree; readonly node: ClassDef; readonly file: FileId } | undefined {
  const { anchor } = mapper.cls;
  const tree = context.treeOf(anchor.file);
  const node = tree === undefined || !context.files().includes(anchor.file) ? undefined : nodeOf(tree, anchor.node);
  return tree === undefined || node?.kind !== 'ClassDef' ? undefined : { tree, node, file: anchor.file };
}

/** Inserts a line at the end of a class's attributes: behind the last assignment of its body, before its methods. */
export function addToClass(tree: SyntaxTree, node: ClassDef, line: string): TextEdit | undefined {
  const { text, spans } = tree;
  const assignments = node.body.filter((statement) => statement.kind === 'Assign' || statement.kind === 'AnnAssign');
  const last = assignments.at(-1) ?? node.body.at(-1);
  if (last === undefined) return undefined;
  const span = spans.spanOf(last.id);
  const lineStart = text.lastIndexOf('\n', span.start - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '    ';
  const lineEnd = endOfLine(text, span.end);
  return { span: { start: lineEnd, end: lineEnd }, newText: `${newlineOf(text)}${indent}${line}` };
}

function endOfLine(text: string, offset: number): number {
  const end = text.slice(offset).search(/\r\n|\n|\r|$/);
  return offset + Math.max(0, end);
}

/** The innermost call around a place. */
export function callAround(tree: SyntaxTree, offset: number): CallExpression | undefined {
  return nodeAt(tree, offset).findLast((node): node is CallExpression => node.kind === 'Call');
}
