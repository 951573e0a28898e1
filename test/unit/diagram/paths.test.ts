import { describe, expect, it } from 'vitest';
import { analysisOfFiles } from '../../../server/src/cli/api';
import { partOfPath } from '../../../server/src/core/diagram/path/partOfPath';

const HEAD = `
from sqlalchemy import Column, ForeignKey, Integer, Table
from sqlalchemy.orm import declarative_base, relationship
Base = declarative_base()
`;

const BLOG = `${HEAD}
post_tag = Table("post_tag", Base.metadata, Column("post_id", ForeignKey("post.id")), Column("tag_id", ForeignKey("tag.id")))

class User(Base):
    __tablename__ = "user"
    id = Column(Integer, primary_key=True)
    posts = relationship("Post", back_populates="author")
    recent = relationship("Post", viewonly=True)

class Post(Base):
    __tablename__ = "post"
    id = Column(Integer, primary_key=True)
    author_id = Column(ForeignKey("user.id"))
    author = relationship("User", back_populates="posts")
    tags = relationship("Tag", secondary=post_tag, back_populates="posts")

class Tag(Base):
    __tablename__ = "tag"
    id = Column(Integer, primary_key=True)
    posts = relationship("Post", secondary=post_tag, back_populates="tags")

class Lonely(Base):
    __tablename__ = "lonely"
    id = Column(Integer, primary_key=True)
`;

const analysis = (text: string) => analysisOfFiles(new Map([['models.py', text]]), { sqlalchemy: '2.0' });
const selects = (text: string, from: string, to: string) => analysis(text).paths(`models.${from}`, `models.${to}`).map(({ select, reason }) => select ?? reason);

describe('paths between two entities', () => {
  it('come shortest first, writable relationships before read-only ones', () => {
    expect(selects(BLOG, 'User', 'Tag')).toEqual(['select(User).join(User.posts).join(Post.tags)', 'select(User).join(User.recent).join(Post.tags)']);
  });

  it('say each step in words', () => {
    const [first] = analysis(BLOG).paths('models.Tag', 'models.User');
    expect(first?.steps.map(({ words }) => words)).toEqual(['Tag.posts to Post, many to many', 'Post.author to User, many to one']);
  });

  it('do not exist where nothing joins the two, and for a name that is no entity', () => {
    expect(selects(BLOG, 'User', 'Lonely')).toEqual([]);
    expect(selects(BLOG, 'User', 'Nobody')).toEqual([]);
    expect(selects(BLOG, 'Lonely', 'Lonely')).toEqual([]);
  });

  it.each([true, false])('walk over lines of the diagram, with association tables folded: %s', (foldAssociationTables) => {
    const whole = analysis(BLOG).diagram({ foldAssociationTables });
    const [path] = analysis(BLOG).paths('models.Tag', 'models.User');
    const part = path === undefined ? undefined : partOfPath(whole, path);
    const between = foldAssociationTables ? [] : ['table:post_tag'];
    expect(part?.entities.map(({ id }) => id)).toEqual(['models.User', 'models.Post', 'models.Tag', ...between]);
    expect(part?.edges.map(({ id }) => id)).toEqual(['models.User.posts', 'models.Post.tags', ...between.map(() => 'models.Post.tags through')]);
  });

  it('name the module where two classes share a name', () => {
    const files = new Map([
      ['base.py', HEAD],
      ['a.py', 'from base import *\nclass Item(Base):\n    __tablename__ = "a"\n    id = Column(Integer, primary_key=True)\n'],
      ['b.py', 'from base import *\nclass Item(Base):\n    __tablename__ = "b"\n    id = Column(Integer, primary_key=True)\n    a_id = Column(ForeignKey("a.id"))\n'],
    ]);
    expect(analysisOfFiles(files, { sqlalchemy: '2.0' }).paths('b.Item', 'a.Item').map(({ select }) => select)).toEqual(['select(b.Item).join(a.Item, b.Item.a_id == a.Item.id)']);
  });

  it('say why a statement cannot be written', () => {
    const text = `${HEAD}
friends = Table("friends", Base.metadata, Column("a", ForeignKey("user.id")), Column("b", ForeignKey("user.id")))

class User(Base):
    __tablename__ = "user"
    id = Column(Integer, primary_key=True)
    friends = relationship("User", secondary=friends, primaryjoin="User.id == friends.c.a", secondaryjoin="User.id == friends.c.b")
`;
    expect(selects(text, 'User', 'User')).toEqual([
      'user_2 = aliased(User)\nselect(User).join(User.friends.of_type(user_2))',
      'No select() is written: User or user_2 would have to be aliased, and User.friends is joined from the other side through a table between',
    ]);
  });

  it('stay bounded in a dense schema', () => {
    const names = Array.from({ length: 40 }, (_, index) => `C${index}`);
    const text = HEAD + names.map((name) => `
class ${name}(Base):
    __tablename__ = "${name}"
    id = Column(Integer, primary_key=True)
${names.map((other) => `    to_${other} = relationship("${other}", primaryjoin="foreign(${name}.id) == remote(${other}.id)", viewonly=True)`).join('\n')}
`).join('');
    expect(selects(text, 'C0', 'C39')[0]).toBe('select(C0).join(C0.to_C39)');
  });
});
