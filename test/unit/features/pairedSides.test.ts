import { expect, it } from 'vitest';
import { createAnalysisHost } from '../../../server/src/core/analysisHost';
import type { FileId } from '../../../server/src/core/declarations/anchor';

const FILE = 'models.py' as FileId;

function modelsWith(backref: string): string {
  return `from sqlalchemy import Column, ForeignKey, Integer
from sqlalchemy.orm import backref, declarative_base, relationship

Base = declarative_base()


class User(Base):
    __tablename__ = "users"
    id = Column(Integer, primary_key=True)


class Post(Base):
    __tablename__ = "posts"
    id = Column(Integer, primary_key=True)
    author_id = Column(Integer, ForeignKey("users.id"))
    author = relationship("User", backref=${backref})
`;
}

it.each(['"posts"', 'backref("posts")', 'backref("posts", lazy="dynamic")'])('goes to the name in backref=%s, and from there back', (backref) => {
  const text = modelsWith(backref);
  const host = createAnalysisHost(
    { sqlalchemy: '2.0', sourceRoots: [''] },
    {
      onInternalError: (_operation, error) => {
        throw error instanceof Error ? error : new Error(String(error));
      },
    },
  );
  host.setFile({ id: FILE, path: FILE, text });
  const analysis = host.analysis();
  const textOf = (offset: number) => analysis.pairedSides(FILE, offset).map(({ label, targetSelection: { start, end } }) => [label, text.slice(start, end), start]);
  const there = text.indexOf('posts', text.indexOf('backref='));
  const here = text.indexOf('author = ');
  expect(textOf(here)).toEqual([['User.posts', 'posts', there]]);
  expect(textOf(there)).toEqual([['Post.author', 'author', here]]);
});
