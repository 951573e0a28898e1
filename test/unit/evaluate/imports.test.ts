import { describe, expect, it } from 'vitest';
import { evaluatedOf, programOf, valueIn } from '../support/programOf';
import { show } from '../support/show';

/** What `x` of the last file is. */
function xIn(files: Readonly<Record<string, string>>, module: string, installed?: Readonly<Record<string, string>>): string {
  return show(valueIn(programOf(files, { installed }), module, 'x'));
}

const BASE = 'import sqlalchemy\n';

describe('imports in the workspace', () => {
  it('bind modules, names, submodules and aliases', () => {
    const files = {
      'app/__init__.py': '',
      'app/models/__init__.py': 'from .user import User as Person\n',
      'app/models/user.py': `${BASE}class User: pass\nn = 1\n`,
      'main.py': `
import app.models.user
import app.models as models
from app import models as again
from app.models import Person, user
from app.models.user import *
x = [app.models.user.n, models.Person, again.user.n, Person, user.n, User]`,
    };
    expect(xIn(files, 'main')).toBe('[1, User, 1, User, 1, User]');
  });

  it('follow relative names', () => {
    const files = {
      'a/__init__.py': '',
      'a/top.py': `${BASE}n = 1`,
      'a/b/__init__.py': 'from ..top import n as up\nfrom . import c',
      'a/b/c.py': 'from .. import top\nfrom . import d\nx = [top.n, d.m]',
      'a/b/d.py': 'm = 2',
    };
    expect(xIn(files, 'a.b.c')).toBe('[1, 2]');
  });

  it('honour __all__ in star imports', () => {
    expect(xIn({ 'a.py': `${BASE}__all__ = ['_p', 'q']\n_p, q, r = 1, 2, 3`, 'b.py': 'from a import *\nx = [_p, q, "r" in globals()]' }, 'b')).toBe('[1, 2, False]');
    expect(xIn({ 'a.py': `${BASE}_p, q = 1, 2`, 'b.py': 'from a import *\nx = [q, "_p" in globals()]' }, 'b')).toBe('[2, False]');
  });

  it('bring the names of libraries with star imports', () => {
    expect(xIn({ 'm.py': 'from sqlalchemy import *\nfrom sqlalchemy.orm import *\nfrom typing import *\nx = [Column(Integer), relationship("A"), List]' }, 'm')).toBe(
      '[Column(Integer), relationship("A"), List]',
    );
    expect(xIn({ 'a.py': 'from sqlalchemy import *', 'b.py': 'from a import *\nx = String(5)' }, 'b')).toBe('String(5)');
  });

  it('run modules in the order Python does', () => {
    const program = programOf({
      'app/__init__.py': '',
      'app/a.py': `${BASE}class A1: pass\nfrom app import b\nclass A2: pass`,
      'app/b.py': 'class B: pass\nimport app.c',
      'app/c.py': 'class C: pass',
    });
    const order = program.events.flatMap((event) => (event.kind === 'class' ? [event.cls.name] : []));
    expect(order).toEqual(['A1', 'B', 'C', 'A2']);
    expect([...program.modules.keys()]).toEqual(['app', 'app.a', 'app.b', 'app.c']);
  });

  it('let modules import each other', () => {
    const files = {
      'a.py': `${BASE}from b import B\nclass A: pass\ndef f(): return B`,
      'b.py': 'from a import A\nimport a\nclass B: pass\ndef g(): return [A, a.A]',
      'c.py': 'from a import f\nfrom b import g\nx = [f(), g()]',
    };
    expect(xIn(files, 'c')).toBe('[B, [A, A]]');
  });

  it('start where modules that import each other can start', () => {
    const files = { 'a.py': `${BASE}import b\nclass A: pass`, 'b.py': 'from a import A\nclass B(A): pass\nx = B.__mro__' };
    expect(xIn(files, 'b')).toBe('(B, A, object)');
  });

  it('say what is not bound in any order', () => {
    const files = { 'a.py': `${BASE}from b import B\nclass A(B): pass`, 'b.py': 'from a import A\nclass B(A): pass' };
    const program = programOf(files);
    const cls = valueIn(program, 'b', 'B');
    expect(cls.kind === 'class' && cls.dynamicBase?.reason).toBe('`a.A`, which is not bound while modules import each other');
    // By now the name is bound.
    expect(show(program.modules.get('b')?.namespace.get('A')?.value)).toBe('A');
  });

  it('go through folders without __init__.py', () => {
    const files = { 'app/models/user.py': `${BASE}n = 1`, 'app/main.py': 'import app.models.user\nfrom app.models import user\nx = [app.models.user.n, user.n]' };
    expect(xIn(files, 'app.main')).toBe('[1, 1]');
  });

  it('are dynamic where the module is not there', () => {
    const files = { 'app/__init__.py': '', 'app/m.py': `${BASE}from app.generated import thing\nx = thing` };
    expect(xIn(files, 'app.m')).toContain('dynamic');
  });

  it('call the __getattr__ of a module', () => {
    expect(xIn({ 'a.py': `${BASE}def __getattr__(name):\n    if name == "n": return 5\n    raise AttributeError(name)`, 'b.py': 'from a import n\nimport a\nx = [n, a.n]' }, 'b')).toBe('[5, 5]');
  });

  it('are found by importlib and sys.modules', () => {
    expect(xIn({ 'a.py': `${BASE}n = 1`, 'b.py': 'import importlib, sys\nm = importlib.import_module("a")\nx = [m.n, sys.modules["a"].n]\nimport sqlalchemy' }, 'b')).toBe('[1, 1]');
  });
});

describe('libraries', () => {
  it('have one path for one object', () => {
    const source = `
import sqlalchemy as sa
import sqlalchemy.orm
from sqlalchemy import orm
from sqlalchemy.ext.declarative import declared_attr
from sqlalchemy.schema import Column
x = [sa.orm.relationship, sqlalchemy.orm.relationship, orm.relationship, declared_attr, Column, sa.Column]
`;
    const program = programOf({ 'm.py': source });
    const list = valueIn(program, 'm', 'x');
    expect(list.kind === 'list' && list.items.map((item) => (item.kind === 'external' ? item.path : show(item)))).toEqual([
      'sqlalchemy.orm.relationship',
      'sqlalchemy.orm.relationship',
      'sqlalchemy.orm.relationship',
      'sqlalchemy.orm.declared_attr',
      'sqlalchemy.Column',
      'sqlalchemy.Column',
    ]);
  });

  it('are known by name where they are not installed', () => {
    expect(xIn({ 'm.py': `${BASE}from sqlalchemy_utils import UUIDType\nx = UUIDType(binary=False)` }, 'm')).toBe('UUIDType(binary=False)');
  });
});

describe('installed packages', () => {
  const installed = {
    'shared/__init__.py': 'from .base import Model\nfrom . import other\n',
    'shared/base.py': 'from sqlalchemy.orm import DeclarativeBase\nclass Model(DeclarativeBase):\n    kind = "shared"\n',
    'shared/other.py': 'from .base import Model\nclass Other(Model): pass\n',
    'heavy/__init__.py': 'from .core import f\n',
    'heavy/core.py': 'def f(n): return n + 1\n',
  };

  it('are read when a name is used', () => {
    const evaluation = evaluatedOf({ 'm.py': 'import sqlalchemy\nfrom heavy import f\nfrom heavy.core import f as g' }, { installed });
    expect([...evaluation.installed.keys()]).toEqual([]);
    const used = evaluatedOf({ 'm.py': 'import sqlalchemy\nfrom heavy import f\nx = f(1)' }, { installed });
    expect([...used.installed.keys()]).toEqual(['site-packages/heavy/__init__.py', 'site-packages/heavy/core.py']);
    expect(show(valueIn(used.program, 'm', 'x'))).toBe('2');
  });

  it('give bases, and map their own classes as Python would', () => {
    const program = programOf({ 'm.py': 'from shared import Model\nclass A(Model): pass\nx = A.kind' }, { installed });
    expect(show(valueIn(program, 'm', 'x'))).toBe('"shared"');
    const classes = program.events.flatMap((event) => (event.kind === 'class' ? [event.cls.name] : []));
    expect(classes).toEqual(['Model', 'Other', 'A']);
  });

  it('are hidden by the workspace, and hide its plain folders', () => {
    expect(xIn({ 'heavy.py': `${BASE}def f(n): return 'own'`, 'm.py': 'from heavy import f\nx = f(1)' }, 'm', installed)).toBe('"own"');
    expect(xIn({ 'heavy/script.py': '', 'm.py': `${BASE}from heavy import f\nx = f(1)` }, 'm', installed)).toBe('2');
  });
});

describe('code of installed packages', () => {
  const installed = {
    'alembic_like/__init__.py': 'from . import context\n',
    'alembic_like/context.py': 'n = 3\n',
    'options/__init__.py': `
class Option:
    def __init__(self, name, type=None):
        self.name = name
def decorate(fn):
    raise NotImplementedError
def shout(text): return text.upper()
`,
    'helpers/__init__.py': 'from sqlalchemy import Column, Integer\ndef key(**kwargs): return Column(Integer, primary_key=True, **kwargs)\n',
  };

  it('is followed near SQLAlchemy, and for texts', () => {
    expect(xIn({ 'm.py': 'from helpers import key\nx = key(index=True)' }, 'm', installed)).toBe('Column(Integer, primary_key=True, index=True)');
    expect(xIn({ 'm.py': `${BASE}from options import shout\nx = shout("a")` }, 'm', installed)).toBe('"A"');
  });

  it('is not followed elsewhere', () => {
    expect(xIn({ 'm.py': `${BASE}from options import Option\nx = Option("a", type=int).name` }, 'm', installed)).toBe('Option("a", type=int).name');
    expect(xIn({ 'm.py': `${BASE}from options import decorate\n@decorate\ndef x(): pass` }, 'm', installed)).toBe('<function x>');
  });

  it('may import its own modules', () => {
    expect(xIn({ 'm.py': `${BASE}from alembic_like import context\nx = context.n` }, 'm', installed)).toBe('3');
  });
});
