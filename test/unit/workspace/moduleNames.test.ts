import { describe, expect, it } from 'vitest';
import type { FileId } from '../../../server/src/core/declarations/anchor';
import { readFile } from '../../../server/src/core/declarations/readFile';
import { nameModules } from '../../../server/src/core/workspace/moduleNames';

/** Module names by path. */
function namesOf(files: Readonly<Record<string, string>>, sourceRoots: readonly string[] = []): Readonly<Record<string, string>> {
  const facts = Object.entries(files).map(([path, text]) => readFile({ id: path as FileId, path, text }));
  return Object.fromEntries([...nameModules(facts, sourceRoots)].map(([file, { name }]) => [file.path, name]));
}

describe('module names', () => {
  it('start below the folder above the outermost package', () => {
    expect(namesOf({ 'src/app/__init__.py': '', 'src/app/models/__init__.py': '', 'src/app/models/user.py': '', 'manage.py': '' })).toEqual({
      'src/app/__init__.py': 'app',
      'src/app/models/__init__.py': 'app.models',
      'src/app/models/user.py': 'app.models.user',
      'manage.py': 'manage',
    });
  });

  it('follow the imports where folders have no __init__.py', () => {
    const names = namesOf({
      'backend/app/models/user.py': 'from app.models.base import Base',
      'backend/app/models/base.py': '',
      'backend/app/main.py': 'from app.models import user\nfrom app.models.user import User',
      'backend/app/leaf.py': '',
    });
    expect(names).toEqual({
      'backend/app/models/user.py': 'app.models.user',
      'backend/app/models/base.py': 'app.models.base',
      'backend/app/main.py': 'app.main',
      'backend/app/leaf.py': 'app.leaf',
    });
  });

  it('take a namespace folder around a package only when imports say so', () => {
    const files = { 'libs/shop/__init__.py': '', 'libs/shop/models.py': '' };
    expect(namesOf({ ...files, 'main.py': 'import shop.models' })['libs/shop/models.py']).toBe('shop.models');
    expect(namesOf({ ...files, 'main.py': 'import libs.shop.models' })['libs/shop/models.py']).toBe('libs.shop.models');
  });

  it('start below a stated root first', () => {
    expect(namesOf({ 'lib/python/app/models.py': '', 'other.py': '' }, ['lib/python', ''])).toEqual({ 'lib/python/app/models.py': 'app.models', 'other.py': 'other' });
  });

  it('are whole paths where two files would have one name', () => {
    expect(namesOf({ 'a/models.py': '', 'b/models.py': '', 'b/views.py': '' })).toEqual({ 'a/models.py': 'a.models', 'b/models.py': 'b.models', 'b/views.py': 'views' });
  });

  it('leave stubs out', () => {
    expect(namesOf({ 'app/models.pyi': '', 'app/models.py': '' })).toEqual({ 'app/models.py': 'models' });
  });

  it('do not depend on the order of files', () => {
    const files = { 'x/app/a.py': 'import app.b', 'x/app/b.py': '', 'y/app/a.py': 'import app.b', 'y/app/b.py': '' };
    expect(namesOf(Object.fromEntries(Object.entries(files).reverse()))).toEqual(namesOf(files));
  });
});
