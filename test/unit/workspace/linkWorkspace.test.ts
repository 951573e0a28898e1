import { describe, expect, it } from 'vitest';
import type { FileId } from '../../../server/src/core/declarations/anchor';
import { readFile } from '../../../server/src/core/declarations/readFile';
import { linkWorkspace, type LinkedWorkspace } from '../../../server/src/core/workspace/linkWorkspace';
import type { PackageReader } from '../../../server/src/core/workspace/project';

function linked(files: Readonly<Record<string, string>>, packages?: PackageReader): LinkedWorkspace {
  const facts = Object.entries(files).map(([path, text]) => readFile({ id: path as FileId, path, text }));
  return linkWorkspace(facts, { sqlalchemy: '2.1', sourceRoots: [], packages });
}

function relevantIn(files: Readonly<Record<string, string>>, packages?: PackageReader): readonly string[] {
  return linked(files, packages).relevant.map(({ facts }) => facts.path);
}

describe('relevant modules', () => {
  const files = {
    'app/__init__.py': '',
    'app/base.py': 'from sqlalchemy.orm import DeclarativeBase\nclass Base(DeclarativeBase): pass',
    'app/models/__init__.py': 'from .user import User',
    'app/models/user.py': 'from ..base import Base\nclass User(Base): pass',
    'app/uses.py': 'import app.models',
    'app/typed.py': 'from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from app.base import Base',
    'app/plain.py': 'import os\nimport requests',
    'app/nested.py': 'try:\n    from app import uses\nexcept ImportError:\n    pass',
  };

  it('are those that can reach SQLAlchemy through imports', () => {
    expect(relevantIn(files)).toEqual(['app/base.py', 'app/models/__init__.py', 'app/models/user.py', 'app/nested.py', 'app/uses.py']);
  });

  it('are also those that import installed packages, where there is an environment', () => {
    expect(relevantIn(files, { readModule: () => undefined, versionOf: () => undefined })).toContain('app/plain.py');
  });

  it('do not depend on the order of files', () => {
    expect(relevantIn(Object.fromEntries(Object.entries(files).reverse()))).toEqual(relevantIn(files));
  });
});

describe('resolving names', () => {
  it('prefers the importing file’s own root', () => {
    const workspace = linked({ 'a/models.py': '', 'a/main.py': 'import models', 'b/models.py': '', 'b/main.py': 'import models' });
    const main = workspace.moduleOf('b/main.py' as FileId);
    expect(workspace.resolve('models', main)?.facts.path).toBe('b/models.py');
  });

  it('lets a file hide the standard library only beside it', () => {
    const workspace = linked({ 'tools/logging.py': '', 'tools/run.py': '', 'app/main.py': '' });
    expect(workspace.resolve('logging', workspace.moduleOf('tools/run.py' as FileId))?.facts.path).toBe('tools/logging.py');
    expect(workspace.resolve('logging', workspace.moduleOf('app/main.py' as FileId))).toBeUndefined();
  });

  it('knows folders without __init__.py', () => {
    const workspace = linked({ 'app/models/user.py': 'import app.models.user' });
    expect(workspace.isNamespacePackage('app.models', undefined)).toBe(true);
    expect(workspace.isNamespacePackage('app.views', undefined)).toBe(false);
  });
});
