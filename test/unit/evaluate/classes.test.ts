import { describe, expect, it } from 'vitest';
import { classIn, evaluated, membersOf } from '../support/evaluated';
import { programOf, valueIn } from '../support/programOf';
import { show } from '../support/show';

describe('class statements', () => {
  it('run their body in a scope of their own', () => {
    const program = programOf({
      'models.py': `
from sqlalchemy import Column, Integer
from sqlalchemy.orm import declarative_base, relationship
Base = declarative_base()
class User(Base):
    """A user."""
    __tablename__ = 'users'
    id = Column(Integer, primary_key=True)
    posts = relationship('Post', back_populates='author', foreign_keys=[id])
`,
    });
    const user = valueIn(program, 'models', 'User');
    if (user.kind !== 'class') throw new Error(show(user));
    expect(membersOf(user)).toEqual([
      '__tablename__ = "users"',
      'id = Column(Integer, primary_key=True)',
      'posts = relationship("Post", back_populates="author", foreign_keys=[Column(Integer, primary_key=True)])',
    ]);
    expect(user.bases.map(show)).toEqual(['declarative_base()']);
    expect(user.docstring).toBe('A user.');
    expect(program.events.map((event) => event.kind)).toEqual(['call', 'call', 'call', 'class']);
  });

  it('give the very same object to the plain name in the body', () => {
    const cls = classIn('from sqlalchemy import Column\nclass A:\n    id = Column()\n    keys = [id]', 'A');
    const keys = cls.namespace.get('keys')?.value;
    expect(keys?.kind === 'list' && keys.items[0] === cls.namespace.get('id')?.value).toBe(true);
  });

  it('have a linearised order of bases', () => {
    const cls = classIn('class O: pass\nclass A(O): pass\nclass B(O): pass\nclass C(A, B): pass', 'C');
    expect(cls.mro.map(({ name }) => name)).toEqual(['C', 'A', 'B', 'O']);
  });

  it('name the bases that libraries give', () => {
    const cls = classIn('import enum, abc\nfrom typing import Generic, TypeVar\nT = TypeVar("T")\nclass A(abc.ABC, Generic[T]): pass\nclass B(A[int], str, enum.Enum): pass', 'B');
    expect(cls.bases.map(show)).toEqual(['A', 'str', 'Enum']);
    expect(cls.externalBases).toEqual(['builtins.str', 'enum.Enum', 'abc.ABC', 'typing.Generic']);
    expect(cls.dynamicBase).toBeUndefined();
  });

  it('say which base is not known', () => {
    expect(classIn('from nowhere_lib import Model\nclass A(Model): pass\nclass B(A): pass', 'B').dynamicBase?.reason).toBe(
      '`nowhere_lib.Model`, whose source is not available',
    );
    expect(classIn('from pydantic import BaseModel\nclass A(BaseModel): pass', 'A').dynamicBase).toBeUndefined();
  });

  it('keep keywords and annotations', () => {
    const cls = classIn('from sqlmodel import SQLModel\nclass Hero(SQLModel, table=True):\n    id: int | None = None\n    team: "Team"', 'Hero');
    expect([...cls.keywords].map(([name, value]) => `${name}=${show(value)}`)).toEqual(['table=True']);
    expect([...cls.annotations.values()].map(({ name, text }) => `${name}: ${text}`)).toEqual(['id: int | None', "team: 'Team'"]);
    expect([...cls.namespace.keys()]).toEqual(['id']);
  });

  it('do not show the names of their body to their functions', () => {
    expect(evaluated('n = 1\nclass A:\n    n = 2\n    m = n\n    def f(self): return n\nx = [A.m, A().f()]')).toBe('[2, 1]');
  });

  it('take attributes from a dict spread into the body', () => {
    expect(evaluated('fields = {"a": 1}\nclass A:\n    locals().update(fields)\n    vars()["b"] = 2\nx = [A.a, A.b]')).toBe('[1, 2]');
  });
});

describe('attributes of classes', () => {
  const models = `
from sqlalchemy import Column, Integer
from sqlalchemy.orm import declarative_base
Base = declarative_base()
class User(Base):
    __tablename__ = 'users'
    limit = 5
    id = Column(Integer)
    def name(self): return 1
    @classmethod
    def make(cls): return cls.__name__
    @staticmethod
    def add(a, b): return a + b
`;
  it('are plain values where the namespace holds plain values', () => {
    expect(evaluated(`${models}x = [User.__tablename__, User.limit, User.name, User.make(), User.add(1, 2), User.__name__, User.__module__]`)).toBe(
      '["users", 5, <function User.name>, "User", 3, "User", "m"]',
    );
  });

  it('are symbolic where a library instruments them', () => {
    expect(evaluated(`${models}x = [User.id, User.__table__.c.id, User.metadata, User.anything]`)).toBe('[User.id, User.__table__.c.id, User.metadata, User.anything]');
    expect(evaluated(`${models}x = User.id == 5`)).toBe('User.id == 5');
  });

  it('come from declared_attr for dunder names, and from descriptors of the project', () => {
    expect(
      evaluated(`
from sqlalchemy.orm import declared_attr
class Named:
    @declared_attr
    def __tablename__(cls): return cls.__name__.lower() + 's'
class classproperty:
    def __init__(self, fget): self.fget = fget
    def __get__(self, instance, owner): return self.fget(owner)
class A(Named):
    @classproperty
    def label(cls): return 'label of ' + cls.__name__
x = [A.__tablename__, A.label]`),
    ).toBe('["as", "label of A"]');
  });

  it('are known to hasattr and getattr', () => {
    expect(evaluated(`${models}x = [hasattr(User, 'limit'), hasattr(User, '__table_args__'), getattr(User, 'flag', False), getattr(User, '__tablename__', None)]`)).toBe(
      '[True, False, False, "users"]',
    );
    expect(evaluated(`${models}x = hasattr(User, '__table__')`)).toContain('dynamic');
  });

  it('can be set later', () => {
    const program = programOf({ 'm.py': `${models}User.posts = Column()\nsetattr(User, 'count', 3)\ndel User.limit\nx = User.count` });
    expect(show(valueIn(program, 'm', 'x'))).toBe('3');
    const changes = program.events.filter(({ kind }) => kind === 'setAttribute' || kind === 'deleteAttribute');
    expect(changes.map((event) => ('name' in event ? `${event.kind} ${event.name}` : ''))).toEqual(['setAttribute posts', 'setAttribute count', 'deleteAttribute limit']);
  });

  it('of enums are members', () => {
    const status = 'import enum\nclass Status(str, enum.Enum):\n    A = "a"\n    B = "b"\n    def label(self): return 1\n';
    expect(evaluated(`${status}x = [Status.A, Status.A.value, Status.B.name, Status["A"], Status("b"), Status.A == Status.A, Status.A == Status.B]`)).toBe(
      '[Status.A, "a", "B", Status.A, Status.B, True, False]',
    );
    expect(evaluated(`${status}x = [s.value for s in Status]`)).toBe('["a", "b"]');
    expect(evaluated('from enum import IntEnum, auto\nclass N(IntEnum):\n    ONE = auto()\n    TWO = auto()\nx = N.TWO.value')).toBe('2');
  });
});

describe('objects of classes', () => {
  it('have what __init__ sets, and what their class has', () => {
    expect(
      evaluated(`
class Config:
    prefix = 'app'
    def __init__(self, name, *, size=1):
        self.name = name
        self.size = size
    @property
    def full(self): return f'{self.prefix}_{self.name}'
    def times(self, n): return self.size * n
c = Config('users', size=2)
c.extra = 5
x = [c.name, c.full, c.times(3), c.extra, c.prefix, isinstance(c, Config)]`),
    ).toBe('["users", "app_users", 6, 5, "app", True]');
  });

  it('can be callable and made by __new__', () => {
    expect(evaluated('class F:\n    def __init__(self, n): self.n = n\n    def __call__(self, m): return self.n + m\nx = F(1)(2)')).toBe('3');
    expect(evaluated('from sqlalchemy import Column\nclass Key:\n    def __new__(cls, name): return Column(name, primary_key=True)\nx = Key("id")')).toBe('Column("id", primary_key=True)');
    expect(evaluated('class S:\n    one = None\n    def __new__(cls):\n        if cls.one is None: cls.one = super().__new__(cls)\n        return cls.one\nx = S() is S()')).toBe('True');
  });

  it('hand arguments on to the __init__ of a library', () => {
    const program = programOf({
      'm.py': `
from sqlalchemy import Column, Integer
class Key(Column):
    def __init__(self, *args, **kwargs):
        kwargs['primary_key'] = True
        super().__init__(Integer, *args, **kwargs)
x = Key(index=True)`,
    });
    const key = valueIn(program, 'm', 'x');
    if (key.kind !== 'call') throw new Error(show(key));
    expect(key.forwarded?.args.map(({ value }) => show(value))).toEqual(['Integer']);
    expect([...(key.forwarded?.keywords ?? [])].map(([name, { value }]) => `${name}=${show(value)}`)).toEqual(['index=True', 'primary_key=True']);
  });

  it('of dataclasses have their fields', () => {
    expect(evaluated('from dataclasses import dataclass\n@dataclass\nclass P:\n    a: int\n    b: int = 2\np = P(1)\nx = [p.a, p.b]')).toBe('[1, 2]');
  });

  it('of settings are read from the environment at run time', () => {
    expect(evaluated('from pydantic_settings import BaseSettings\nclass S(BaseSettings):\n    schema: str = "a"\nx = S().schema')).toContain('dynamic');
  });
});

describe('hooks of classes', () => {
  it('run __init_subclass__ with the keywords before the class is told of', () => {
    const program = programOf({
      'm.py': `
from sqlalchemy.orm import DeclarativeBase
class Base(DeclarativeBase):
    def __init_subclass__(cls, prefix='', **kwargs):
        cls.__tablename__ = prefix + cls.__name__.lower()
        super().__init_subclass__(**kwargs)
        cls.late = 1
class User(Base, prefix='t_'): pass`,
    });
    const user = valueIn(program, 'm', 'User');
    expect(user.kind === 'class' && membersOf(user)).toEqual(['__tablename__ = "t_user"', 'late = 1']);
    expect(program.events.map((event) => (event.kind === 'class' ? event.cls.name : event.kind === 'setAttribute' ? event.name : event.kind))).toEqual(['Base', 'User', 'late']);
  });

  it('call metaclasses of the project', () => {
    expect(
      evaluated(`
from sqlalchemy.orm import DeclarativeMeta
class Meta(DeclarativeMeta):
    def __new__(mcs, name, bases, namespace, **kwargs):
        namespace['made'] = name.upper()
        return super().__new__(mcs, name, bases, namespace)
    def __init__(cls, name, bases, namespace):
        cls.__tablename__ = name.lower()
        super().__init__(name, bases, namespace)
    def helper(cls): return cls.made
class A(metaclass=Meta):
    n = 1
class B(A): pass
x = [B.made, B.__tablename__, B.helper(), A.n]`),
    ).toBe('["B", "b", "B", 1]');
  });

  it('let super() find the next definition', () => {
    expect(
      evaluated(`
class A:
    def f(self): return ['A']
class B(A):
    def f(self): return super().f() + ['B']
class C(A):
    def f(self): return super().f() + ['C']
class D(B, C):
    def f(self): return super(D, self).f() + ['D']
x = D().f()`),
    ).toBe('["A", "C", "B", "D"]');
  });

  it('make classes with type()', () => {
    const program = programOf({ 'm.py': `import sqlalchemy\nclass A: pass\ndef make(name): return type(name, (A,), {'n': 1, '__module__': __name__})\nx = make('Made')\ny = x.n` });
    expect(show(valueIn(program, 'm', 'x'))).toBe('Made');
    expect(show(valueIn(program, 'm', 'y'))).toBe('1');
    expect(program.events.map((event) => (event.kind === 'class' ? event.cls.name : event.kind))).toEqual(['A', 'Made']);
  });

  it('tell of decorators that libraries bring, innermost first', () => {
    const program = programOf({
      'm.py': `
from dataclasses import dataclass
from sqlalchemy.orm import registry
reg = registry()
def tag(cls):
    cls.tagged = True
    return cls
def via(cls): return reg.mapped(cls)
@tag
@reg.mapped
@dataclass
class A: pass
@via
class B: pass
x = [A.tagged, B]`,
    });
    expect(show(valueIn(program, 'm', 'x'))).toBe('[True, B]');
    const decorated = program.events.flatMap((event) => (event.kind === 'classDecorated' ? [`${event.cls.name} ${show(event.decorator)}`] : []));
    expect(decorated).toEqual(['A dataclass', 'A registry().mapped', 'B registry().mapped']);
  });

  it('look into the class that a base is made from', () => {
    expect(evaluated('from sqlalchemy.orm import declarative_base\nclass Model:\n    prefix = "p"\nBase = declarative_base(cls=Model)\nclass A(Base): pass\nx = A.prefix')).toBe('"p"');
  });
});
