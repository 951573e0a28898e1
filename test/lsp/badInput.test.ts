import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Hover } from 'vscode-languageserver';
import { methods, type DiagramResult } from '../../server/src/protocol/messages';
import { InProcessClient } from './inProcessClient';

const MODELS = `from sqlalchemy import Column, ForeignKey, Integer
from sqlalchemy.orm import declarative_base, relationship

Base = declarative_base()


class User(Base):
    __tablename__ = "users"
    id = Column(Integer, primary_key=True)
    posts = relationship("Post", back_populates="user")


class Post(Base):
    __tablename__ = "posts"
    id = Column(Integer, primary_key=True)
    user_id = Column(ForeignKey("users.id"))
    user = relationship("User", back_populates="posts")
`;

describe('a workspace with something wrong in it', () => {
  let folder: string;
  let client: InProcessClient | undefined;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'workspace-'));
  });
  afterEach(async () => {
    await client?.stop();
    client = undefined;
    rmSync(folder, { recursive: true, force: true });
  });

  const write = (file: string, content: string | Buffer): void => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), content);
  };
  const start = async (): Promise<InProcessClient> => (client = await InProcessClient.start(folder));

  it('says that there are no Python files', async () => {
    const { status } = await start();
    expect(status?.state).toEqual({ kind: 'empty', hint: expect.stringContaining('no Python files') as string });
  });

  it('says that no model was found, and how one would be', async () => {
    write('script.py', 'print("hello")\n');
    const server = await start();
    expect(server.status?.state).toEqual({ kind: 'empty', hint: expect.stringContaining('declarative base') as string });
    const { diagram, state } = await server.request<DiagramResult>(methods.diagram, { foldAssociationTables: true });
    expect(diagram.entities).toEqual([]);
    expect(state.kind).toBe('empty');
  });

  it('reads what it can beside files that are not text, not UTF-8, or not whole', async () => {
    write('models.py', MODELS);
    write('latin.py', Buffer.from('# caf\xe9\nx = 1\n', 'latin1'));
    write('binary.py', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1]));
    write('broken.py', 'class Half(\n    x = relationship("\ndef');
    const server = await start();
    expect(server.status?.state).toEqual({ kind: 'ready' });
    expect(server.status?.unreadable.map(({ uri, reason }) => [uri.slice(uri.lastIndexOf('/') + 1), reason])).toEqual([
      ['binary.py', 'it is not a text file'],
      ['latin.py', expect.stringContaining('not UTF-8')],
    ]);
    const hover = await server.request<Hover | null>('textDocument/hover', server.at('models.py', 'posts = ', { shift: 1 }));
    expect(JSON.stringify(hover)).toContain('one to many');
    expect(server.logs.join('\n')).not.toContain('failed');
  });

  it('is not caught in links that go in a circle', async () => {
    write('app/models.py', MODELS);
    symlinkSync(folder, path.join(folder, 'app', 'again'));
    const { status } = await start();
    expect(status?.entities).toBe(2);
  });

  it('says that the folder itself is gone', async () => {
    const gone = path.join(folder, 'gone');
    client = await InProcessClient.start(gone);
    expect(client.status?.unreadable.map(({ reason }) => reason)).toEqual(['it does not exist']);
  });

  it('answers nothing, and stays alive, outside its folders', async () => {
    write('models.py', MODELS);
    const server = await start();
    const elsewhere = { textDocument: { uri: 'file:///nowhere/models.py' }, position: { line: 7, character: 6 } };
    expect(await server.request('textDocument/hover', elsewhere)).toBeNull();
    expect(await server.request('textDocument/definition', elsewhere)).toBeNull();
    expect(await server.request('textDocument/hover', server.at('models.py', 'posts = '))).not.toBeNull();
  });
});
