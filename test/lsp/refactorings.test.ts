import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CodeAction } from 'vscode-languageserver';
import { methods, type RefactoringResult } from '../../server/src/protocol/messages';
import { InProcessClient } from './inProcessClient';

const CATALOGUE = 'shop/models/catalogue.py';

describe('refactorings over the protocol', () => {
  let client: InProcessClient;
  beforeAll(async () => {
    client = await InProcessClient.start('samples');
  });
  afterAll(() => client.stop());

  const ask = (method: string, params: object): Promise<RefactoringResult> => client.request<RefactoringResult>(method, params);

  it('creates a relationship between files: an edit for each, and the names it chose', async () => {
    const result = await ask(methods.createRelationship, { from: 'shop.models.school.Course', to: 'shop.models.catalogue.Book', kind: 'many-to-one' });
    if ('refusal' in result) throw new Error(result.refusal);
    expect(result.title).toBe('Create Course.book and Book.courses');
    expect(result.created).toEqual({ kind: 'many-to-one', name: 'book', reverseName: 'courses' });
    expect(Object.keys(result.edit.changes).map((uri) => uri.slice(uri.indexOf('shop/'))).sort()).toEqual([CATALOGUE, 'shop/models/school.py']);
  });

  it('refuses in words', async () => {
    expect(await ask(methods.createRelationship, { from: 'Nobody', to: 'shop.models.school.Course' })).toEqual({ refusal: '`Nobody` is no mapped class' });
    expect(await ask(methods.deleteRelationship, { entity: 'shop.models.school.Course', relationship: 'nothing' })).toMatchObject({ refusal: expect.stringContaining('nothing') as unknown });
  });

  it('deletes and renames a pair by its name', async () => {
    const deletion = await ask(methods.deleteRelationship, { entity: 'shop.models.school.Course', relationship: 'students' });
    expect('title' in deletion && deletion.title).toBe('Delete Course.students and Student.courses');
    const renaming = await ask(methods.renameRelationship, { entity: 'shop.models.school.Course', relationship: 'students', newName: 'pupils' });
    expect('edit' in renaming && Object.values(renaming.edit.changes).flat().map(({ newText }) => newText)).toEqual(['pupils', 'pupils']);
  });

  it('offers them as code actions of their kind', async () => {
    const { textDocument, position } = client.at(CATALOGUE, 'publisher: Mapped', { shift: 2 });
    const actions = await client.request<readonly CodeAction[]>('textDocument/codeAction', { textDocument, range: { start: position, end: position }, context: { diagnostics: [], only: ['refactor'] } });
    expect(actions.map(({ title, kind }) => `${kind ?? ''}: ${title}`)).toContain('refactor: Add the other side Publisher.books to Book.publisher');
  });

  it('explains why', async () => {
    const words = await client.request<string | null>(methods.explain, { entity: 'shop.models.catalogue.Book', member: 'author', why: true });
    expect(words).toContain('## What is deleted with a row');
  });
});
