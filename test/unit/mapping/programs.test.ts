/** Ways of writing models that real packages use, each with what SQLAlchemy makes of it. */
import { describe, expect, it } from 'vitest';
import { graphOfFiles } from '../../../server/src/cli/api';
import type { GraphJson } from '../../../server/src/core/export/graphJson';
import type { SqlAlchemyVersion } from '../../../server/src/core/mapping/mapper';

function graphOf(files: Readonly<Record<string, string>>, sqlalchemy: SqlAlchemyVersion = '2.0'): GraphJson {
  return graphOfFiles(new Map(Object.entries(files)), { sqlalchemy, sourceRoots: [''] });
}

/** `Cls.key` with the join, and every problem. */
function joinsOf(graph: GraphJson): readonly string[] {
  const joins = graph.mappers.flatMap((mapper) =>
    mapper.relationships.map((each) => `${mapper.entity.slice(mapper.entity.lastIndexOf('.') + 1)}.${each.key}: ${each.dynamic ?? each.primaryjoin ?? '?'}`),
  );
  return [...joins, ...graph.problems.filter(({ severity }) => severity !== 'hint').map(({ code, message }) => `${code}: ${message}`)];
}

describe('annotations', () => {
  it('are free on the subclasses of a made base that allows them', () => {
    const graph = graphOf({
      'models.py': `
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, registry, relationship

Base = registry().generate_base()
Base.__allow_unmapped__ = True

class User(Base):
    __tablename__ = "user"
    id: Mapped[int] = mapped_column(primary_key=True)
    cache: dict | None = None

class Post(Base):
    __tablename__ = "post"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    user: Mapped[User] = relationship()
`,
    });
    expect(joinsOf(graph)).toEqual(['Post.user: "user".id = post.user_id']);
  });

  it('need no type of their own beside the one of as_mutable', () => {
    const graph = graphOf({
      'models.py': `
from sqlalchemy import JSON
from sqlalchemy.ext.mutable import MutableDict
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

class Base(DeclarativeBase):
    pass

class User(Base):
    __tablename__ = "user"
    id: Mapped[int] = mapped_column(primary_key=True)
    settings: Mapped[dict] = mapped_column(MutableDict.as_mutable(JSON))
`,
    });
    expect(joinsOf(graph)).toEqual([]);
    expect(graph.tables[0]?.columns.map(({ type }) => type)).toEqual(['Integer', 'JSON']);
  });
});

describe('names of a module that it makes when asked', () => {
  it('may need others of the same module', () => {
    const graph = graphOf({
      'app/__init__.py': `
from importlib import import_module

LAZY = {"Base": "app.base", "User": "app.user", "Post": "app.post"}

def __getattr__(name):
    path = LAZY.get(name)
    if not path:
        raise AttributeError(name)
    value = getattr(import_module(path), name)
    globals()[name] = value
    return value
`,
      'app/base.py': 'from sqlalchemy.orm import declarative_base\nBase = declarative_base()\n',
      'app/post.py': `
from sqlalchemy import Column, ForeignKey, Integer
from sqlalchemy.orm import relationship
from app import Base, User

class Post(Base):
    __tablename__ = "post"
    id = Column(Integer, primary_key=True)
    user_id = Column(ForeignKey("users.id"))
    user = relationship(User)
`,
      'app/user.py': `
from sqlalchemy import Column, Integer
from app import Base

class User(Base):
    __tablename__ = "users"
    id = Column(Integer, primary_key=True)
`,
      'main.py': 'import sqlalchemy\nfrom app import Post\n',
    });
    expect(joinsOf(graph)).toEqual(['Post.user: users.id = post.user_id']);
  });
});

describe('comparisons', () => {
  it('are turned round where the right side is an annotated column', () => {
    const graph = graphOf({
      'models.py': `
from sqlalchemy import Column, Integer
from sqlalchemy.orm import declarative_base, foreign, relationship

Base = declarative_base()

class Run(Base):
    __tablename__ = "run"
    id = Column(Integer, primary_key=True)
    dag_id = Column(Integer)

class Dag(Base):
    __tablename__ = "dag"
    id = Column(Integer, primary_key=True)
    runs = relationship(Run, primaryjoin=id == foreign(Run.dag_id))
    plain = relationship(Run, primaryjoin=id == Run.dag_id, foreign_keys=Run.dag_id, viewonly=True)
`,
    });
    expect(joinsOf(graph)).toEqual(['Dag.runs: run.dag_id = dag.id', 'Dag.plain: dag.id = run.dag_id']);
  });
});

describe('tables', () => {
  it('may be kept in a class attribute until they are mapped', () => {
    const graph = graphOf({
      'models.py': `
from sqlalchemy import Column, ForeignKey, Integer, Table
from sqlalchemy.orm import registry, relationship

mapper_registry = registry()
Base = mapper_registry.generate_base()

class User(Base):
    __tablename__ = "users"
    id = Column(Integer, primary_key=True)
    posts = relationship("Post", back_populates="user")

class Post:
    pass

Post.table = Table("post", mapper_registry.metadata, Column("id", Integer, primary_key=True), Column("user_id", ForeignKey("users.id")))
mapper_registry.map_imperatively(
    Post, Post.table, properties=dict(user=relationship(User, primaryjoin=lambda: User.id == Post.table.c.user_id, back_populates="posts"))
)
`,
    });
    expect(joinsOf(graph)).toEqual(['User.posts: users.id = post.user_id', 'Post.user: users.id = post.user_id']);
  });

  it('that are missing may be the one that a class has at run time', () => {
    const graph = graphOf({
      'models.py': `
import os
from sqlalchemy import Column, Integer
from sqlalchemy.orm import declarative_base, relationship

Base = declarative_base()

class Tag(Base):
    __tablename__ = os.environ["TAGS"]
    id = Column(Integer, primary_key=True)

class Post(Base):
    __tablename__ = "post"
    id = Column(Integer, primary_key=True)
    tags = relationship("Post", secondary="post_tags")
`,
    });
    expect(graph.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('have arguments that private class properties add up', () => {
    const graph = graphOf({
      'models.py': `
from sqlalchemy import Column, ForeignKey, Integer, UniqueConstraint
from sqlalchemy.orm import declarative_base, declared_attr, relationship

Base = declarative_base()

class classproperty(property):
    def __get__(self, obj, type=None):
        return self.fget.__get__(None, type)()

def merged(cls):
    items, options = [], {}
    for name in dir(cls):
        if not name.endswith("__auto_args"):
            continue
        value = getattr(cls, name)
        if isinstance(value[-1], dict):
            items.extend(value[:-1])
            options.update(value[-1])
        else:
            items.extend(value)
    return tuple(items) + (options,)

class InSchema:
    @classproperty
    @staticmethod
    def __auto_args():
        return (UniqueConstraint("user_id"), {"schema": "blog"})

class User(Base):
    __tablename__ = "users"
    id = Column(Integer, primary_key=True)

class Post(InSchema, Base):
    __tablename__ = "post"
    id = Column(Integer, primary_key=True)
    user_id = Column(ForeignKey("users.id"))
    user = relationship(User)

    @classproperty
    @classmethod
    def __auto_args(cls):
        return (UniqueConstraint("id", "user_id"),)

    @declared_attr
    def __table_args__(cls):
        return merged(cls)
`,
    });
    expect(joinsOf(graph)).toEqual(['Post.user: users.id = blog.post.user_id']);
  });
});

describe('a loop over the tables of a MetaData', () => {
  it('copies each of them', () => {
    const graph = graphOf({
      'models.py': `
from sqlalchemy import Column, ForeignKey, Integer, MetaData
from sqlalchemy.orm import declarative_base, relationship

Base = declarative_base()

class User(Base):
    __tablename__ = "users"
    id = Column(Integer, primary_key=True)

class Post(Base):
    __tablename__ = "post"
    id = Column(Integer, primary_key=True)
    user_id = Column(ForeignKey("users.id"))

Copies = declarative_base(metadata=MetaData())
for table in Base.metadata.sorted_tables:
    table.to_metadata(Copies.metadata)

def copied(cls):
    table = Copies.metadata.tables[cls.__tablename__]
    return type("Copied" + cls.__name__, (Copies,), {"__table__": table, **{column.name: column for column in table.columns}})

CopiedUser = copied(User)
CopiedPost = copied(Post)
CopiedPost.user = relationship("CopiedUser", backref="posts")
`,
    });
    expect(joinsOf(graph)).toEqual(['CopiedUser.posts: users.id = post.user_id', 'CopiedPost.user: users.id = post.user_id']);
  });
});

describe('what is not read', () => {
  it('may bring the columns of a constraint', () => {
    const graph = graphOf({
      'models.py': `
from company.models import ModelBase, Timestamps
from sqlalchemy import Column, Index, Integer
from sqlalchemy.orm import declarative_base

Base = declarative_base()

class Event(ModelBase, Timestamps, Base):
    __tablename__ = "event"
    __table_args__ = (Index("ix_event_created", "created_at"),)
    id = Column(Integer, primary_key=True)
`,
    });
    expect(graph.problems).toEqual([]);
  });

  it('of Python itself is no mapped attribute', () => {
    const graph = graphOf({
      'models.py': `
import logging
import re
from sqlalchemy import Column, Integer
from sqlalchemy.orm import declarative_base

Base = declarative_base()

class Event(Base):
    __tablename__ = "event"
    id = Column(Integer, primary_key=True)
    pattern = re.compile("[a-z]+")
    log = logging.getLogger("event")
`,
    });
    expect(graph.mappers.map(({ dynamic }) => dynamic)).toEqual([null]);
  });
});

describe('a class whose base is not read', () => {
  it('may be what names in other classes lead to', () => {
    const graph = graphOf({
      'models.py': `
from company.models import CoreUser
from sqlalchemy import Column, ForeignKey, Integer
from sqlalchemy.orm import declarative_base, relationship

Base = declarative_base()

class User(CoreUser):
    __tablename__ = "users"
    id = Column(Integer, primary_key=True)

class Post(Base):
    __tablename__ = "post"
    id = Column(Integer, primary_key=True)
    user_id = Column(ForeignKey("users.id"))
    user = relationship("User")
`,
    });
    expect(joinsOf(graph)).toEqual(['Post.user: `company.models.CoreUser`, whose source is not available']);
  });
});
