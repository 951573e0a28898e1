import { expect, it } from 'vitest';
import { analysisOfFiles } from '../../../server/src/cli/api';
import type { Analysis } from '../../../server/src/core/analysis';
import type { FileId } from '../../../server/src/core/declarations/anchor';

const ALL = { severity: {} };
const HEAD = `from typing import List
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
`;

function analyse(files: Readonly<Record<string, string>>): Analysis {
  return analysisOfFiles(new Map(Object.entries(files)), { sqlalchemy: '2.0', sourceRoots: [''] });
}

const BASE = `${HEAD}
class Base(DeclarativeBase):
    pass
class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    posts: Mapped[List["Pots"]] = relationship(lazzy="select")
    notes: Mapped[List["Note"]] = relationship(viewonly=True, cascade="all")
`;
const POSTS = `from base import *
class Post(Base):
    __tablename__ = "posts"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
class Note(Base):
    __tablename__ = "notes"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
`;

it('repairs what is clear, file by file or everywhere, and leaves nothing to repair', () => {
  const analysis = analyse({ 'base.py': BASE, 'posts.py': POSTS });
  const here = analysis.fixAll(ALL, 'posts.py' as FileId);
  expect(here.changes.map(({ file }) => file)).toEqual(['posts.py']);
  const everywhere = analysis.fixAll(ALL);
  expect(everywhere.count).toBeGreaterThan(here.count);
  let current = analysis;
  for (let round = 0; round < 5 && current.fixAll(ALL).count > 0; round++) current = current.after(current.fixAll(ALL).changes);
  expect(current.problems(ALL).map(({ code }) => code)).toEqual([]);
});

it('repairs all problems of one code in the file and in the workspace', () => {
  const model = (name: string, table: string): string => `class ${name}(Base):
    __tablename__ = "${table}"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
`;
  const files = { 'base.py': `${HEAD}\nclass Base(DeclarativeBase):\n    pass\nclass User(Base):\n    __tablename__ = "users"\n    id: Mapped[int] = mapped_column(primary_key=True)\n`, 'a.py': `from base import *\n${model('A', 'a')}${model('B', 'b')}`, 'c.py': `from base import *\n${model('C', 'c')}` };
  const analysis = analyse(files);
  const offset = files['a.py'].indexOf('user.id');
  const actions = analysis.codeActions('a.py' as FileId, { start: offset, end: offset }, ALL);
  expect(actions.map(({ title }) => title).filter((title) => title.startsWith('Fix all'))).toEqual(['Fix all foreign-key-dangling in this file (2)', 'Fix all foreign-key-dangling in the workspace (3)']);
  const everywhere = actions.find(({ title }) => title.includes('workspace'));
  expect(analysis.after(everywhere?.changes ?? []).problems(ALL)).toEqual([]);
});

it('has nothing to do where nothing is wrong', () => {
  expect(analyse({ 'models.py': 'x = 1\n' }).fixAll(ALL)).toEqual({ changes: [], count: 0 });
});
