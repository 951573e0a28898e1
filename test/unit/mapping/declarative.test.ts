/** Which classes are mapped, to which tables, with which columns. */
import { describe, expect, it } from 'vitest';
import { columnsIn, mapperIn, mappersIn, modelsOf, problemsIn, relationshipsIn } from '../support/modelsOf';

const IMPORTS = `
from typing import Annotated, Any, ClassVar, List, Optional
import datetime
import enum
from sqlalchemy import *
from sqlalchemy.orm import *
`;

const BASE = `${IMPORTS}
class Base(DeclarativeBase):
    pass
`;

describe('declarative bases', () => {
  const BASES: Readonly<Record<string, string>> = {
    'a subclass of DeclarativeBase': 'class Base(DeclarativeBase):\n    pass',
    'a subclass of DeclarativeBaseNoMeta': 'class Base(DeclarativeBaseNoMeta):\n    pass',
    'DeclarativeBase after MappedAsDataclass': 'class Base(MappedAsDataclass, DeclarativeBase):\n    pass',
    'declarative_base()': 'Base = declarative_base()',
    'declarative_base(cls=...)': 'class Common:\n    pass\n\nBase = declarative_base(cls=Common)',
    'registry().generate_base()': 'Base = registry().generate_base()',
    'as_declarative': '@as_declarative()\nclass Base:\n    pass',
    'registry.as_declarative_base': 'reg = registry()\n\n@reg.as_declarative_base()\nclass Base:\n    pass',
    'a class of the metaclass': 'class Base(metaclass=DeclarativeMeta):\n    __abstract__ = True\n    registry = registry()\n    metadata = registry.metadata',
  };
  for (const [title, base] of Object.entries(BASES)) {
    it(`may be ${title}`, () => {
      const graph = modelsOf(`${IMPORTS}\n${base}\n\nclass User(Base):\n    __tablename__ = "user"\n    id = Column(Integer, primary_key=True)\n`, '2.0');
      expect(mappersIn(graph)).toEqual(['User -> user']);
      expect(columnsIn(graph, 'User')).toEqual(['id: Integer pk']);
      expect(problemsIn(graph).filter((each) => !each.startsWith('MovedIn20Warning'))).toEqual([]);
    });
  }

  it('need none where a class is decorated', () => {
    const graph = modelsOf(`${IMPORTS}
reg = registry()

@reg.mapped
class User:
    __tablename__ = "user"
    id = mapped_column(Integer, primary_key=True)

@reg.mapped_as_dataclass
class Post:
    __tablename__ = "post"
    id: Mapped[int] = mapped_column(primary_key=True)

@mapped_as_dataclass(reg)
class Tag:
    __tablename__ = "tag"
    id: Mapped[int] = mapped_column(primary_key=True)
`);
    expect(mappersIn(graph)).toEqual(['User -> user', 'Post -> post', 'Tag -> tag']);
  });

  it('do not map classes that are abstract, nor mixins', () => {
    const graph = modelsOf(`${BASE}
class Mixin:
    id: Mapped[int] = mapped_column(primary_key=True)

class Abstract(Base):
    __abstract__ = True
    name: Mapped[str]

class User(Mixin, Abstract):
    __tablename__ = "user"
`);
    expect(mappersIn(graph)).toEqual(['User -> user']);
    expect(columnsIn(graph, 'User')).toEqual(['id: Integer pk', 'name: String']);
  });
});

describe('tables of classes', () => {
  it('may be named by a declared attribute of a mixin', () => {
    const graph = modelsOf(`${BASE}
class Named:
    @declared_attr.directive
    def __tablename__(cls) -> str:
        return cls.__name__.lower() + "s"

class User(Named, Base):
    id: Mapped[int] = mapped_column(primary_key=True)
`);
    expect(mappersIn(graph)).toEqual(['User -> users']);
  });

  it('may be given, with columns the class names otherwise', () => {
    const graph = modelsOf(`${BASE}
class User(Base):
    __table__ = Table("user", Base.metadata, Column("user_id", Integer, primary_key=True), Column("name", String))
    id = __table__.c.user_id
`);
    expect(columnsIn(graph, 'User')).toEqual(['id=user_id: Integer pk', 'name: String null']);
  });

  it('take schema and constraints of __table_args__', () => {
    const graph = modelsOf(`${BASE}
class User(Base):
    __tablename__ = "user"
    a: Mapped[int] = mapped_column(primary_key=True)
    b: Mapped[int]
    __table_args__ = (UniqueConstraint("b"), {"schema": "crm"})

class Post(Base):
    __tablename__ = "post"
    id: Mapped[int] = mapped_column(primary_key=True)
    b: Mapped[int]
    __table_args__ = (ForeignKeyConstraint(["b"], ["crm.user.a"]),)
`);
    expect(mappersIn(graph)).toEqual(['User -> crm.user', 'Post -> post']);
    expect(columnsIn(graph, 'User')).toEqual(['a: Integer pk', 'b: Integer']);
    expect(columnsIn(graph, 'Post')).toEqual(['id: Integer pk', 'b: Integer -> crm.user.a']);
  });
});

describe('inheritance', () => {
  const PARENT = `${BASE}
class Person(Base):
    __tablename__ = "person"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "person"}
`;

  it('is joined where the subclass has a table, single where it has none', () => {
    const graph = modelsOf(`${PARENT}
class Engineer(Person):
    __tablename__ = "engineer"
    id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    __mapper_args__ = {"polymorphic_identity": "engineer"}

class Manager(Person):
    rank: Mapped[Optional[int]]
    __mapper_args__ = {"polymorphic_identity": "manager"}
`);
    expect(mappersIn(graph)).toEqual(['Person -> person', 'Engineer(Person, joined) -> engineer', 'Manager(Person, single) -> null']);
    expect(columnsIn(graph, 'person')).toEqual(['id: Integer pk', 'kind: String', 'rank: Integer null']);
    expect(mapperIn(graph, 'Engineer').polymorphicIdentity).toBe('engineer');
    expect(problemsIn(graph)).toEqual([]);
  });

  it('is concrete on request', () => {
    const graph = modelsOf(`${PARENT}
class Old(Person):
    __tablename__ = "old"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    __mapper_args__ = {"concrete": True}
`);
    expect(mappersIn(graph)[1]).toBe('Old(Person, concrete) -> old');
  });

  it('needs a foreign key between the tables', () => {
    const graph = modelsOf(`${PARENT}
class Engineer(Person):
    __tablename__ = "engineer"
    id: Mapped[int] = mapped_column(primary_key=True)
`);
    expect(problemsIn(graph)).toEqual([
      "NoForeignKeysError: Can't determine the inherit condition between inherited table 'person' and inheriting table 'engineer'; tables have no foreign key relationships " +
        'established.  Please ensure the inheriting table has a foreign key relationship to the inherited table, or provide an ' +
        "'on clause' using the 'inherit_condition' mapper argument.",
    ]);
  });

  it('does not let two single table subclasses declare one column', () => {
    const graph = modelsOf(`${PARENT}
class Engineer(Person):
    level: Mapped[Optional[int]]
    __mapper_args__ = {"polymorphic_identity": "engineer"}

class Manager(Person):
    level: Mapped[Optional[int]]
    __mapper_args__ = {"polymorphic_identity": "manager"}
`);
    expect(problemsIn(graph)).toEqual([
      "ArgumentError: Column 'level' on class Manager conflicts with existing column 'person.level'.  If using Declarative, consider using the " +
        "use_existing_column parameter of mapped_column() to resolve conflicts.",
    ]);
  });
});

describe('columns of annotations', () => {
  const COLUMNS: readonly (readonly [annotation: string, column: string])[] = [
    ['Mapped[int]', 'x: Integer'],
    ['Mapped["int"]', 'x: Integer'],
    ['"Mapped[int]"', 'x: Integer'],
    ['Mapped[Optional[str]]', 'x: String null'],
    ['Mapped["str | None"]', 'x: String null'],
    ['Mapped[datetime.datetime]', 'x: DateTime'],
    ['Mapped[Color]', 'x: Enum'],
    ['Mapped[Name]', 'x: String'],
    ['Mapped[Optional[Name]]', 'x: String null'],
    ['Mapped[int] = mapped_column(nullable=True)', 'x: Integer null'],
    ['Mapped[int] = mapped_column("y", BigInteger)', 'x=y: BigInteger'],
    ['Mapped[Any] = mapped_column(JSON)', 'x: JSON'],
    ['Mapped[Owner]', 'x: Integer -> user.id'],
  ];
  for (const [annotation, column] of COLUMNS) {
    it(`follow ${annotation}`, () => {
      const graph = modelsOf(`${BASE}
class Color(enum.Enum):
    RED = 1

Name = Annotated[str, mapped_column(String(30))]
Owner = Annotated[int, mapped_column(ForeignKey("user.id"))]

class User(Base):
    __tablename__ = "user"
    id: Mapped[int] = mapped_column(primary_key=True)
    x: ${annotation}
`);
      expect(columnsIn(graph, 'User')[1]).toBe(column);
      expect(problemsIn(graph)).toEqual([]);
    });
  }

  it('take the types of type_annotation_map', () => {
    const graph = modelsOf(`${IMPORTS}
Short = Annotated[str, 10]

class Base(DeclarativeBase):
    type_annotation_map = {int: BigInteger, Short: CHAR(10), dict[str, Any]: JSON}

class User(Base):
    __tablename__ = "user"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[Short]
    data: Mapped[dict[str, Any]]
`);
    expect(columnsIn(graph, 'User')).toEqual(['id: BigInteger pk', 'code: CHAR', 'data: JSON']);
  });

  it('are none of ClassVar nor of other descriptors', () => {
    const graph = modelsOf(`${BASE}
class User(Base):
    __tablename__ = "user"
    id: Mapped[int] = mapped_column(primary_key=True)
    registry_name: ClassVar[str] = "x"
    upper: Mapped[str] = column_property(func.upper(text("x")))
`);
    expect(columnsIn(graph, 'User').filter((each) => !each.startsWith('upper'))).toEqual(['id: Integer pk']);
    expect(problemsIn(graph)).toEqual([]);
  });

  it('without Mapped are an error unless the class allows them', () => {
    const graph = modelsOf(`${BASE}
class User(Base):
    __tablename__ = "user"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: str = mapped_column(String)
`);
    expect(problemsIn(graph)).toHaveLength(1);
    expect(problemsIn(graph)[0]).toContain('Type annotation for "User.name" can\'t be correctly interpreted for Annotated Declarative Table form.');
  });

  it('that say nothing of the type are an error', () => {
    const graph = modelsOf(`${BASE}
class Thing:
    pass

class User(Base):
    __tablename__ = "user"
    id: Mapped[int] = mapped_column(primary_key=True)
    thing: Mapped[Thing]
`);
    expect(problemsIn(graph)).toHaveLength(1);
    expect(problemsIn(graph)[0]).toContain("Could not locate SQLAlchemy Core type when resolving for Python type indicated by '<class 'models.Thing'>' inside the Mapped[] annotation");
  });
});

describe('errors of classes', () => {
  it('a primary key is missing', () => {
    const graph = modelsOf(`${BASE}
class User(Base):
    __tablename__ = "user"
    name: Mapped[str]
`);
    expect(problemsIn(graph)).toEqual(["ArgumentError: Mapper Mapper[User(user)] could not assemble any primary key columns for mapped table 'user'"]);
  });

  it('a table is missing', () => {
    const graph = modelsOf(`${BASE}
class User(Base):
    id: Mapped[int] = mapped_column(primary_key=True)
`);
    expect(problemsIn(graph)).toEqual([
      "InvalidRequestError: Class <class 'models.User'> does not have a __table__ or __tablename__ specified and does not inherit from an existing table-mapped class.",
    ]);
  });

  it('a reserved name is declared, which 2.1 only warns of', () => {
    const source = `${BASE}
class User(Base):
    __tablename__ = "user"
    id: Mapped[int] = mapped_column(primary_key=True)
    metadata: Mapped[str]
`;
    expect(problemsIn(modelsOf(source, '2.0'))).toEqual(["InvalidRequestError: Attribute name 'metadata' is reserved when using the Declarative API."]);
    expect(problemsIn(modelsOf(source, '2.1'))).toEqual([
      "SAWarning: Attribute name 'metadata' should be left reserved for the MetaData instance when using a Declarative class.",
    ]);
  });

  it('one class does not hide the errors of another', () => {
    const graph = modelsOf(`${BASE}
class A(Base):
    __tablename__ = "a"

class B(Base):
    __tablename__ = "b"
`);
    expect(problemsIn(graph)).toHaveLength(2);
  });
});

describe('classes after their creation', () => {
  it('get columns and relationships by assignment', () => {
    const graph = modelsOf(`${BASE}
class User(Base):
    __tablename__ = "user"
    id: Mapped[int] = mapped_column(primary_key=True)

class Post(Base):
    __tablename__ = "post"
    id: Mapped[int] = mapped_column(primary_key=True)

Post.user_id = Column(ForeignKey("user.id"))
User.posts = relationship(Post)
`);
    expect(columnsIn(graph, 'Post')).toEqual(['id: Integer pk', 'user_id: Integer null -> user.id']);
    expect(relationshipsIn(graph)).toEqual(['User.posts: ONETOMANY Post "user".id = post.user_id']);
  });

  it('are mapped imperatively, with properties in any form', () => {
    const graph = modelsOf(`${IMPORTS}
reg = registry()
users = Table("user", reg.metadata, Column("id", Integer, primary_key=True), Column("name", String))
posts = Table("post", reg.metadata, Column("id", Integer, primary_key=True), Column("user_id", ForeignKey("user.id")))

class User:
    pass

class Post:
    pass

reg.map_imperatively(User, users, properties=dict(posts=relationship(Post, back_populates="user"), title=users.c.name))
reg.map_imperatively(Post, posts, properties={"user": relationship("User", back_populates="posts")})
`);
    expect(columnsIn(graph, 'User')).toEqual(['id: Integer pk', 'title=name: String null']);
    expect(relationshipsIn(graph)).toEqual(['User.posts: ONETOMANY Post "user".id = post.user_id', 'Post.user: MANYTOONE User "user".id = post.user_id']);
  });

  it('are mapped by mapper() on 1.4', () => {
    const graph = modelsOf(`
from sqlalchemy import *
from sqlalchemy.orm import mapper

metadata = MetaData()
users = Table("user", metadata, Column("id", Integer, primary_key=True))

class User(object):
    pass

mapper(User, users)
`, '1.4');
    expect(mappersIn(graph)).toEqual(['User -> user']);
  });
});
