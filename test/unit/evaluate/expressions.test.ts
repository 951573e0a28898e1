import { describe, expect, it } from 'vitest';
import { evaluated } from '../support/evaluated';

/** The value of an expression. */
function valueOf(expression: string): string {
  return evaluated(`x = ${expression}`);
}

describe('expressions', () => {
  it.each([
    ['1 + 2 * 3', '7'],
    ['7 // 2', '3'],
    ['-7 // 2', '-4'],
    ['-7 % 3', '2'],
    ['2 ** 10', '1024'],
    ['0x1E', '30'],
    ['1_000', '1000'],
    ['True + 1', '2'],
    ['6 & 3 | 8', '10'],
    ['1 < 2 < 3', 'True'],
    ['1 < 2 > 3', 'False'],
    ['"a" in "banana"', 'True'],
    ['3 in [1, 2]', 'False'],
    ['"k" in {"k": 1}', 'True'],
    ['None is None', 'True'],
    ['not []', 'True'],
    ['[] or "x"', '"x"'],
    ['0 and 1', '0'],
    ['1 if "" else 2', '2'],
    ['(1, 2) + (3,)', '(1, 2, 3)'],
    ['[0] * 3', '[0, 0, 0]'],
    ['[1, *(2, 3)]', '[1, 2, 3]'],
    ['{**{"a": 1}, "b": 2, "a": 3}', '{"a": 3, "b": 2}'],
    ['{"a": 1} | {"a": 2}', '{"a": 2}'],
    ['[1, 2, 3][-1]', '3'],
    ['"hello"[1:3]', '"el"'],
    ['[1, 2, 3, 4][::-2]', '[4, 2]'],
    ['{"a": 1}["a"]', '1'],
    ['[n * n for n in range(4) if n % 2]', '[1, 9]'],
    ['[(a, b) for a in "ab" for b in range(2)]', '[("a", 0), ("a", 1), ("b", 0), ("b", 1)]'],
    ['{k: v for k, v in zip("ab", [1, 2])}', '{"a": 1, "b": 2}'],
    ['{n % 2 for n in range(5)}', '{0, 1}'],
    ['[y := 5, y + 1]', '[5, 6]'],
    ['(lambda a, b=2, *c, d=4, **e: [a, b, c, d, e])(1, 3, 5, f=6)', '[1, 3, (5), 4, {"f": 6}]'],
    ['...', '...'],
  ])('%s', (expression, expected) => {
    expect(valueOf(expression)).toBe(expected);
  });

  it('keeps what a library decides symbolic', () => {
    expect(valueOf('sqlalchemy.func.count(1) > 5')).toBe('count(1) > 5');
    expect(valueOf('sqlalchemy.column("a").desc()')).toBe('column("a").desc()');
    expect(valueOf('-sqlalchemy.column("a")')).toBe('- column("a")');
    expect(valueOf('sqlalchemy.JSON()["a"]')).toBe('JSON()["a"]');
    expect(valueOf('int | None')).toBe('int | None');
  });

  it('does not guess what only run time knows', () => {
    expect(valueOf('f"{unknown}.id"')).toBe('dynamic: `unknown`, which is not defined here');
    expect(evaluated('import os\nx = f"{os.environ[\'SCHEMA\']}.id"')).toContain('dynamic: the value of `os.environ[\'SCHEMA\']`');
    expect(evaluated('import os\nx = "a" if os.getenv("A") else "b"')).toContain('dynamic:');
    expect(evaluated('import os\nx = "a" if os.getenv("A") else "a"')).toBe('"a"');
  });
});

describe('strings', () => {
  it.each([
    ['f"{1 + 1}-{\'a\'!r}-{3:03d}-{2.5:.2f}-{\'x\':>3}|"', '"2-\'a\'-003-2.50-  x|"'],
    ['"%s.%s = %d%%" % ("a", "b", 5)', '"a.b = 5%"'],
    ['"%(t)s.id" % {"t": "users"}', '"users.id"'],
    ['"%s" % "one"', '"one"'],
    ['"{} {0}".format("a")', '"a a"'],
    ['"{t}.{c[0]}".format(t="x", c=["id"])', '"x.id"'],
    ['"{{}}".format()', '"{}"'],
    ['", ".join(["a", "b"])', '"a, b"'],
    ['"CamelCase".lower()', '"camelcase"'],
    ['" a b ".strip().split()', '["a", "b"]'],
    ['"a.b.c".rsplit(".", 1)', '["a.b", "c"]'],
    ['"a-b".replace("-", "_").upper()', '"A_B"'],
    ['"abc".startswith(("x", "a"))', 'True'],
    ['"users"[:-1].title()', '"User"'],
    ['"TableMixin".removesuffix("Mixin")', '"Table"'],
    ['str(5) + repr("a")', '"5\'a\'"'],
    ['str.lower("ABC")', '"abc"'],
    ['"a" "b"', '"ab"'],
    ['"a b".partition(" ")', '("a", " ", "b")'],
  ])('%s', (expression, expected) => {
    expect(valueOf(expression)).toBe(expected);
  });

  it('substitutes patterns, as table names are made', () => {
    expect(evaluated(`import re\nx = re.sub(r'(?<!^)(?=[A-Z])', '_', 'UserGroupLink').lower()`)).toBe('"user_group_link"');
    expect(evaluated(`import re\nx = re.sub('([a-z0-9])([A-Z])', r'\\1_\\2', 'userGroup').lower()`)).toBe('"user_group"');
    expect(evaluated(`import re\np = re.compile('[A-Z]')\nx = p.sub(lambda m: '_' + m.group(0).lower(), 'aB')`)).toBe('"a_b"');
  });

  it('does not run patterns that can take for ever', () => {
    expect(evaluated(`import re\nx = re.sub('(a+)+$', '', 'aaaa')`)).toBe('sub("(a+)+$", "", "aaaa")');
  });
});

describe('builtins', () => {
  it.each([
    ['len([1, 2])', '2'],
    ['list(range(2, 8, 3))', '[2, 5]'],
    ['list(enumerate("ab", 1))', '[(1, "a"), (2, "b")]'],
    ['dict(a=1, **{"b": 2})', '{"a": 1, "b": 2}'],
    ['dict([("a", 1)])', '{"a": 1}'],
    ['sorted([3, 1, 2], reverse=True)', '[3, 2, 1]'],
    ['sorted(["bb", "a"], key=len)', '["a", "bb"]'],
    ['list(map(str, [1, 2]))', '["1", "2"]'],
    ['list(filter(None, [0, 1]))', '[1]'],
    ['max(1, 5, 3)', '5'],
    ['sum([1, 2, 3])', '6'],
    ['any([0, 1])', 'True'],
    ['all([])', 'True'],
    ['isinstance(1, int)', 'True'],
    ['isinstance("a", (list, tuple))', 'False'],
    ['isinstance(True, int)', 'True'],
    ['getattr({}, "nothing", 3)', '3'],
    ['hasattr([], "append")', 'True'],
    ['tuple(reversed([1, 2]))', '(2, 1)'],
    ['int("12")', '12'],
    ['type(1).__name__', '"int"'],
  ])('%s', (expression, expected) => {
    expect(valueOf(expression)).toBe(expected);
  });
});
