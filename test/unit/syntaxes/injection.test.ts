/**
 * Colouring inside relationship strings, over a small Python grammar that has the scopes of VS Code's. The variable PYTHON_GRAMMAR may name
 * the file of VS Code's own grammar, to check against that.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import oniguruma from 'vscode-oniguruma';
import type { IGrammar } from 'vscode-textmate';
import textmate from 'vscode-textmate';

const ROOT = path.join(import.meta.dirname, '../../..');
const INJECTION = 'sqlalchemy-relationships.strings.injection';
const FILES: Readonly<Record<string, string>> = {
  'source.python': process.env['PYTHON_GRAMMAR'] ?? path.join(import.meta.dirname, 'python.tmLanguage.json'),
  [INJECTION]: path.join(ROOT, 'syntaxes/sqlalchemy-strings.injection.json'),
};

let grammar: IGrammar;

beforeAll(async () => {
  const wasm = readFileSync(createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm'));
  await oniguruma.loadWASM(wasm);
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: (scope) => {
      const file = FILES[scope];
      return Promise.resolve(file === undefined ? null : textmate.parseRawGrammar(readFileSync(file, 'utf8'), file));
    },
    getInjections: (scope) => (scope === 'source.python' ? [INJECTION] : undefined),
  });
  const loaded = await registry.loadGrammar('source.python');
  if (loaded === null) throw new Error('the Python grammar was not read');
  grammar = loaded;
});

/** `word scope` of every token that the injection named. */
function coloured(text: string): readonly string[] {
  let state = textmate.INITIAL;
  return text.split('\n').flatMap((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    return tokens.flatMap(({ startIndex, endIndex, scopes }) => {
      const scope = scopes.at(-1) ?? '';
      const isNamed = scopes.some((name) => name.startsWith('meta.embedded')) && !scope.startsWith('meta.') && !scope.startsWith('punctuation.');
      return isNamed ? [`${line.slice(startIndex, endIndex)} ${scope.replace('.sqlalchemy', '')}`] : [];
    });
  });
}

/** The scopes of the token at the first occurrence of `word` in the last line. */
function scopesAt(text: string, word: string): readonly string[] {
  let state = textmate.INITIAL;
  let scopes: readonly string[] = [];
  for (const line of text.split('\n')) {
    const result = grammar.tokenizeLine(line, state);
    state = result.ruleStack;
    const index = line.indexOf(word);
    scopes = result.tokens.find(({ startIndex, endIndex }) => startIndex <= index && index < endIndex)?.scopes ?? [];
  }
  return scopes;
}

describe('strings of relationships', () => {
  it('show the class', () => {
    expect(coloured('x = relationship("User")')).toEqual(['User entity.name.type.class']);
    expect(coloured("x = db.relationship('app.models.User', lazy='select')")).toEqual(['app.models entity.name.namespace', 'User entity.name.type.class']);
    expect(coloured('x = relationship(\n    "User",\n    lazy="joined",\n)')).toEqual(['User entity.name.type.class']);
  });

  it('show the other side', () => {
    expect(coloured('x = relationship("User", back_populates="posts")')).toContain('posts variable.other.property');
    expect(coloured('x = relationship(User, backref=backref("posts", order_by="Post.id"))')).toEqual([
      'posts variable.other.property',
      'Post entity.name.type.class',
      'id variable.other.property',
    ]);
  });

  it('show a join as code', () => {
    expect(coloured(`x = relationship("Post", primaryjoin="and_(User.id == foreign(Post.user_id), Post.status == 'published')")`)).toEqual([
      'Post entity.name.type.class',
      'and_ support.function',
      'User entity.name.type.class',
      'id variable.other.property',
      '== keyword.operator.comparison',
      'foreign support.function',
      'Post entity.name.type.class',
      'user_id variable.other.property',
      'Post entity.name.type.class',
      'status variable.other.property',
      '== keyword.operator.comparison',
      "'published' string.quoted.single",
    ]);
  });

  it('show a join over several strings and lines', () => {
    const text = 'x = relationship(\n    primaryjoin=(\n        "and_(User.id == Post.user_id, "  # the owner\n        "Post.kind == 1)"\n    ),\n    viewonly=True,\n)';
    expect(coloured(text).filter((word) => word.includes('Post') || word.includes('1'))).toEqual(['Post entity.name.type.class', 'Post entity.name.type.class', '1 constant.numeric']);
    expect(coloured('x = relationship(primaryjoin="""\n  User.id ==\n  Post.id\n""")')).toHaveLength(5);
  });

  it('show lists of columns, and the table between', () => {
    expect(coloured('x = relationship("A", foreign_keys="[A.b_id, A.c_id]")').slice(1)).toEqual([
      'A entity.name.type.class',
      'b_id variable.other.property',
      'A entity.name.type.class',
      'c_id variable.other.property',
    ]);
    expect(coloured('x = relationship("A", secondary="student_course")').slice(1)).toEqual(['student_course variable.other']);
  });

  it('show the joins of SQLModel', () => {
    expect(coloured('x: A = Relationship(back_populates="b", sa_relationship_kwargs={"lazy": "joined", "foreign_keys": "A.b_id"})')).toEqual([
      'b variable.other.property',
      'A entity.name.type.class',
      'b_id variable.other.property',
    ]);
  });

  it('leave other strings and calls alone', () => {
    expect(coloured('x = relationship(A, lazy="select", doc="User.id", cascade="all, delete-orphan")')).toEqual([]);
    expect(coloured('print("User", primaryjoin="User.id")')).toEqual([]);
    expect(coloured('"relationship(\'User\')"')).toEqual([]);
    expect(coloured('# relationship("User")')).toEqual([]);
  });

  it('end where the call ends, also half typed', () => {
    expect(scopesAt('x = relationship("User", primaryjoin="User.id")\ny = "User.id"', '"User.id"')).not.toContain('meta.embedded.inline.sqlalchemy');
    expect(coloured('x = relationship("User", primaryjoin="User.id ==\n    lazy="select")').slice(0, 4)).toEqual([
      'User entity.name.type.class',
      'User entity.name.type.class',
      'id variable.other.property',
      '== keyword.operator.comparison',
    ]);
  });

  it('keep the quotes a string and the keyword a parameter', () => {
    const text = 'x = relationship("User", back_populates="posts")';
    expect(scopesAt(text, '"posts')).toContain('string.quoted.single.python');
    expect(scopesAt(text, 'back_populates')).toContain('variable.parameter.function-call.python');
  });
});

describe('strings of foreign keys', () => {
  it('show table and column', () => {
    expect(coloured('x = Column(ForeignKey("users.id", ondelete="CASCADE"))')).toEqual(['users entity.name.type.table', 'id variable.other.property']);
    expect(coloured('x = mapped_column(\n    sa.ForeignKey(\n        "crm.users.id"\n    )\n)')).toEqual(['crm.users entity.name.type.table', 'id variable.other.property']);
    expect(coloured('team_id: int = Field(default=None, foreign_key="team.id")')).toEqual(['team entity.name.type.table', 'id variable.other.property']);
  });

  it('show the lists of a constraint', () => {
    expect(coloured('ForeignKeyConstraint(["a", "b"], ["t.a", "t.b"], name="fk_t")')).toEqual([
      'a variable.other.property',
      'b variable.other.property',
      't entity.name.type.table',
      'a variable.other.property',
      't entity.name.type.table',
      'b variable.other.property',
    ]);
  });
});
