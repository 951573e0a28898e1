import { expect, it } from 'vitest';
import type { Analysis } from '../../../server/src/core/analysis';
import { createAnalysisHost, type AnalysisHost } from '../../../server/src/core/analysisHost';
import type { FileId } from '../../../server/src/core/declarations/anchor';

const FILE = 'models.py' as FileId;
const MODELS = `from sqlalchemy import Column, ForeignKey, Integer
from sqlalchemy.orm import declarative_base, relationship

Base = declarative_base()


class User(Base):
    __tablename__ = "users"

    id = Column(Integer, primary_key=True)
    posts = relationship("Post", back_populates="author")


class Post(Base):
    __tablename__ = "posts"

    id = Column(Integer, primary_key=True)
    author_id = Column(Integer, ForeignKey("users.id"))
    author = relationship("User", back_populates="posts")
`;

function hostOf(text: string): AnalysisHost {
  const host = createAnalysisHost(
    { sqlalchemy: '2.0', sourceRoots: [''] },
    {
      onInternalError: (operation, error) => {
        throw error instanceof Error ? error : new Error(`${operation}: ${String(error)}`);
      },
    },
  );
  host.setFile({ id: FILE, path: FILE, text });
  return host;
}

function hoverAt(analysis: Analysis, text: string, mark: string, options: { readonly rich: boolean }): string {
  return (
    analysis.hover(FILE, text.indexOf(mark) + 1, {
      commandLinks: options.rich,
      uriOf: (file) => `file:///${file}`,
      ...(options.rich ? { picture: { theme: 'dark' } } : {}),
    })?.markdown ?? ''
  );
}

it('draws the two entities and links to the other side where the client shows such things', () => {
  const markdown = hoverAt(hostOf(MODELS).analysis(), MODELS, 'posts =', { rich: true });
  const svg = Buffer.from(/base64,([A-Za-z0-9+/=]+)\)/.exec(markdown)?.[1] ?? '', 'base64').toString('utf8');
  expect(svg).toMatch(/^<svg .*<\/svg>$/);
  expect(svg).toContain('>User<');
  expect(svg).toContain('>author_id<');
  const link = /command:sqlalchemyRelationships\.goToPairedSide\?(\S+?)\)/.exec(markdown)?.[1] ?? '';
  expect(JSON.parse(decodeURIComponent(link))).toEqual(['file:///models.py', { line: 10, character: 4 }]);
  expect(markdown).toContain('command:sqlalchemyRelationships.openDiagram?');
});

it('says the same in plain Markdown elsewhere', () => {
  const markdown = hoverAt(hostOf(MODELS).analysis(), MODELS, 'posts =', { rich: false });
  expect(markdown).not.toContain('command:');
  expect(markdown).not.toContain('data:image');
  expect(markdown).toContain('A `User` has any number of `Post`s.');
});

it.each([
  ['carriage returns', MODELS.replaceAll('\n', '\r\n')],
  ['astral characters', MODELS.replace('Base =', '# \u{1F600}\u{1F600}\nBase =')],
])('finds its places with %s', (_, text) => {
  const analysis = hostOf(text).analysis();
  const [link] = analysis.definition(FILE, text.indexOf('author")') + 2);
  expect(text.slice(link?.origin.start, link?.origin.end)).toBe('author');
  expect(text.slice(link?.targetSelection.start, link?.targetSelection.end)).toBe('author');
  expect(link?.targetSelection.start).toBe(text.indexOf('author = '));
});

it('keeps what is known while a quote is open', () => {
  const host = hostOf(MODELS);
  const before = host.analysis();
  const broken = MODELS.replace('class User(Base):\n', 'class User(Base):\n    """\n');
  host.setFile({ id: FILE, path: FILE, text: broken });
  const analysis = host.analysis();
  expect(analysis.graph.mappers.map(({ name }) => name)).toEqual(before.graph.mappers.map(({ name }) => name));
  const [side] = analysis.pairedSides(FILE, broken.indexOf('author = ') + 1);
  expect(side?.label).toBe('User.posts');
  expect(broken.slice(side?.targetSelection.start, side?.targetSelection.end)).toBe('posts');
});

it('explains by name, also by a short one', () => {
  const analysis = hostOf(MODELS).analysis();
  expect(analysis.explain('models.User', 'posts')).toBe(analysis.explain('User', 'posts'));
  expect(analysis.explain('User', 'nothing')).toBeUndefined();
  expect(analysis.explain('Nobody')).toBeUndefined();
  expect(analysis.locate('models.Post', 'author')?.selection.start).toBe(MODELS.indexOf('author = '));
});
