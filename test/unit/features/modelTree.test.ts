import { describe, expect, it } from 'vitest';
import { createAnalysisHost } from '../../../server/src/core/analysisHost';
import type { FileId } from '../../../server/src/core/declarations/anchor';
import type { ModelTreeNode } from '../../../server/src/core/features/results';

const MODELS = `from sqlalchemy import Column, ForeignKey, Integer, Table
from sqlalchemy.orm import declarative_base, relationship

Base = declarative_base()

plain = Table("plain", Base.metadata, Column("id", Integer, primary_key=True))


class User(Base):
    __tablename__ = "users"

    id = Column(Integer, primary_key=True)
    posts = relationship("Post", back_populates="writer")


class Post(Base):
    __tablename__ = "posts"

    id = Column(Integer, primary_key=True)
    author_id = Column(Integer, ForeignKey("users.id"))
    author = relationship("User", back_populates="posts")
`;

function treeOf(text: string): readonly ModelTreeNode[] {
  const onInternalError = (operation: string, error: unknown): never => {
    throw error instanceof Error ? error : new Error(`${operation}: ${String(error)}`);
  };
  const host = createAnalysisHost({ sqlalchemy: '2.0', sourceRoots: [''] }, { onInternalError });
  host.setFile({ id: 'models.py' as FileId, path: 'models.py', text });
  return host.analysis().modelTree({ severity: {} });
}

/** Lines as the view shows them, indented by depth. */
function lines(nodes: readonly ModelTreeNode[], depth = 0): readonly string[] {
  return nodes.flatMap(({ kind, label, problems, children }) => [
    `${'  '.repeat(depth)}${kind} ${kind === 'problem' ? '' : label}${problems > 0 ? ` (${problems})` : ''}`.trimEnd(),
    ...lines(children, depth + 1),
  ]);
}

function all(nodes: readonly ModelTreeNode[]): readonly ModelTreeNode[] {
  return nodes.flatMap((node) => [node, ...all(node.children)]);
}

describe('the models view', () => {
  it('lists modules, entities, members, problems, and tables without a class', () => {
    expect(lines(treeOf(MODELS))).toMatchInlineSnapshot(`
      [
        "module models (1)",
        "  entity Post",
        "    relationship author",
        "    column id",
        "    column author_id",
        "  entity User (1)",
        "    relationship posts (1)",
        "      problem  (1)",
        "    column id",
        "module Tables without a class",
        "  table plain",
        "    column id",
      ]
    `);
  });

  it('gives every line an id of its own, and a place to all but groups', () => {
    const nodes = all(treeOf(MODELS));
    expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
    expect(nodes.filter(({ kind, place }) => kind !== 'module' && place === undefined)).toEqual([]);
  });

  it('is empty where nothing is mapped', () => {
    expect(treeOf('x = 1\n')).toEqual([]);
  });
});
