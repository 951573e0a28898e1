/** From node ids back to nodes. */
import type { AnyNode, NodeId, SyntaxTree } from '../python/syntax';
import { nodeAt } from '../python/walk';

/** The node of an anchor in the current tree; undefined when the tree no longer has it. */
export function nodeOf(tree: SyntaxTree, id: NodeId): AnyNode | undefined {
  const { start, end } = tree.spans.spanOf(id);
  return find(tree, start, id) ?? find(tree, Math.min(start + 1, end), id);
}

function find(tree: SyntaxTree, offset: number, id: NodeId): AnyNode | undefined {
  return nodeAt(tree, offset).find((node) => node.id === id);
}
