import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pythonFilesAt } from '../../../server/src/host/node/git';

describe('the files of a git revision', () => {
  let folder: string;
  const write = (file: string, text: string | Buffer): void => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  };
  const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=Tester', '-c', 'user.email=tester@example.com', '-c', 'commit.gpgsign=false', ...args], { cwd: folder, stdio: 'pipe' });
  const commit = () => {
    git('add', '-A');
    git('commit', '-q', '-m', 'State');
  };

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'git-'));
    git('init', '-q');
    write('app/models.py', 'first = 1\n');
    write('app/sub dir/ü.py', 'x = "ü"\n');
    write('app/latin.py', Buffer.from('# coding: latin-1\nname = "\xe9"\n', 'latin1'));
    write('app/empty.py', '');
    write('app/notes.txt', 'no');
    write('.hidden/a.py', 'no');
    write('node_modules/b.py', 'no');
    commit();
    write('app/models.py', 'second = 2\n');
    rmSync(path.join(folder, 'app/empty.py'));
    commit();
    write('app/models.py', 'not committed\n');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const filesAt = async (revision: string, below = '', exclude: readonly string[] = []) => {
    const found = await pythonFilesAt(path.join(folder, below), revision, exclude);
    return found.kind === 'files' ? Object.fromEntries(found.files) : found.reason;
  };

  it('are its Python files, decoded as they say, without hidden folders and packages', async () => {
    expect(await filesAt('HEAD~1')).toEqual({ 'app/empty.py': '', 'app/latin.py': '# coding: latin-1\nname = "é"\n', 'app/models.py': 'first = 1\n', 'app/sub dir/ü.py': 'x = "ü"\n' });
  });

  it('are those of a folder below, under paths from there, without what is excluded', async () => {
    expect(await filesAt('HEAD', 'app', ['sub dir', 'latin.py'])).toEqual({ 'models.py': 'second = 2\n' });
  });

  it('are not there for a revision that git does not know, for an option in its place, or outside a repository', async () => {
    expect(await filesAt('nothing')).toBe('git knows no revision nothing');
    expect(await filesAt('--help')).toBe('git knows no revision --help');
    const outside = mkdtempSync(path.join(tmpdir(), 'plain-'));
    expect(await pythonFilesAt(outside, 'HEAD', [])).toEqual({ kind: 'unavailable', reason: 'the folder is not in a git repository' });
    rmSync(outside, { recursive: true });
  });
});
