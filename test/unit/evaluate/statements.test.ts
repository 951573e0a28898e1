import { describe, expect, it } from 'vitest';
import { evaluated } from '../support/evaluated';

describe('assignments', () => {
  it.each([
    ['a, (b, *c) = 1, [2, 3, 4]\nx = [a, b, c]', '[1, 2, [3, 4]]'],
    ['x = y = []\ny.append(1)', '[1]'],
    ['x = [1]\ny = x\ny += [2]', '[1, 2]'],
    ['x = (1,)\ny = x\ny += (2,)', '(1)'],
    ['x = {}\nx["a"] = 1\nx.setdefault("b", []).append(2)\nx.update(c=3)', '{"a": 1, "b": [2], "c": 3}'],
    ['x = [3, 1]\nx.sort()\nx.insert(0, 9)\nx.extend("a")\nx.pop()', '[9, 1, 3]'],
    ['x: int = 5', '5'],
    ['d = {"a": 1, "b": 2}\ndel d["a"]\nx = d', '{"b": 2}'],
    ['globals()["x"] = 7', '7'],
  ])('%s', (source, expected) => {
    expect(evaluated(source)).toBe(expected);
  });
});

describe('control flow', () => {
  it('follows known conditions', () => {
    expect(evaluated('if 1 > 2:\n    x = 1\nelif "a":\n    x = 2\nelse:\n    x = 3')).toBe('2');
    expect(evaluated('import sys\nif sys.version_info >= (3, 9):\n    x = 1\nelse:\n    x = 2')).toBe('1');
    expect(evaluated('if __name__ == "__main__":\n    x = 1\nelse:\n    x = 2')).toBe('2');
  });

  it('never runs code for type checkers', () => {
    expect(evaluated('from typing import TYPE_CHECKING as TC\nx = 1\nif TC:\n    x = 2')).toBe('1');
    expect(evaluated('import typing as t\nx = 1\nif t.TYPE_CHECKING:\n    x = 2\nelse:\n    x = 3')).toBe('3');
    expect(evaluated('from typing import TYPE_CHECKING\nx = 1\nif not TYPE_CHECKING:\n    x = 2')).toBe('2');
  });

  it('runs both branches of an unknown condition and merges them', () => {
    const unknown = 'import os\nflag = os.getenv("FLAG")\n';
    expect(evaluated(`${unknown}if flag:\n    x = 1\nelse:\n    x = 2`)).toBe('dynamic: the value of `x`, since `flag` is not known');
    expect(evaluated(`${unknown}x = 1\nif flag:\n    x = 2`)).toContain('dynamic');
    expect(evaluated(`${unknown}if flag:\n    x = 1`)).toBe('1');
    expect(evaluated(`${unknown}if flag:\n    x = 1\nelse:\n    x = 1`)).toBe('1');
    expect(evaluated(`${unknown}if flag:\n    x = None\nelse:\n    x = [1]`)).toBe('[1]');
    expect(evaluated(`${unknown}if flag:\n    class x: pass\nelse:\n    x = None`)).toBe('x');
    expect(evaluated(`${unknown}x = 1\nif flag:\n    raise ValueError\nelse:\n    x = 2`)).toBe('2');
  });

  it('loops over what is known', () => {
    expect(evaluated('x = []\nfor i, c in enumerate("abc"):\n    if c == "b": continue\n    x.append((i, c))\nelse:\n    x.append("end")')).toBe('[(0, "a"), (2, "c"), "end"]');
    expect(evaluated('x = 0\nwhile True:\n    x += 1\n    if x == 5: break')).toBe('5');
    expect(evaluated('x = []\nfor k, v in {"a": 1}.items():\n    x += [k, v]')).toBe('["a", 1]');
  });

  it('runs a loop over the unknown once', () => {
    expect(evaluated('import os\nx = []\nfor name in os.listdir("."):\n    x.append(name)')).toContain('dynamic: an item of `os.listdir(\'.\')`');
  });

  it('ends loops that do not end', () => {
    expect(evaluated('x = 0\nwhile True:\n    x += 1\ny = 1')).toMatch(/^\d+$/);
    expect(evaluated('def f():\n    while True: pass\nx = f()')).toBe('dynamic: the result of `f`, which takes too many steps to follow');
    expect(evaluated('def f(n): return f(n + 1)\nx = f(0)')).toBe('dynamic: the result of `f`, which takes too many steps to follow');
  });

  it('runs handlers only for what certainly fails', () => {
    expect(evaluated('try:\n    x = {"a": 1}["b"]\nexcept KeyError:\n    x = 2')).toBe('2');
    expect(evaluated('try:\n    x = 1\nexcept Exception:\n    x = 2\nelse:\n    x = 3\nfinally:\n    y = 4')).toBe('3');
    expect(evaluated('try:\n    raise ValueError("no")\nexcept TypeError:\n    x = 1\nexcept (KeyError, ValueError):\n    x = 2')).toBe('2');
    expect(evaluated('try:\n    x = unknown_name\nexcept NameError:\n    x = 5')).toBe('5');
    expect(evaluated('def f():\n    raise KeyError\ntry:\n    f()\n    x = 1\nexcept LookupError:\n    x = 2')).toBe('2');
  });

  it('takes an import to succeed unless it certainly fails', () => {
    expect(evaluated('try:\n    import ujson as x\nexcept ImportError:\n    x = None')).toBe('ujson');
    expect(evaluated('try:\n    import ujson as x\nexcept ImportError:\n    x = None', 'x', { installed: {} })).toBe('None');
    expect(evaluated('try:\n    from sqlalchemy.orm import DeclarativeBase as x\nexcept ImportError:\n    x = None', 'x', { sqlalchemy: '1.4' })).toBe('None');
    expect(evaluated('try:\n    from .local import *\nexcept ImportError:\n    x = 1')).toBe('1');
  });

  it('runs the body of with and every case of match', () => {
    expect(evaluated('with open("f") as f:\n    x = 1')).toBe('1');
    expect(evaluated('class C:\n    def __enter__(self): return 4\n    def __exit__(self, *a): pass\nwith C() as x: pass')).toBe('4');
    expect(evaluated('match unknown:\n    case 1:\n        class x: pass\n    case [a, b]:\n        y = a')).toBe('x');
  });
});

describe('functions', () => {
  it('return what their bodies compute', () => {
    expect(evaluated('def f(a, b=2, *, c=3):\n    """Adds."""\n    total = a + b\n    if total > 4:\n        return "big"\n    return total + c\nx = [f(1), f(4), f(0, 0, c=1)]')).toBe('[6, "big", 1]');
    expect(evaluated('def outer(n):\n    def inner(m): return n + m\n    return inner\nx = outer(1)(2)')).toBe('3');
    expect(evaluated('def f(*args, **kwargs): return (args, kwargs)\nx = f(1, *[2], a=3, **{"b": 4})')).toBe('((1, 2), {"a": 3, "b": 4})');
    expect(evaluated('n = 1\ndef f():\n    global n\n    n = n + 1\nf()\nx = n')).toBe('2');
    expect(evaluated('def f():\n    n = 1\n    def g():\n        nonlocal n\n        n += 1\n    g()\n    return n\nx = f()')).toBe('2');
    expect(evaluated('def f():\n    yield 1\n    yield from [2, 3]\nx = list(f())')).toBe('[1, 2, 3]');
    expect(evaluated('x = [f() for f in [lambda n=n: n for n in range(3)]]')).toBe('[0, 1, 2]');
  });

  it('are dynamic where a return is not certain', () => {
    expect(evaluated('import os\ndef f():\n    if os.getenv("A"): return 1\n    return 2\nx = f()')).toBe("dynamic: which value `f` returns, since `os.getenv('A')` is not known");
    expect(evaluated('import os\ndef f():\n    if os.getenv("A"): return 1\n    return 1\nx = f()')).toBe('1');
    expect(evaluated('def f(): raise ValueError("no")\nx = f()')).toBe("dynamic: the result of `f`, which raises `ValueError('no')`");
    expect(evaluated('async def f(): return 1\nx = f()')).toContain('dynamic');
  });

  it('are decorated by calls', () => {
    expect(evaluated('def twice(fn):\n    def wrapper(*a): return fn(*a) * 2\n    return wrapper\n@twice\ndef f(n): return n + 1\nx = f(1)')).toBe('4');
    expect(evaluated('import functools\ndef d(fn):\n    @functools.wraps(fn)\n    def wrapper(*a, **k): return [fn(*a, **k)]\n    return wrapper\n@functools.lru_cache(maxsize=None)\n@d\ndef f(): return 1\nx = f()')).toBe('[1]');
    expect(evaluated('from sqlalchemy.orm import declared_attr\n@declared_attr\ndef x(cls): return 1')).toBe('declared_attr(<function x>)');
    expect(evaluated('from functools import partial\ndef f(a, b, c): return (a, b, c)\nx = partial(f, 1, c=3)(2)')).toBe('(1, 2, 3)');
    expect(evaluated('from functools import partial\nfrom sqlalchemy import Column, Integer\nRequired = partial(Column, nullable=False)\nx = Required(Integer)')).toBe('Column(Integer, nullable=False)');
  });
});
