/** Which lines of the models view are shown. Pure, so that it is tested without an editor. */
import type { WireModelTreeNode } from '../../../server/src/protocol/messages';

export interface ModelsFilter {
  /** Part of a name, in any case; empty for all. */
  readonly name: string;
  /** Only what has a problem, and what leads to it. */
  readonly onlyProblems: boolean;
}

export const NO_FILTER: ModelsFilter = { name: '', onlyProblems: false };

export function isFiltering({ name, onlyProblems }: ModelsFilter): boolean {
  return name !== '' || onlyProblems;
}

/** A line whose name matches keeps all below it; others stay where they lead to such a line. */
export function filterNodes(nodes: readonly WireModelTreeNode[], filter: ModelsFilter): readonly WireModelTreeNode[] {
  const named = filter.name === '' ? nodes : keep(nodes, ({ kind, label }) => kind !== 'problem' && label.toLowerCase().includes(filter.name.toLowerCase()));
  return filter.onlyProblems ? keep(named, ({ kind }) => kind === 'problem') : named;
}

function keep(nodes: readonly WireModelTreeNode[], accepts: (node: WireModelTreeNode) => boolean): readonly WireModelTreeNode[] {
  return nodes.flatMap((node) => {
    if (accepts(node)) return [node];
    const children = keep(node.children, accepts);
    return children.length === 0 ? [] : [{ ...node, children }];
  });
}
