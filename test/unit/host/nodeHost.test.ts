import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { URI } from 'vscode-uri';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { environmentOf } from '../../../server/src/host/node/environment';
import { readSourceFile } from '../../../server/src/host/node/files';
import { listPythonFiles } from '../../../server/src/host/node/listing';

describe('a folder on disk', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'host-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const write = (file: string, text = ''): void => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  };
  const list = (exclude: readonly string[] = []): readonly string[] => listPythonFiles(URI.file(folder).toString(), exclude).files.map((file) => file.path);

  it('lists Python files sorted, and leaves environments, caches and hidden folders out', () => {
    for (const file of ['b.py', 'a/models.py', 'a/notes.txt', '.hidden/x.py', 'node_modules/m.py', 'a/__pycache__/c.py', 'my env/pyvenv.cfg', 'my env/lib/x.py']) write(file);
    expect(list()).toEqual(['a/models.py', 'b.py']);
  });

  it('leaves out what a pattern matches', () => {
    for (const file of ['a/generated/x.py', 'a/models.py', 'migrations/1.py']) write(file);
    expect(list(['**/generated/**', 'migrations'])).toEqual(['a/models.py']);
  });

  it('follows links once, also those that go in a circle or nowhere', () => {
    write('a/models.py');
    symlinkSync(path.join(folder, 'a'), path.join(folder, 'a', 'again'));
    symlinkSync(path.join(folder, 'gone'), path.join(folder, 'lost.py'));
    expect(list()).toEqual(['a/models.py']);
  });

  it('says in words what cannot be read', () => {
    expect(readSourceFile(path.join(folder, 'none.py'))).toEqual({ kind: 'unreadable', reason: 'it does not exist' });
    expect(listPythonFiles(URI.file(path.join(folder, 'none')).toString(), []).unreadable).toEqual([{ uri: URI.file(path.join(folder, 'none')).toString(), reason: 'it does not exist' }]);
  });

  it('finds the environment that the settings of a type checker name', () => {
    write('.git/HEAD');
    write('environments/app/lib/python3.12/site-packages/SQLAlchemy-1.4.54.dist-info/METADATA');
    write('pyproject.toml', '[project]\nname = "app"\n\n[tool.pyright]\nvenvPath = "environments"\nvenv = "app"\n');
    write('src/models.py');
    expect(environmentOf(path.join(folder, 'src'), '').packages?.versionOf('sqlalchemy')).toBe('1.4.54');
    rmSync(path.join(folder, 'pyproject.toml'));
    write('pyrightconfig.json', '{ "venvPath": "environments", "venv": "app" }');
    expect(environmentOf(folder, '').packages?.versionOf('sqlalchemy')).toBe('1.4.54');
  });

  it('reads the locked version of a project whose environment is elsewhere, whatever else its files hold', () => {
    write('.git/HEAD');
    write('pyproject.toml', '[tool.pyright\nvenv = ');
    write('uv.lock', 'version = 1\n\n[[package]]\nname = "alembic"\nversion = "1.13.0"\n\n[[package]]\nname = "sqlalchemy"\nversion = "2.1.3"\n');
    expect(environmentOf(folder, path.join(folder, 'none')).lockedVersionOf?.('sqlalchemy')).toBe('2.1.3');
    rmSync(path.join(folder, 'uv.lock'));
    write('requirements.txt', '# pinned\nSQLAlchemy[asyncio]==1.4.48  # for now\n');
    expect(environmentOf(folder, path.join(folder, 'none')).lockedVersionOf?.('sqlalchemy')).toBe('1.4.48');
  });

  it('finds the environment of a project and reads its modules and versions', () => {
    const packages = '.venv/lib/python3.12/site-packages';
    write('.venv/pyvenv.cfg');
    write(`${packages}/SQLAlchemy-2.0.36.dist-info/METADATA`);
    write(`${packages}/flask_sqlalchemy-3.1.1.dist-info/METADATA`);
    write(`${packages}/company/__init__.py`, 'x = 1');
    write(`${packages}/company/models.py`, 'y = 1');
    write('elsewhere/extra.py', 'z = 1');
    write(`${packages}/dev.pth`, `import os\n${path.join(folder, 'elsewhere')}\n`);
    const { packages: reader, description } = environmentOf(path.join(folder), '');
    expect(description).toBe(path.join(folder, packages));
    expect(reader?.versionOf('sqlalchemy')).toBe('2.0.36');
    expect(reader?.versionOf('Flask-SQLAlchemy')).toBe('3.1.1');
    expect(reader?.versionOf('nothing')).toBeUndefined();
    expect(reader?.readModule('company')).toMatchObject({ text: 'x = 1', isPackage: true });
    expect(reader?.readModule('company.models')).toMatchObject({ text: 'y = 1', isPackage: false });
    expect(reader?.readModule('extra')).toMatchObject({ text: 'z = 1' });
    expect(reader?.readModule('company.none')).toBeUndefined();
    expect(reader?.readModule('../evil')).toBeUndefined();
  });

  it('takes an interpreter or a folder as the setting', () => {
    write('env1/lib/python3.11/site-packages/a.py', 'a = 1');
    write('env1/bin/python');
    expect(environmentOf(folder, 'env1').packages?.readModule('a')).toBeDefined();
    expect(environmentOf(folder, path.join(folder, 'env1/bin/python')).packages?.readModule('a')).toBeDefined();
    expect(environmentOf(folder, 'nowhere').packages).toBeUndefined();
  });
});
