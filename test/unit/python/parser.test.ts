import { describe, expect, it } from 'vitest';
import { parseExpressionText, parseModule } from '../../../server/src/core/python/parser';
import type { ClassDef, Expression, FunctionDef, Statement } from '../../../server/src/core/python/syntax';
import { show } from './print';

function statements(text: string): string[] {
  return parseModule(text).body.map(show);
}

function expression(text: string): string {
  const parsed = parseExpressionText(text);
  expect(parsed.errors).toEqual([]);
  return show(parsed.expression);
}

function memberNames(text: string, className: string): string[] {
  const found = parseModule(text).body.find((statement): statement is ClassDef => statement.kind === 'ClassDef' && statement.name.name === className);
  return (found?.body ?? []).map(nameOf);
}

function nameOf(statement: Statement): string {
  if (statement.kind === 'FunctionDef' || statement.kind === 'ClassDef') return statement.name.name;
  if (statement.kind === 'Assign') return show(statement.targets[0]);
  return statement.kind === 'AnnAssign' ? show(statement.target) : statement.kind;
}

describe('expressions', () => {
  it('binds operators as Python does', () => {
    expect(expression('a + b * c')).toBe('Binary{operator: "+", left: a, right: Binary{operator: "*", left: b, right: c}}');
    expect(expression('-a ** -b')).toBe('Unary{operator: "-", operand: Binary{operator: "**", left: a, right: Unary{operator: "-", operand: b}}}');
    expect(expression('not a == b')).toBe('Unary{operator: "not", operand: Compare{left: a, operators: ["=="], comparators: [b]}}');
    expect(expression('a < b not in c is not d')).toBe('Compare{left: a, operators: ["<", "not in", "is not"], comparators: [b, c, d]}');
    expect(expression('a or b or c and d')).toBe('Boolean{operator: "or", values: [a, b, Boolean{operator: "and", values: [c, d]}]}');
  });

  it('reads calls with every kind of argument', () => {
    expect(expression('f(a, *b, c=1, **d)')).toBe('Call{callee: f, args: [a, Starred{value: b}], keywords: [Keyword{name: c, value: 1}, Keyword{value: d}]}');
    expect(expression('f(x for x in y)')).toContain('GeneratorExpression');
  });

  it('reads subscripts, slices and starred indices', () => {
    expect(expression('a[1:2, ::3]')).toBe('Subscript{value: a, index: Tuple{elements: [Slice{lower: 1, upper: 2}, Slice{step: 3}]}}');
    expect(expression('a[*b]')).toBe('Subscript{value: a, index: Tuple{elements: [Starred{value: b}]}}');
  });

  it('decodes strings', () => {
    expect(expression(String.raw`'a\n\x41é\101\U0001F600\q'`)).toBe(JSON.stringify('a\nAéA😀\\q'));
    expect(expression(String.raw`r'\n' "b" u'c'`)).toBe(JSON.stringify('\\nbc'));
    expect(expression(String.raw`Rb'\x41' b'\x41\u0041'`)).toBe(String.raw`b"\\x41A\\u0041"`);
    expect(expression(String.raw`'\N{BULLET}'`)).toBe('"\uFFFD"');
    expect(expression("'a\\\nb'")).toBe('"ab"');
  });

  it('joins line breaks inside strings to \\n', () => {
    expect(expression("'''a\r\nb\rc'''")).toBe(JSON.stringify('a\nb\nc'));
  });

  it('reads f-strings with nested quotes, formats and debug text', () => {
    expect(expression('f"{a["b"]}"')).toContain('Subscript{value: a, index: "b"}');
    expect(expression('f"x{a!r:>{w}}y{{z"')).toBe(
      'FormattedString{values: ["x", FormattedValue{expression: a, conversion: "r", formatSpec: [">", FormattedValue{expression: w}]}, "y{z"]}',
    );
    expect(expression("f'{a = }'")).toBe('FormattedString{values: ["a = ", FormattedValue{expression: a, conversion: "r"}]}');
    expect(expression("t'{a}' 'b'")).toBe('FormattedString{isTemplate: true, values: [FormattedValue{expression: a}, "b"]}');
    expect(expression('f"{\', \'.join(x)}"')).toContain('", ".join');
  });

  it('reads numbers in every notation', () => {
    const values = ['0xFF', '0o17', '0b11', '1_000', '1.5e3', '.5', '1.', '007'.slice(2)].map((text) => parseExpressionText(text).expression);
    expect(values.map((node) => node.kind === 'Number' && node.value)).toEqual([255, 15, 3, 1000, 1500, 0.5, 1, 7]);
    expect(show(parseExpressionText('3j').expression)).toBe('3j');
  });

  it('normalises names to NFKC', () => {
    expect(expression('ﬁeld')).toBe('field');
  });

  it.each([
    ['', 'invalid syntax'],
    ['a b', 'invalid syntax'],
    ['and_(A.x', "'(' was never closed"],
    ['a)', "unmatched ')'"],
    ['(a]', "closing parenthesis ']' does not match opening parenthesis '('"],
    ["'a", 'unterminated string literal (detected at line 1)'],
    ['a = 1', 'invalid syntax'],
    ['\n  a', 'unexpected indent'],
    ['f(a=1, b)', 'positional argument follows keyword argument'],
  ])('reports %j as Python does', (text, message) => {
    expect(parseExpressionText(text).errors[0]?.message).toBe(message);
  });

  it('strips blanks before an expression, as eval does', () => {
    expect(expression('  A.x == \nB.y'.replace('\n', ''))).toContain('Compare');
    expect(expression('and_(A.x,\nB.y)')).toContain('Call');
  });
});

describe('statements', () => {
  it('keeps soft keywords usable as names', () => {
    const text = 'match = 1\nmatch.x\nmatch(a, b)\nmatch[a]: int = 3\nmatch -x\ntype = 2\ntype(a)\ncase = _ = type\ntype in a\n';
    expect(parseModule(text).errors).toEqual([]);
    expect(parseModule(text).body.map(({ kind }) => kind)).toEqual(['Assign', 'Expr', 'Expr', 'AnnAssign', 'Expr', 'Assign', 'Expr', 'Assign', 'Expr']);
  });

  it('reads match statements and the names their patterns bind', () => {
    const [match] = statements('match (a):\n  case Point(x=b, y=0) | [c, *_] if d: pass\n  case {"k": e, **rest} as whole: pass\n  case Color.RED | -1: pass\n');
    expect(match).toBe(
      'Match{subject: a, cases: [{boundNames: [b, c], guard: d, body: [Pass{}]}, {boundNames: [e, rest, whole], body: [Pass{}]}, {body: [Pass{}]}]}',
    );
  });

  it('reads type parameters and aliases', () => {
    expect(statements('type A[T: int = str, *Ts, **P] = list[T]')[0]).toContain('TypeAlias{name: A, typeParameters: [TypeParameter{mode: "TypeVar"');
    expect(statements('class A[T](Base): x: T')[0]).toContain('bases: [Base], body: [AnnAssign{target: x, annotation: T}]');
  });

  it('reads parenthesised with items, and tuples in parentheses', () => {
    expect(statements('with (a as b, c,): pass')[0]).toBe('With{items: [{context: a, target: b}, {context: c}], body: [Pass{}]}');
    expect(statements('with (a, b) as c: pass')[0]).toBe('With{items: [{context: Tuple{elements: [a, b]}, target: c}], body: [Pass{}]}');
    expect(statements('with (a).b as c: pass')[0]).toBe('With{items: [{context: a.b, target: c}], body: [Pass{}]}');
    expect(statements('with (yield a): pass')[0]).toContain('Yield');
  });

  it('reads except without parentheses, of Python 3.14', () => {
    const tree = parseModule('try: pass\nexcept A, B: pass\nexcept* C as d: pass\n');
    expect(tree.errors).toEqual([]);
    expect(show(tree.body[0])).toContain('type: Tuple{elements: [A, B]}');
  });

  it('reads every kind of line end, a byte-order mark, form feeds and tabs', () => {
    const parsed = parseModule('\uFEFFclass A:\r\tx = 1\r\n\f\ty = 2\r\rclass B:\n        z = 3\n\tw = 4\n');
    expect(parsed.errors).toEqual([]);
    expect(parsed.body.map((one) => one.kind === 'ClassDef' && one.body.map(nameOf))).toEqual([['x', 'y'], ['z', 'w']]);
  });

  it('reads parameters of every kind', () => {
    const [fn] = parseModule('def f(a, /, b: int = 1, *c, d=2, **e) -> None: ...').body as FunctionDef[];
    expect(fn?.parameters.map(({ name, mode }) => `${name.name} ${mode}`)).toEqual([
      'a positionalOnly', 'b positionalOrKeyword', 'c varPositional', 'd keywordOnly', 'e varKeyword',
    ]);
  });

  it('reports Python 2 and goes on', () => {
    const parsed = parseModule('print "a"\nexec "b" in c\nraise A, "b"\nx = 0777L\ny = `z`\nclass A: pass\n');
    expect(parsed.errors.length).toBeGreaterThan(3);
    expect(parsed.body.at(-1)?.kind).toBe('ClassDef');
  });
});

describe('function bodies', () => {
  const text = [
    'class A:',
    '    def f(self):',
    '        """Text',
    'at the margin: def g():',
    '        """',
    '        x = (1,',
    '  2)',
    '# a comment at the margin',
    '',
    '        return x \\',
    '  + 1',
    '    y = 1',
    'def g(): return 2; z',
    'w = 3',
  ].join('\n');

  it('are passed over, whatever strings and brackets are in them', () => {
    const tree = parseModule(text);
    expect(tree.errors).toEqual([]);
    expect(tree.body.map(nameOf)).toEqual(['A', 'g', 'w']);
    expect(memberNames(text, 'A')).toEqual(['f', 'y']);
  });

  it('are read on demand, with ids and spans of their own', () => {
    const tree = parseModule(text);
    const [outer, inline] = [(tree.body[0] as ClassDef).body[0], tree.body[1]] as FunctionDef[];
    const body = tree.bodyOf(outer as FunctionDef);
    expect(body.map(({ kind }) => kind)).toEqual(['Expr', 'Assign', 'Return']);
    const { start, end } = tree.spans.spanOf(body[1]?.id ?? -1);
    expect(text.slice(start, end)).toBe('x = (1,\n  2)');
    expect(tree.bodyOf(inline as FunctionDef).map(show)).toEqual(['Return{value: 2}', 'z']);
    expect(tree.bodyOf(outer as FunctionDef)).toBe(body);
  });

  it('read nested functions and classes at once', () => {
    const tree = parseModule('def f():\n  def g():\n    return 1\n  class K:\n    def m(self): pass\n  return g\n');
    const body = tree.bodyOf(tree.body[0] as FunctionDef);
    expect(show(body[0])).toContain('body: [Return{value: 1}]');
    expect(show(body[1])).toContain('FunctionDef{name: m');
  });
});

describe('fingerprints', () => {
  const fingerprints = (text: string): readonly number[] => [parseModule(text).fingerprint, ...parseModule(text).bodyFingerprints];
  const base = 'class A:\n    x = Column(Integer)\n    def f(self):\n        if a:\n            b = c\n        return "d e"\n';

  it('are equal when only layout and comments differ', () => {
    const same = '# top\nclass A :\n  x = Column(\n    Integer )  # c\n\n  def f( self ):\n\n    # note\n    if a :\n      b  =  c  # d\n    return "d e"\n';
    expect(fingerprints(same)).toEqual(fingerprints(base));
  });

  it.each([
    ['a name outside', 'Integer', 'String_', true, false],
    ['a name inside', 'b = c', 'b = q', false, true],
    ['indentation inside', '        return', '            return', false, true],
    ['a blank inside a string', '"d e"', '"d  e"', false, true],
    ['a class moved into another block', 'class A:\n', 'class A:\n    pass\n', true, false],
  ])('tell %s', (_, before, after, outside, inside) => {
    const [module, body] = fingerprints(base);
    const [changedModule, changedBody] = fingerprints(base.replace(before, after));
    expect(changedModule !== module).toBe(outside);
    expect(changedBody !== body).toBe(inside);
  });
});

describe('recovery', () => {
  const typed = (line: string): string =>
    `class A(Base):\n    a = Column(Integer)\n    ${line}\n    b = Column(Integer)\n    c: Mapped[int]\n\n    @property\n    def d(self):\n        return 1\n\nclass B(Base):\n    e = 1\n`;

  it.each([
    'x = Column(', 'x = Column(Integer,', 'x = relationship("B", back_populates=', 'x: Mapped[', 'x: Mapped[list["B"', 'x = [', 'x = {"k": ', 'x = A.',
    'x = "', 'x = Column("', "x = f'{", 'def x(self', 'def x(self, ', '@x(', 'x = lambda', 'x = (yield', 'class X(', 'class X(Base', 'x = not', 'for x in (',
  ])('keeps every other member when %j is typed', (line) => {
    expect(memberNames(typed(line), 'A').join()).toMatch(/^a,.*d$/);
    const kept = memberNames(typed(line), 'A');
    const nested = line.startsWith('@') ? ['a', 'c', 'd'] : ['a', 'b', 'c', 'd'];
    expect(kept).toEqual(expect.arrayContaining(nested));
    expect(memberNames(typed(line), 'B')).toEqual(['e']);
  });

  it('keeps what stands behind a header that is not closed', () => {
    expect(memberNames('class A(Base:\n    x = 1\n    y = 2\n', 'A')).toEqual(['x', 'y']);
    expect(memberNames('class A(Base\n    x = 1\n    y = 2\n', 'A')).toEqual(['x', 'y']);
    expect(memberNames('class A\n    x = 1\n', 'A')).toEqual(['x']);
  });

  it('keeps arguments around a missing comma', () => {
    expect(statements('f(a b, c=1 d=2)')[0]).toBe('Call{callee: f, args: [a, b], keywords: [Keyword{name: c, value: 1}, Keyword{name: d, value: 2}]}');
  });

  it('does not end brackets that are closed, however they are laid out', () => {
    const text = 'x = f(\na=1,\nb=2\n)\ny = {\nk: 1,\nm: 2,\n}\nz = [\nfoo(a=1),\nbar,\n]\nw = f(a\nfor a in b\nif c)\nv = (a\n@ b)\n';
    const parsed = parseModule(text);
    expect(parsed.errors).toEqual([]);
    expect(parsed.body.map(nameOf)).toEqual(['x', 'y', 'z', 'w', 'v']);
  });

  it('gives a keyword argument without value a missing one', () => {
    expect(statements('f(a=, b=1)')[0]).toBe('Call{callee: f, keywords: [Keyword{name: a, value: <missing>}, Keyword{name: b, value: 1}]}');
  });

  it('reads a name cut off by the end', () => {
    const value = (parseModule('x = User.').body[0] as { value: Expression }).value;
    expect(show(value)).toBe('User.<empty>');
  });

  it('finds the triple quote that has no partner', () => {
    const text = `class A:\n    """Doc."""\n    x = 1\n    """\n    y = 2\n\nclass B:\n    """Doc of B."""\n    z = 3\n\nclass C:\n    """Doc of C.\n\n    More.\n    """\n    w = 4\n`;
    expect(memberNames(text, 'B')).toContain('z');
    expect(memberNames(text, 'C')).toContain('w');
  });
});

describe('bounds', () => {
  it.each([
    ['brackets', '('.repeat(100_000)],
    ['closed brackets', '['.repeat(5_000) + ']'.repeat(5_000)],
    ['unary operators', '-'.repeat(100_000) + 'a'],
    ['not', 'not '.repeat(50_000) + 'a'],
    ['lambdas', 'lambda: '.repeat(50_000)],
    ['conditionals', 'a if b else '.repeat(50_000) + 'c'],
    ['powers', 'a ** '.repeat(50_000) + 'b'],
    ['sums', 'a + '.repeat(100_000) + 'b'],
    ['attributes', 'a' + '.b'.repeat(100_000)],
    ['calls', 'f' + '()'.repeat(100_000)],
    ['f-strings', 'f"{'.repeat(20_000)],
    ['format specs', `f"${'{a:'.repeat(20_000)}`],
    ['blocks', Array.from({ length: 2_000 }, (_, depth) => `${' '.repeat(depth)}if a:\n`).join('')],
    ['elifs', `if a: pass\n${'elif b: pass\n'.repeat(20_000)}`],
    ['awaits', 'await '.repeat(50_000)],
    ['open calls', 'x = f(\n'.repeat(20_000)],
    ['keyword lines', `f(\n${'a=1,\n'.repeat(20_000)}`],
    ['patterns', `match a:\n  case ${'['.repeat(10_000)}`],
    ['decorators', '@a\n'.repeat(20_000)],
  ])('deep or long %s neither throw nor overflow the stack', (_, text) => {
    const tree = parseModule(text);
    expect(() => JSON.stringify(tree.body)).not.toThrow();
    expect(() => show(parseExpressionText(text).expression)).not.toThrow();
  });
});
