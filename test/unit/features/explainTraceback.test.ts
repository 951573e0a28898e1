/** The messages are those that SQLAlchemy 1.4, 2.0 and 2.1 raise, in the forms in which people paste them. */
import { describe, expect, it } from 'vitest';
import { createAnalysisHost } from '../../../server/src/core/analysisHost';
import type { FileId } from '../../../server/src/core/declarations/anchor';
import { readTraceback } from '../../../server/src/core/features/readTraceback';

const HEAD = `from sqlalchemy import Column, ForeignKey, Integer
from sqlalchemy.orm import declarative_base, relationship

Base = declarative_base()

`;
const PAIR = `${HEAD}
class User(Base):
    __tablename__ = "users"

    id = Column(Integer, primary_key=True)
    posts = relationship("Post", back_populates="writer")


class Post(Base):
    __tablename__ = "posts"

    id = Column(Integer, primary_key=True)
    author_id = Column(Integer, ForeignKey("users.id"))
    author = relationship("User")
`;

/** How the place was found, the text there, and the problem's code. */
function explain(models: string, trace: string): string {
  const onInternalError = (operation: string, error: unknown): never => {
    throw error instanceof Error ? error : new Error(`${operation}: ${String(error)}`);
  };
  const host = createAnalysisHost({ sqlalchemy: '2.0', sourceRoots: [''] }, { onInternalError });
  host.setFile({ id: 'app/models.py' as FileId, path: 'app/models.py', text: models });
  const found = host.analysis().explainTraceback(trace);
  if (found === undefined) return 'nothing';
  const { start, end } = found.place.span;
  return `${found.how}: ${models.slice(start, end)}${found.code === undefined ? '' : ` (${found.code})`}`;
}

const NO_PROPERTY = `Traceback (most recent call last):
  File "/srv/app/main.py", line 12, in <module>
    configure_mappers()
  File "/usr/lib/python3/site-packages/sqlalchemy/orm/mapper.py", line 4179, in configure_mappers
    _configure_registries(_all_registries(), cascade=True)
sqlalchemy.exc.InvalidRequestError: Mapper 'Mapper[Post(posts)]' has no property 'writer'.  If this property was indicated from other mappers or configure events, ensure registry.configure() has been called.
`;

describe('a stack trace', () => {
  it('leads to the problem with the same message', () => {
    expect(explain(PAIR, NO_PROPERTY)).toBe('problem: "writer" (back-populates-missing)');
  });

  it('is understood from another version, whose message is shorter', () => {
    expect(explain(PAIR, "sqlalchemy.exc.InvalidRequestError: Mapper 'mapped class Post->posts' has no property 'writer'")).toContain('"writer"');
  });

  it('is understood when the error came a second time', () => {
    const again = `sqlalchemy.exc.InvalidRequestError: One or more mappers failed to initialize - can't proceed with initialization of other mappers. Triggering mapper: 'Mapper[User(users)]'. Original exception was: Mapper 'Mapper[Post(posts)]' has no property 'writer'.  If this property was indicated from other mappers or configure events, ensure registry.configure() has been called.`;
    expect(explain(PAIR, again)).toContain('"writer"');
  });

  it('is understood as pytest prints it, and as a message alone', () => {
    const pytest = NO_PROPERTY.split('\n').map((line) => `E       ${line}`).join('\n');
    expect(explain(PAIR, pytest)).toContain('"writer"');
    expect(explain(PAIR, "Mapper 'Mapper[Post(posts)]' has no property 'writer'")).toContain('"writer"');
  });

  it('leads to a name that was not found, from whichever module the program imported the class', () => {
    const models = PAIR.replace('relationship("User")', 'relationship("Usr")').replace(', back_populates="writer"', '');
    const trace = `sqlalchemy.exc.InvalidRequestError: When initializing mapper Mapper[Post(posts)], expression 'Usr' failed to locate a name ('Usr'). If this is a class name, consider adding this relationship() to the <class 'backend.app.models.Post'> class after both dependent classes have been defined.`;
    expect(explain(models, trace)).toMatch(/^problem: Usr \(name-unknown\)$/);
  });

  it('leads to several foreign keys, with a message over lines and its page', () => {
    const models = PAIR.replace('    author = relationship("User")', '    editor_id = Column(Integer, ForeignKey("users.id"))').replace(', back_populates="writer"', '');
    const trace = `sqlalchemy.exc.AmbiguousForeignKeysError: Could not determine join condition between parent/child tables on
relationship User.posts - there are multiple foreign key paths linking the tables.  Specify the 'foreign_keys' argument,
providing a list of those columns which should be counted as containing a foreign key reference to the parent table.
(Background on this error at: https://sqlalche.me/e/20/abcd)`;
    expect(explain(models, trace)).toMatch(/^problem: .*join-ambiguous|^problem: .*foreign/s);
  });

  it('leads to a pair of one direction, in the words of 1.4 and of 2.0', () => {
    const models = `${HEAD}
class Node(Base):
    __tablename__ = "nodes"

    id = Column(Integer, primary_key=True)
    parent_id = Column(Integer, ForeignKey("nodes.id"))
    children = relationship("Node", back_populates="parent")
    parent = relationship("Node", back_populates="children")
`;
    const rest = 'Did you mean to set remote_side on the many-to-one side ?';
    const old = explain(models, `sqlalchemy.exc.ArgumentError: Node.children and back-reference Node.parent are both of the same direction symbol('ONETOMANY').  ${rest}`);
    const current = explain(models, `sqlalchemy.exc.ArgumentError: Node.children and back-reference Node.parent are both of the same direction <RelationshipDirection.ONETOMANY: 1>.  ${rest}`);
    expect(old).toMatch(/^problem: .*\(back-populates-same-direction\)$/s);
    expect(current).toBe(old);
  });

  it('leads to a warning', () => {
    const models = PAIR.replace(', back_populates="writer"', '');
    const trace = `/srv/app/main.py:12: SAWarning: relationship 'Post.author' will copy column users.id to column posts.author_id, which conflicts with relationship(s): 'User.posts' (copies users.id to posts.author_id). If this is not the intention, consider if these relationships should be linked with back_populates`;
    expect(explain(models, trace)).toMatch(/^problem: .*overlap/s);
  });

  it('leads to what the message names, where the text shows nothing wrong', () => {
    const models = PAIR.replace(', back_populates="writer"', ', back_populates="author"').replace('relationship("User")', 'relationship("User", back_populates="posts")');
    expect(explain(models, "sqlalchemy.exc.InvalidRequestError: 'User.posts' does not support object population - eager loading cannot be applied.")).toBe('name: posts');
    expect(explain(models, 'sqlalchemy.orm.exc.DetachedInstanceError: Parent instance <User at 0x7f1c> is not bound to a Session; lazy load operation of attribute \'posts\' cannot proceed')).toBe('name: posts');
    expect(explain(models, "sqlalchemy.orm.exc.UnmappedColumnError: No column users.zz is configured on mapper Mapper[User(users)]")).toBe('name: User');
    expect(explain(models, "AttributeError: type object 'Post' has no attribute 'titel'")).toBe('name: Post');
  });

  it('leads to the innermost line of the models else, also from another folder', () => {
    const trace = 'Traceback (most recent call last):\n  File "/srv/main.py", line 1, in <module>\n    import app.models\n  File "C:\\work\\app\\models.py", line 10, in <module>\nNameError: name \'Intger\' is not defined';
    expect(explain(PAIR, trace)).toBe('line: id = Column(Integer, primary_key=True)');
  });

  it('of something else leads nowhere', () => {
    expect(explain(PAIR, '')).toBe('nothing');
    expect(explain(PAIR, 'hello')).toBe('nothing');
    expect(explain(PAIR, 'ValueError: invalid literal for int()')).toBe('nothing');
  });
});

describe('reading a trace', () => {
  it('puts the last exception and the innermost line first', () => {
    const text = 'Traceback (most recent call last):\n  File "a.py", line 1, in f\nKeyError: \'x\'\n\nThe above exception was the direct cause of the following exception:\n\nTraceback (most recent call last):\n  File "b.py", line 2, in g\nsqlalchemy.exc.ArgumentError: bad\n';
    expect(readTraceback(text)).toEqual({
      exceptions: [
        { className: 'ArgumentError', message: 'bad' },
        { className: 'KeyError', message: "'x'" },
      ],
      frames: [
        { path: 'b.py', line: 2 },
        { path: 'a.py', line: 1 },
      ],
    });
  });
});
