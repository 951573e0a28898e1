/** What only run time knows is no error. */
import { describe, expect, it } from 'vitest';
import { columnsIn, mapperIn, mappersIn, modelsOf, problemsIn, relationshipsIn } from '../support/modelsOf';

const IMPORTS = `
from sqlalchemy import *
from sqlalchemy.orm import *
`;

const BASE = `${IMPORTS}
class Base(DeclarativeBase):
    pass
`;

describe('a base that is not read', () => {
  it('maps the classes that name tables, among each other', () => {
    const graph = modelsOf({
      'a.py': `
from sqlalchemy import Column, ForeignKey, Integer
from sqlalchemy.orm import relationship
from company.database import Base

class User(Base):
    __tablename__ = "user"
    id = Column(Integer, primary_key=True)
    posts = relationship("Post", back_populates="user")
`,
      'b.py': `
from sqlalchemy import Column, ForeignKey, Integer
from sqlalchemy.orm import relationship
from company.database.other import Base

class Post(Base):
    __tablename__ = "post"
    id = Column(Integer, primary_key=True)
    user_id = Column(ForeignKey("user.id"))
    user = relationship("User", back_populates="posts")
    place = relationship("Place")
`,
    });
    expect(mappersIn(graph)).toEqual(['User -> user', 'Post -> post']);
    expect(relationshipsIn(graph).slice(0, 2)).toEqual(['User.posts: ONETOMANY Post "user".id = post.user_id', 'Post.user: MANYTOONE User "user".id = post.user_id']);
    expect(mapperIn(graph, 'Post').relationships[1]?.dynamic).not.toBeNull();
    expect(problemsIn(graph)).toEqual([]);
  });

  it('leaves classes without a table alone', () => {
    const graph = modelsOf(`
from company.database import Thing

class User(Thing):
    name = "x"
`);
    expect(graph.mappers).toEqual([]);
  });

  it('may be a mixin that brings the primary key', () => {
    const graph = modelsOf(`${BASE}
from company.mixins import HasId

class User(HasId, Base):
    __tablename__ = "user"
    name: Mapped[str]
`);
    expect(columnsIn(graph, 'User')).toEqual(['name: String']);
    expect(mapperIn(graph, 'User').dynamic).not.toBeNull();
    expect(problemsIn(graph)).toEqual([]);
  });
});

describe('an unknown decision', () => {
  it('makes one of two classes of a name', () => {
    const graph = modelsOf(`${BASE}
import os

if os.environ.get("LEGACY"):
    class User(Base):
        __tablename__ = "user"
        id: Mapped[int] = mapped_column(primary_key=True)
else:
    class User(Base):
        __tablename__ = "user"
        id: Mapped[int] = mapped_column(primary_key=True)
        name: Mapped[str]

class Post(Base):
    __tablename__ = "post"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    user: Mapped["User"] = relationship()
`);
    expect(problemsIn(graph)).toEqual([]);
  });

  it('makes one of two tables of a name', () => {
    const graph = modelsOf(`${IMPORTS}
import os

metadata = MetaData()
if os.name == "nt":
    users = Table("user", metadata, Column("id", Integer, primary_key=True))
else:
    users = Table("user", metadata, Column("id", BigInteger, primary_key=True))
`);
    expect(problemsIn(graph)).toEqual([]);
  });
});

describe('tables of the database', () => {
  it('may have what a deferred class names', () => {
    const graph = modelsOf(`${IMPORTS}
from sqlalchemy.ext.declarative import DeferredReflection

class Base(DeclarativeBase):
    pass

class Reflected(DeferredReflection):
    __abstract__ = True

class User(Reflected, Base):
    __tablename__ = "user"
    posts = relationship("Post", primaryjoin="User.id == Post.user_id")

class Post(Reflected, Base):
    __tablename__ = "post"
`);
    expect(problemsIn(graph)).toEqual([]);
  });

  it('become classes by automap', () => {
    const graph = modelsOf(`${IMPORTS}
from sqlalchemy.ext.automap import automap_base

Base = automap_base()

class User(Base):
    __tablename__ = "user"
    id = Column(Integer, primary_key=True)
    orders = relationship("Order")
`);
    expect(mappersIn(graph)).toEqual(['User -> user']);
    expect(mapperIn(graph, 'User').relationships[0]?.dynamic).not.toBeNull();
    expect(problemsIn(graph)).toEqual([]);
  });
});

describe('values of run time', () => {
  it('leave columns, names and arguments open', () => {
    const graph = modelsOf(`${BASE}
import os

EXTRA = load_extra_arguments()

class User(Base):
    __tablename__ = os.environ["TABLE"]
    id: Mapped[int] = mapped_column(primary_key=True)

class Post(Base):
    __tablename__ = "post"
    __table_args__ = EXTRA
    id: Mapped[int] = mapped_column(primary_key=True)
    size = mapped_column(make_type())
    owner_id = mapped_column(ForeignKey(os.environ["OWNER"]))
    __mapper_args__ = {"polymorphic_identity": os.environ["KIND"], **EXTRA}
`);
    expect(problemsIn(graph)).toEqual([]);
    expect(graph.mappers.map(({ name }) => name)).toEqual(['User', 'Post']);
  });

  it('leave the attributes of a class open', () => {
    const graph = modelsOf(`${BASE}
class User(Base):
    __tablename__ = "user"
    id: Mapped[int] = mapped_column(primary_key=True)

class Post(Base):
    __tablename__ = "post"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    user: Mapped[User] = relationship(back_populates="posts")

for name in names_of_relationships():
    setattr(User, name, relationship(Post))
`);
    expect(problemsIn(graph)).toEqual([]);
  });

  const PAIRED = `
class Post(Base):
    __tablename__ = "post"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    user: Mapped["User"] = relationship(back_populates="posts")
`;

  it('leave a class open that an unread decorator changes', () => {
    const graph = modelsOf(`${BASE}
from company.tools import versioned

@versioned("posts")
class User(Base):
    __tablename__ = "user"
    id: Mapped[int] = mapped_column(primary_key=True)
${PAIRED}`);
    expect(problemsIn(graph)).toEqual([]);
  });

  it('leave a mapper open that gets properties', () => {
    const graph = modelsOf(`${BASE}
class User(Base):
    __tablename__ = "user"
    id: Mapped[int] = mapped_column(primary_key=True)
${PAIRED}
User.__mapper__.add_property(name_of_relationship(), relationship(Post))
`);
    expect(problemsIn(graph)).toEqual([]);
  });

  it('may name a class and its table', () => {
    const graph = modelsOf(`${BASE}
Made = type(name_of_class(), (Base,), {"__tablename__": "made", "id": mapped_column(Integer, primary_key=True)})

class Post(Base):
    __tablename__ = "post"
    id: Mapped[int] = mapped_column(primary_key=True)
    made_id: Mapped[int] = mapped_column(ForeignKey("made.id"))
    made = relationship("Made")
`);
    expect(problemsIn(graph)).toEqual([]);
  });

  it('say nothing of decorators that only add methods', () => {
    const graph = modelsOf(`${BASE}
import functools

@functools.total_ordering
class User(Base):
    __tablename__ = "user"
    id: Mapped[int] = mapped_column(primary_key=True)
${PAIRED}`);
    expect(problemsIn(graph)).toHaveLength(1);
  });

  it('may allow annotations without Mapped, where a base is not known', () => {
    const graph = modelsOf(`${BASE}
from company.bases import Extra

class User(Extra, Base):
    __tablename__ = "user"
    id: Mapped[int] = mapped_column(primary_key=True)
    posts: list["Post"] = relationship("Post")

class Post(Base):
    __tablename__ = "post"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
`);
    expect(problemsIn(graph)).toEqual([]);
  });
});
