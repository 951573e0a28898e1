import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { graphOf, outlineOf } from '../../../client/src/tools/modelText';
import { createAnalysisHost } from '../../../server/src/core/analysisHost';
import type { FileId } from '../../../server/src/core/declarations/anchor';

const ROOT = path.join(import.meta.dirname, '../../..');
const MODELS = `from sqlalchemy import Column, ForeignKey, Integer
from sqlalchemy.orm import declarative_base, relationship

Base = declarative_base()


class User(Base):
    __tablename__ = "users"

    id = Column(Integer, primary_key=True)
    posts = relationship("Post", back_populates="writer")


class Post(Base):
    __tablename__ = "posts"

    id = Column(Integer, primary_key=True)
    author_id = Column(Integer, ForeignKey("users.id"))
`;

const host = createAnalysisHost({ sqlalchemy: '2.0', sourceRoots: [''] }, { onInternalError: (operation) => { throw new Error(operation); } });
host.setFile({ id: 'models.py' as FileId, path: 'models.py', text: MODELS });
const analysis = host.analysis();

describe('the outline for a language model', () => {
  it('names entities, relationships and problems', () => {
    const nodes = analysis.modelTree({ severity: {} });
    expect(outlineOf([{ name: 'project', uri: 'file:///project', nodes }])).toMatchInlineSnapshot(`
      "Entity models.Post (table posts)
      Entity models.User (table users)
        posts → Post · not usable
        problem back-populates-missing: back_populates="writer": Post has no relationship writer; add it there, with back_populates="posts""
    `);
  });

  it('says when there is nothing', () => {
    expect(outlineOf([])).toBe('No mapped classes were found.');
  });
});

describe('the graph of one entity', () => {
  const graph: unknown = analysis.graphJson({ roots: ['.'] });

  it('has its mapper, its table and its problems', () => {
    const part = JSON.parse(graphOf(graph, 'User') ?? '') as { mappers: { entity: string }[]; tables: { key: string }[]; problems: unknown[] };
    expect(part.mappers.map(({ entity }) => entity)).toEqual(['models.User']);
    expect(part.tables.map(({ key }) => key)).toEqual(['users']);
    expect(part.problems).toHaveLength(1);
  });

  it('is not there for an unknown name or a broken answer', () => {
    expect(graphOf(graph, 'Nobody')).toBeUndefined();
    expect(graphOf(undefined, 'User')).toBeUndefined();
  });
});

describe('the tools of the manifest', () => {
  it('are those that are registered', () => {
    const { contributes } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { contributes: { languageModelTools: { name: string }[] } };
    const source = readFileSync(path.join(ROOT, 'client/src/tools/index.ts'), 'utf8');
    expect(contributes.languageModelTools.map(({ name }) => name)).toEqual(source.match(/sqlalchemyRelationships_\w+/g));
  });
});
