/** From node ids back to nodes. */
import { contentMap } from '../python/stringContent';
import type { AnyNode, NodeId, StringLiteral, SyntaxTree } from '../python/syntax';
import { nodeAt } from '../python/walk';
import type { Span } from '../text/span';

/** The node of an anchor in the current tree; undefined when the tree no longer has it. */
export function nodeOf(tree: SyntaxTree, id: NodeId): AnyNode | undefined {
  const { start, end } = tree.spans.spanOf(id);
  return find(tree, start, id) ?? find(tree, Math.min(start + 1, end), id);
}

function find(tree: SyntaxTree, offset: number, id: NodeId): AnyNode | undefined {
  return nodeAt(tree, offset).find((node) => node.id === id);
}

/** The text between the quotes; of several adjacent literals, from the first to the last. */
export function contentSpan(tree: SyntaxTree, literal: StringLiteral): Span {
  const map = contentMap(literal, tree);
  return { start: map.sourceStart(0), end: map.sourceEnd(literal.value.length) };
}

/** In `tags = Table(...)`, the span of `tags` for the call: the names that an assignment gives to a value. */
export function variableSpans(tree: SyntaxTree, value: NodeId): readonly Span[] {
  const { start } = tree.spans.spanOf(value);
  const statement = nodeAt(tree, start).find((node) => (node.kind === 'Assign' || node.kind === 'AnnAssign') && node.value?.id === value);
  const targets = statement?.kind === 'Assign' ? statement.targets : statement?.kind === 'AnnAssign' ? [statement.target] : [];
  return targets.flatMap((target) => (target.kind === 'Name' ? [tree.spans.spanOf(target.id)] : []));
}

/** Whether a node's text is a name, with dots or without: nearly all are, so it is asked before anything is looked up. */
export function isPlainName(text: string, { start, end }: Span): boolean {
  for (let index = start; index < end; index++) {
    const code = text.charCodeAt(index);
    const isLetter = (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f;
    if (!isLetter && !(code >= 0x30 && code <= 0x39) && code !== 0x2e) return false;
  }
  return true;
}

/**
 * The name that a declaration's node stands for: the node itself, what is in its quotes, or, for a value in `properties={"posts": …}` or
 * `dict(posts=…)`, its key; for `backref=backref("posts")`, what is in the quotes.
 */
export function nameSpan(tree: SyntaxTree, id: NodeId): Span {
  const span = tree.spans.spanOf(id);
  if (isPlainName(tree.text, span)) return span;
  const path = nodeAt(tree, Math.min(span.start + 1, span.end));
  const node = path.find((each) => each.id === id) ?? nodeOf(tree, id);
  if (node?.kind === 'String') return contentSpan(tree, node);
  for (const around of path) {
    if (around.kind === 'Keyword' && around.value.id === id && around.name !== undefined && around.name.name !== 'backref') return tree.spans.spanOf(around.name.id);
    const key = around.kind === 'Dict' ? around.entries.find(({ value }) => value.id === id)?.key : undefined;
    if (key?.kind === 'String') return contentSpan(tree, key);
  }
  return node?.kind === 'Call' && node.args[0]?.kind === 'String' ? contentSpan(tree, node.args[0]) : span;
}
