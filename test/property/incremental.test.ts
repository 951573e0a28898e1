/** Edits of a project with everything that connects modules: what is kept from before an edit gives what a fresh start gives. */
import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../server/src/core/analysis';
import { createAnalysisHost, type AnalysisHost } from '../../server/src/core/analysisHost';
import type { FileId } from '../../server/src/core/declarations/anchor';
import type { InstalledModule, PackageReader } from '../../server/src/core/workspace/project';

const INSTALLED: Readonly<Record<string, string>> = {
  company: 'from company.mixins import Stamped\n',
  'company.mixins': `
from sqlalchemy import Column, DateTime, ForeignKey, String
from sqlalchemy.orm import declared_attr, relationship
NAMES = []
class Stamped:
    created = Column(DateTime)
    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        NAMES.append(cls.__name__)
class Named:
    label = "name"
    @declared_attr
    def name(cls):
        return Column(String(50))
`,
};

const PROJECT: Readonly<Record<string, string>> = {
  'app/__init__.py': '',
  'app/base.py': `
from sqlalchemy import Column, ForeignKey, Integer, MetaData
from sqlalchemy.orm import DeclarativeBase, declared_attr, relationship

class Base(DeclarativeBase):
    metadata = MetaData()

    @classmethod
    def key(cls, table):
        return Column(ForeignKey(table + ".id"))

class Owned:
    OWNER = "User"

    @declared_attr
    def owner_id(cls):
        return Column(ForeignKey("users.id"))

    @declared_attr
    def owner(cls):
        return relationship(cls.OWNER, foreign_keys=[cls.owner_id], viewonly=True)
`,
  'app/users.py': `
from __future__ import annotations
from typing import TYPE_CHECKING
from sqlalchemy import Column, ForeignKey, Integer, String, Table
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship
from app.base import Base
from company.mixins import Named, Stamped
if TYPE_CHECKING:
    from app.posts import Post

LENGTH = 50
groups = Table("user_groups", Base.metadata, Column("user_id", ForeignKey("users.id")), Column("group_id", ForeignKey("groups.id")))

class Group(Base):
    __tablename__ = "groups"
    id: Mapped[int] = mapped_column(primary_key=True)
    title = Column(String(LENGTH))
    users: Mapped[list[User]] = relationship(secondary=groups, back_populates="groups")

class User(Named, Base):
    __tablename__ = "users"
    LIMIT = 3
    id: Mapped[int] = mapped_column(primary_key=True)
    group_id = Column(ForeignKey("groups.id"))
    groups: Mapped[list[Group]] = relationship(secondary=groups, back_populates="users")
    posts: Mapped[list[Post]] = relationship(back_populates="author", foreign_keys="Post.author_id")

    def is_old(self):
        return self.id < 5

class Admin(User):
    __tablename__ = "admins"
    id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    level = Column(String(User.LIMIT))

User.upper = column_property(User.group_id + 1)
User.main_group = relationship(Group, foreign_keys=[User.group_id], overlaps="groups")
`,
  'app/posts.py': `
from sqlalchemy import Column, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, backref, mapped_column, relationship
import app.tags
from app.base import Base, Owned
from app.users import User, LENGTH
from company import Stamped

class Post(Owned, Base):
    __tablename__ = "posts"
    id: Mapped[int] = mapped_column(primary_key=True)
    author_id = Base.key("users")
    title = Column(String(LENGTH))
    author = relationship(User, back_populates="posts", foreign_keys=[author_id])
    tags = relationship("Tag", backref=backref("post", uselist=False), order_by="Tag.id")
    class Meta:
        ordering = ["id"]

def comment_class(name, limit=User.LIMIT):
    class Comment(Base):
        __tablename__ = name
        id = Column(Integer, primary_key=True)
        text = Column(String(limit))
        post_id = Column(ForeignKey("posts.id"))
        post = relationship(Post, backref=name)
    return Comment

Comment = comment_class("comments")
`,
  'app/tags.py': `
from sqlalchemy import Column, ForeignKey, Integer, String
from sqlalchemy.orm import relationship, validates
from app.base import Base
import app.posts

class Tag(Base):
    __tablename__ = "tags"
    id = Column(Integer, primary_key=True)
    post_id = Column(ForeignKey("posts.id"))
    parent_id = Column(ForeignKey("tags.id"))
    children = relationship("Tag", back_populates="parent")
    parent = relationship("Tag", back_populates="children", remote_side=[id])

    @validates("post_id")
    def check(self, key, value):
        return value

for number in range(2):
    setattr(Tag, "extra%d" % number, Column(String(number + 1)))
`,
  'app/main.py': `
from app import posts, users
from app.posts import Comment
TITLES = [users.User.__tablename__, Comment.__tablename__]
class Log(users.Base):
    __tablename__ = "log_of_" + TITLES[0]
    id = users.Column(users.Integer, primary_key=True)
    user_id = users.Column(users.ForeignKey(TITLES[0] + ".id"))
    user = users.relationship(users.User)
`,
};

const packages: PackageReader = readerOf(INSTALLED);

function readerOf(texts: Readonly<Record<string, string>>): PackageReader {
  const modules = new Map(Object.entries(texts).map(([name, text]): [string, InstalledModule] => [name, { id: `installed:${name}` as FileId, text, isPackage: name === 'company' }]));
  return { readModule: (name) => modules.get(name), versionOf: () => undefined };
}

function newHost(): AnalysisHost {
  return createAnalysisHost(
    { sqlalchemy: '2.0', sourceRoots: [''], packages },
    {
      onInternalError: (operation, error) => {
        throw error instanceof Error ? error : new Error(`${operation}: ${String(error)}`);
      },
    },
  );
}

function set(host: AnalysisHost, path: string, text: string): void {
  host.setFile({ id: path as FileId, path, text });
}

/** All that is said about a project. */
function outcome(analysis: Analysis): string {
  const hovers = analysis.files().flatMap((file) => {
    const text = analysis.treeOf(file)?.text ?? '';
    return [...text.matchAll(/^ {4}(\w+)(?::| =)/gm)].map((match) => analysis.hover(file, match.index + 4, { commandLinks: false, uriOf: (id) => id })?.markdown);
  });
  return JSON.stringify([analysis.graphJson({ roots: ['.'] }), analysis.problems({ severity: {} }), hovers], undefined, 1);
}

function cold(files: ReadonlyMap<string, string>): string {
  const host = newHost();
  for (const [path, text] of files) set(host, path, text);
  return outcome(host.analysis());
}

/** Numbers in [0, 1) that are the same in every run (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}

const LINES = [
  '    added = Column(Integer)',
  '    added = relationship("User", viewonly=True)',
  '    added: Mapped[int] = mapped_column()',
  '    LIMIT = 7',
  '    OWNER = "Admin"',
  '    __table_args__ = {"schema": "other"}',
  '    __abstract__ = True',
  '    owner = None',
  '    # a comment',
  '',
  '    def added(self): return 1',
  '    print(Base.key("tags"))',
  'TITLES = []',
  'User.added = Column(Integer)',
  'from app.users import *',
];

/** What a person types: an argument, a name, a line; mostly inside classes. */
function edit(text: string, random: () => number): string {
  const lines = text.split('\n');
  const at = Math.floor(random() * lines.length);
  const line = lines[at] ?? '';
  const kind = random();
  if (kind < 0.15) lines.splice(at, 1);
  else if (kind < 0.35) lines.splice(at, 0, LINES[Math.floor(random() * LINES.length)] ?? '');
  else if (kind < 0.5) lines[at] = line.replace(/"(\w+)"/, '"$1x"');
  else if (kind < 0.6) lines[at] = line.replace(/\)$/, ', viewonly=True)');
  else if (kind < 0.7) lines[at] = line.replace(/Column\(/, 'Column(Integer, ');
  else if (kind < 0.8) lines[at] = line.replace(/(\w+) =/, '$1_ =');
  else if (kind < 0.9) lines[at] = line.replace(/return .*/, 'return 2');
  else lines[at] = `${line}  # note`;
  return lines.join('\n');
}

describe('after edits', () => {
  it.each([1, 2, 3, 4])('says what a fresh start says (%i)', (seed) => {
    const random = randomNumbers(seed);
    const host = newHost();
    const files = new Map(Object.entries(PROJECT));
    for (const [path, text] of files) set(host, path, text);
    expect(outcome(host.analysis())).toBe(cold(files));
    const paths = [...files.keys()];
    for (let round = 0; round < 30; round++) {
      const path = paths[Math.floor(random() * paths.length)] ?? '';
      const [known, original] = [files.get(path), PROJECT[path] ?? ''];
      if (random() < 0.08 && known !== undefined) {
        files.delete(path);
        host.removeFile(path as FileId);
      } else {
        const text = known === undefined || random() < 0.3 ? original : edit(known, random);
        files.set(path, text);
        set(host, path, text);
      }
      const isWhole = [...files.keys()].every((each) => host.analysis().treeOf(each as FileId)?.errors.every(({ message }) => !message.startsWith('unterminated')));
      if (isWhole) expect(outcome(host.analysis()), `round ${round}, ${path}`).toBe(cold(files));
    }
  });

  it.each([
    ['an argument of a relationship', 'app/posts.py', 'back_populates="posts"', 'back_populates="postings"'],
    ['one more argument', 'app/tags.py', 'remote_side=[id]', 'remote_side=[id], viewonly=True'],
    ['a column', 'app/users.py', 'title = Column(String(LENGTH))', 'title = Column(Integer)'],
    ['an attribute more', 'app/tags.py', '    @validates', '    extra = Column(Integer)\n\n    @validates'],
    ['an annotation', 'app/users.py', 'id: Mapped[int] = mapped_column(primary_key=True)\n    title', 'id: Mapped[str] = mapped_column(primary_key=True)\n    title'],
  ])('keeps the objects of the program when %s changes in a class', (_, path, before, after) => {
    const host = newHost();
    const files = new Map(Object.entries(PROJECT));
    for (const [name, text] of files) set(host, name, text);
    const classes = host.analysis().graph.mappers.map(({ cls }) => cls);
    const text = (PROJECT[path] ?? '').replace(before, after);
    expect(text).not.toBe(PROJECT[path]);
    files.set(path, text);
    set(host, path, text);
    expect(outcome(host.analysis())).toBe(cold(files));
    expect(host.analysis().graph.mappers.map(({ cls }) => classes.includes(cls))).toEqual(classes.map(() => true));
  });

  it.each([
    ['a value that other code read', 'app/users.py', 'LIMIT = 3', 'LIMIT = 4'],
    ['a table name that other code read', 'app/users.py', '__tablename__ = "users"', '__tablename__ = "people"'],
    ['a base', 'app/users.py', 'class User(Named, Base)', 'class User(Stamped, Named, Base)'],
    ['a method that other code called', 'app/base.py', 'return Column(ForeignKey(table + ".id"))', 'return Column(ForeignKey(table + ".key"))'],
    ['a mixin', 'app/base.py', 'OWNER = "User"', 'OWNER = "Admin"'],
  ])('evaluates the program anew when %s changes', (_, path, before, after) => {
    const host = newHost();
    const files = new Map(Object.entries(PROJECT));
    for (const [name, text] of files) set(host, name, text);
    const classes = host.analysis().graph.mappers.map(({ cls }) => cls);
    files.set(path, (PROJECT[path] ?? '').replace(before, after));
    set(host, path, files.get(path) ?? '');
    expect(outcome(host.analysis())).toBe(cold(files));
    expect(host.analysis().graph.mappers.some(({ cls }) => classes.includes(cls))).toBe(false);
  });
});
