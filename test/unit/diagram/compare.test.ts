import { describe, expect, it } from 'vitest';
import { analysisOfFiles } from '../../../server/src/cli/api';
import { comparedDiagram } from '../../../server/src/core/diagram/compare/comparedDiagram';
import { compareGraphs, type GraphDifference } from '../../../server/src/core/diagram/compare/compareGraphs';
import { differenceMarkdown, differenceText, summary } from '../../../server/src/core/export/differenceText';

const HEAD = `
from sqlalchemy import Column, ForeignKey, Integer, String
from sqlalchemy.orm import declarative_base, relationship
Base = declarative_base()
`;

const BEFORE = `${HEAD}
class User(Base):
    __tablename__ = "user"
    id = Column(Integer, primary_key=True)
    name = Column(String(50))
    age = Column(Integer)
    posts = relationship("Post", back_populates="author")

class Post(Base):
    __tablename__ = "post"
    id = Column(Integer, primary_key=True)
    author_id = Column(ForeignKey("user.id"))
    author = relationship("User", back_populates="posts")

class Draft(Base):
    __tablename__ = "draft"
    id = Column(Integer, primary_key=True)
`;

const AFTER = `${HEAD}
class User(Base):
    __tablename__ = "user"
    id = Column(Integer, primary_key=True)
    name = Column(String(80), nullable=False)
    posts = relationship("Article", back_populates="author", lazy="selectin")

class Article(Base):
    __tablename__ = "post"
    id = Column(Integer, primary_key=True)
    author_id = Column(ForeignKey("user.id"))
    author = relationship("User", back_populates="posts")

class Tag(Base):
    __tablename__ = "tag"
    id = Column(Integer, primary_key=True)
    article_id = Column(ForeignKey("post.id"))
    article = relationship("Article")
`;

const analysis = (text: string) => analysisOfFiles(new Map([['models.py', text]]), { sqlalchemy: '2.0' });

function difference(before: string, after: string): GraphDifference {
  const [old, fresh] = [analysis(before), analysis(after)];
  return compareGraphs({ graph: old.graph, problems: old.problems({ severity: {} }) }, { graph: fresh.graph, problems: fresh.problems({ severity: {} }) });
}

describe('a comparison', () => {
  it('names what was added, removed and changed, in words', () => {
    expect(differenceText(difference(BEFORE, AFTER))).toBe(`~ Article
    class: models.Post → models.Article
- Draft (models.Draft)
  - id: name: id; type: Integer; primary key
+ Tag (models.Tag)
  + id: name: id; type: Integer; primary key
  + article_id: name: article_id; type: Integer; nullable; foreign key to: post.id
  + article: target: models.Article; kind: many to one; join: post.id = tag.article_id; loading: select; cascade: merge, save-update
~ User
  ~ name: type: String(50) → String(80); nullable: yes → no
  - age: name: age; type: Integer; nullable
  ~ posts: loading: select → selectin
1 entity added, 1 removed, 2 changed
`);
  });

  it('finds nothing where only the layout differs', () => {
    const same = difference(BEFORE, BEFORE.replaceAll('\nclass', '\n\n# a comment\nclass'));
    expect(same).toEqual({ entities: [], tables: [], problems: { added: [], removed: [] } });
    expect(differenceText(same)).toBe('No difference\n');
    expect(differenceMarkdown(same)).toBe('The relationship graph is the same.\n');
  });

  it('follows a class into another module without calling what refers to it changed', () => {
    const files = (module: string) => analysisOfFiles(new Map([
      ['base.py', HEAD],
      [`${module}.py`, 'from base import *\nclass User(Base):\n    __tablename__ = "user"\n    id = Column(Integer, primary_key=True)\n'],
      ['post.py', 'from base import *\nclass Post(Base):\n    __tablename__ = "post"\n    id = Column(Integer, primary_key=True)\n    user_id = Column(ForeignKey("user.id"))\n    user = relationship("User")\n'],
    ]), { sqlalchemy: '2.0' });
    const [old, fresh] = [files('user'), files('people')];
    expect(compareGraphs({ graph: old.graph, problems: [] }, { graph: fresh.graph, problems: [] }).entities).toEqual([
      { kind: 'changed', id: 'people.User', name: 'User', idBefore: 'user.User', words: ['class: user.User → people.User'], columns: [], relationships: [] },
    ]);
  });

  it('tells new problems from those that are gone', () => {
    const broken = BEFORE.replace('relationship("Post", back_populates="author")', 'relationship("Post", back_populates="writer")');
    expect(difference(BEFORE, broken).problems.added).not.toEqual([]);
    expect(difference(BEFORE, broken).problems.removed).toEqual([]);
    expect(difference(broken, BEFORE).problems.added).toEqual([]);
  });

  it('tells association tables apart', () => {
    const withTable = `${BEFORE}\nfrom sqlalchemy import Table\nlink = Table("link", Base.metadata, Column("a", ForeignKey("user.id")), Column("b", ForeignKey("post.id")))\n`;
    expect(difference(BEFORE, withTable).tables).toMatchObject([{ kind: 'added', id: 'table:link', name: 'link' }]);
    expect(summary(difference(withTable, BEFORE))).toBe('1 table removed');
  });

  it('is Markdown for a pull request', () => {
    expect(differenceMarkdown(difference(BEFORE, AFTER))).toBe(`### Relationship graph: 1 entity added, 1 removed, 2 changed

#### Added

- \`models.Tag\`
  - \`id\`, \`article_id\`, \`article\`

#### Removed

- \`models.Draft\`
  - \`id\`

#### Changed

- \`models.Article\`
  - class: models.Post → models.Article
- \`models.User\`
  - changed \`name\`: type: String(50) → String(80); nullable: yes → no
  - removed \`age\`: name: age; type: Integer; nullable
  - changed \`posts\`: loading: select → selectin
`);
  });

  it('is drawn as one diagram with what is gone in it', () => {
    const [before, after] = [analysis(BEFORE).diagram({ foldAssociationTables: true }), analysis(AFTER).diagram({ foldAssociationTables: true })];
    const { entities, edges } = comparedDiagram(before, after, difference(BEFORE, AFTER));
    expect(entities.map(({ name, change }) => `${name} ${change ?? 'same'}`)).toEqual(['User changed', 'Article changed', 'Tag added', 'Draft removed']);
    expect(entities[0]?.columns.map(({ key, change }) => `${key} ${change ?? 'same'}`)).toEqual(['id same', 'name changed', 'age removed']);
    expect(edges.map(({ id, change }) => `${id} ${change ?? 'same'}`)).toEqual(['models.User.posts changed', 'models.Tag.article added']);
  });
});
