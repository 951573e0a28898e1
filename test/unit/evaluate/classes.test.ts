import { describe, expect, it } from 'vitest';
import { programOf, valueIn } from '../support/programOf';
import { show } from '../support/show';

describe('classes', () => {
  it('run their body in a scope of their own', () => {
    const program = programOf({
      'models.py': `
from sqlalchemy import Column, Integer, ForeignKey
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
    if (user.kind !== 'class') throw new Error();
    expect([...user.namespace].map(([name, { value }]) => `${name} = ${show(value)}`)).toEqual([
      '__tablename__ = "users"',
      'id = Column(Integer, primary_key=True)',
      'posts = relationship("Post", back_populates="author", foreign_keys=[Column(Integer, primary_key=True)])',
    ]);
    expect(user.bases.map(show)).toEqual(['declarative_base()']);
    expect(user.docstring).toBe('A user.');
    expect(program.events.map((event) => event.kind)).toEqual(['call', 'call', 'call', 'class']);
  });
});
