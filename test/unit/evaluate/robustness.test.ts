import { describe, expect, it } from 'vitest';
import { programOf } from '../support/programOf';
import { show } from '../support/show';
import type { Program } from '../../../server/src/core/evaluate/values';

const MODELS = `
from __future__ import annotations
import enum, re
from functools import partial
from typing import Generic, List, Optional, TypeVar, TYPE_CHECKING
from sqlalchemy import Column, ForeignKey, Integer, String, Table
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, relationship
if TYPE_CHECKING:
    from app.other import Other

T = TypeVar("T")
Required = partial(Column, nullable=False)

class Kind(str, enum.Enum):
    A = "a"
    B = "b"

class Base(DeclarativeBase):
    def __init_subclass__(cls, **kwargs):
        cls.__tablename__ = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()
        super().__init_subclass__(**kwargs)

def fk(target, *, nullable=True, **kwargs):
    if nullable:
        return mapped_column(ForeignKey(f"{target}.id"), **kwargs)
    return mapped_column(ForeignKey("%s.id" % target), nullable=False, **kwargs)

class Owned(Generic[T]):
    @declared_attr
    def owner_id(cls): return fk("user", index=True)
    @declared_attr
    def owner(cls) -> Mapped[User]: return relationship("User", foreign_keys=[cls.owner_id])

tags = Table("tags", Base.metadata, *[Column(f"{n}_id", ForeignKey(f"{n}.id")) for n in ("user", "post")])

class User(Base):
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Kind] = mapped_column(default=Kind.A.value)
    posts: Mapped[List["Post"]] = relationship(back_populates="owner", cascade="all, delete-orphan")

class Post(Owned[int], Base):
    id: Mapped[int] = mapped_column(primary_key=True)
    title = Required(String(50))
    @property
    def label(self): return f"{self.title}!"

for name in ["x", "y"]:
    setattr(Post, f"{name}_count", mapped_column(Integer))
try:
    from app.extra import Extra
except ImportError:
    Extra = None
`;

/** A repeatable source of numbers below a bound. */
function numbers(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state % bound;
  };
}

function eventsOf(program: Program): readonly string[] {
  return program.events.map((event) => {
    switch (event.kind) {
      case 'class':
        return `class ${event.cls.module.name}.${event.cls.qualifiedName}`;
      case 'call':
        return show(event.call);
      case 'classDecorated':
        return `${show(event.decorator)} on ${event.cls.qualifiedName}`;
      default:
        return `${event.kind} ${'name' in event ? event.name : ''}`;
    }
  });
}

/** Asks a program everything there is to ask about its modules. */
function exhaust(program: Program): void {
  for (const { namespace } of program.modules.values()) {
    for (const { value, anchor } of [...namespace.values()]) {
      if (value.kind === 'function') program.call(value, [value]);
      if (value.kind !== 'class') continue;
      for (const annotation of value.annotations.values()) program.evaluateAnnotation(annotation);
      for (const [name, member] of [...value.namespace]) {
        program.getAttribute(value, name, anchor);
        if (member.value.kind === 'function') program.call(member.value, [value]);
      }
      program.call(value, []);
    }
  }
}

describe('the evaluator', () => {
  it('never throws on the beginning of a file', () => {
    for (let end = 0; end < MODELS.length; end += 7) exhaust(programOf({ 'm.py': MODELS.slice(0, end) }));
  });

  it('never throws on broken files', () => {
    const pieces = ['(', ')', '[', ':', '"', "'''", '\n', ' ', '@', '*', 'cls', 'self', 'super()', 'lambda: x', 'type(x, (x,), {})', 'None', '5', '.a', '= T'];
    const next = numbers(20);
    for (let round = 0; round < 400; round++) {
      let text = MODELS;
      for (let change = 0; change <= next(4); change++) {
        const at = next(text.length);
        text = text.slice(0, at) + (pieces[next(pieces.length)] ?? '') + text.slice(at + next(3) * next(12));
      }
      exhaust(programOf({ 'm.py': text }));
    }
  });

  it('gives the same program for the same files in any order', () => {
    const files = { 'app/__init__.py': '', 'app/models.py': MODELS, 'app/extra.py': 'from app.models import Base\nclass Extra(Base): pass', 'main.py': 'import app.extra' };
    const reversed = Object.fromEntries(Object.entries(files).reverse());
    expect(eventsOf(programOf(reversed))).toEqual(eventsOf(programOf(files)));
  });

  it('gives the same program twice', () => {
    expect(eventsOf(programOf({ 'm.py': MODELS }))).toEqual(eventsOf(programOf({ 'm.py': MODELS })));
  });

  it('does not lose its way in deep nesting', () => {
    const chain = Object.fromEntries(Array.from({ length: 700 }, (_, n) => [`m${n}.py`, `import sqlalchemy\nfrom m${n + 1} import x`]));
    expect(programOf({ ...chain, 'm700.py': 'x = 1' }).modules.size).toBe(701);
    programOf({ 'm.py': `import sqlalchemy\nx = ${'-'.repeat(5000)}1\ny = ${'f('.repeat(180)}${')'.repeat(180)}\nz = ${'1 + '.repeat(3000)}1` });
    programOf({ 'm.py': 'import sqlalchemy\ndef f(n):\n    return [[[[f(n + 1)]]]]\nclass A:\n    def __getattr__(self, name): return getattr(self, name + "x")\nx = f(0)\ny = A().b' });
  });
});
