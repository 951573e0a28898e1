import { describe, expect, it } from 'vitest';
import { NO_FILTER, filterNodes, isFiltering } from '../../../client/src/views/filterNodes';
import type { WireModelTreeNode } from '../../../server/src/protocol/messages';

function node(kind: WireModelTreeNode['kind'], label: string, children: readonly WireModelTreeNode[] = []): WireModelTreeNode {
  return { id: label, kind, label, problems: 0, children };
}

const TREE = [
  node('module', 'app.user', [
    node('entity', 'User', [node('relationship', 'posts', [node('problem', 'no such relationship')]), node('column', 'id')]),
    node('entity', 'Address', [node('column', 'street')]),
  ]),
  node('module', 'app.blog', [node('entity', 'Post', [node('column', 'user_id')])]),
];

function lines(nodes: readonly WireModelTreeNode[], depth = 0): readonly string[] {
  return nodes.flatMap(({ label, children }) => ['  '.repeat(depth) + label, ...lines(children, depth + 1)]);
}

describe('the filter of the models view', () => {
  it('shows all by default', () => {
    expect(filterNodes(TREE, NO_FILTER)).toEqual(TREE);
    expect(isFiltering(NO_FILTER)).toBe(false);
  });

  it('keeps what a name matches, with all below it and what leads to it', () => {
    expect(lines(filterNodes(TREE, { name: 'USER_', onlyProblems: false }))).toEqual(['app.blog', '  Post', '    user_id']);
    expect(lines(filterNodes(TREE, { name: 'addr', onlyProblems: false }))).toEqual(['app.user', '  Address', '    street']);
  });

  it('keeps what leads to a problem', () => {
    expect(lines(filterNodes(TREE, { name: '', onlyProblems: true }))).toEqual(['app.user', '  User', '    posts', '      no such relationship']);
  });

  it('takes both together', () => {
    expect(filterNodes(TREE, { name: 'address', onlyProblems: true })).toEqual([]);
  });

  it('does not look for names in the words of problems', () => {
    expect(filterNodes(TREE, { name: 'such', onlyProblems: false })).toEqual([]);
  });
});
