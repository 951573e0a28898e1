import { describe, expect, it } from 'vitest';
import { parseExpressionText } from '../../../server/src/core/python/parser';
import { unparse } from '../../../server/src/core/python/unparse';

describe('unparse', () => {
  it.each([
    'Mapped[Optional[List["User"]]] -> Mapped[Optional[List[\'User\']]]',
    'a+b * c -> a + b * c',
    '(a+b)*c -> (a + b) * c',
    'a**-b**c -> a ** (-b ** c)',
    'not (a and b) or c -> not (a and b) or c',
    'a and not b -> a and (not b)',
    'lambda x,/,y=1,*,z,**k:x -> lambda x, /, y=1, *, z, **k: x',
    'f(*a,b=1,**c) -> f(*a, b=1, **c)',
    'f(x for x in y if z) -> f((x for x in y if z))',
    '{**a,"b":1} -> {**a, \'b\': 1}',
    'x[1:2,::3] -> x[1:2, ::3]',
    'x[()] -> x[()]',
    '(a,) -> (a,)',
    'x if y else z -> x if y else z',
    'f"{a!r:>{w}}b{{" -> f\'{a!r:>{w}}b{{\'',
    '0x10 + 1e3 + 1e-7 + 1E100 -> 16 + 1000.0 + 1e-07 + 1e+100',
    '"it\'s" -> "it\'s"',
    '"a\\n\\\\" -> \'a\\n\\\\\'',
    'b"\\xff" -> b\'\\xff\'',
    'a is not b not in c -> a is not b not in c',
    'await x -> await x',
    '(yield) -> (yield)',
    '(y := 5) -> (y := 5)',
    '... -> ...',
    '[*a] -> [*a]',
    '1 .real -> 1 .real',
  ])('%s', (pair) => {
    const [source = '', expected] = pair.split(' -> ');
    expect(unparse(parseExpressionText(source).expression)).toBe(expected);
  });
});
