/** Expressions as text, printed as CPython's `ast.unparse` prints them (`Lib/ast.py`, `Lib/_ast_unparse.py`). */
import type {
  BinaryOperation,
  BinaryOperator,
  CallExpression,
  Comprehension,
  ComprehensionClause,
  DictExpression,
  Expression,
  FormattedString,
  FormattedValue,
  LambdaExpression,
  Parameter,
  SubscriptExpression,
} from './syntax';

export function unparse(expression: Expression): string {
  return print(expression, Precedence.Test);
}

/** `ast._Precedence`, weakest first. */
enum Precedence {
  Named,
  Tuple,
  Yield,
  Test,
  Or,
  And,
  Not,
  Compare,
  BitOr,
  BitXor,
  BitAnd,
  Shift,
  Arithmetic,
  Term,
  Factor,
  Power,
  Await,
  Atom,
}

const BINARY_PRECEDENCE: Readonly<Record<BinaryOperator, Precedence>> = {
  '+': Precedence.Arithmetic,
  '-': Precedence.Arithmetic,
  '*': Precedence.Term,
  '@': Precedence.Term,
  '/': Precedence.Term,
  '%': Precedence.Term,
  '//': Precedence.Term,
  '<<': Precedence.Shift,
  '>>': Precedence.Shift,
  '|': Precedence.BitOr,
  '^': Precedence.BitXor,
  '&': Precedence.BitAnd,
  '**': Precedence.Power,
};

function print(node: Expression, outer: Precedence): string {
  switch (node.kind) {
    case 'Name':
      return node.name;
    case 'String':
      return (node.parts[0]?.prefix === 'u' ? 'u' : '') + quote(node.value);
    case 'Bytes':
      return `b${quoteBytes(node.value)}`;
    case 'Number':
      return numberText(node.text);
    case 'Constant':
      return constantText(node.value);
    case 'FormattedString':
      return formattedString(node);
    case 'Attribute': {
      const object = print(node.value, Precedence.Atom);
      const separator = node.value.kind === 'Number' && /^\d+$/.test(object) ? ' .' : '.';
      return `${object}${separator}${node.attribute.name}`;
    }
    case 'Call':
      return callText(node);
    case 'Subscript':
      return subscriptText(node);
    case 'Slice':
      return sliceText(node.lower, node.upper, node.step);
    case 'Tuple':
      return wrap(outer > Precedence.Tuple || node.elements.length === 0, tupleItems(node.elements));
    case 'List':
      return `[${join(node.elements)}]`;
    case 'Set':
      return node.elements.length === 0 ? '{*()}' : `{${join(node.elements)}}`;
    case 'Dict':
      return dictText(node);
    case 'Binary':
      return binaryText(node, outer);
    case 'Boolean': {
      const own = node.operator === 'or' ? Precedence.Or : Precedence.And;
      // Each operand binds tighter than the one before it, as in `ast._Unparser.visit_BoolOp`.
      return wrap(outer > own, node.values.map((value, index) => print(value, own + 1 + index)).join(` ${node.operator} `));
    }
    case 'Unary': {
      const own = node.operator === 'not' ? Precedence.Not : Precedence.Factor;
      return wrap(outer > own, `${node.operator}${node.operator === 'not' ? ' ' : ''}${print(node.operand, own)}`);
    }
    case 'Compare': {
      const parts = [print(node.left, Precedence.Compare + 1)];
      node.operators.forEach((operator, index) => {
        const right = node.comparators[index];
        if (right !== undefined) parts.push(operator, print(right, Precedence.Compare + 1));
      });
      return wrap(outer > Precedence.Compare, parts.join(' '));
    }
    case 'Conditional':
      return wrap(
        outer > Precedence.Test,
        `${print(node.whenTrue, Precedence.Test + 1)} if ${print(node.test, Precedence.Test + 1)} else ${print(node.whenFalse, Precedence.Test)}`,
      );
    case 'Lambda':
      return wrap(outer > Precedence.Test, lambdaText(node));
    case 'ListComprehension':
    case 'SetComprehension':
    case 'GeneratorExpression':
    case 'DictComprehension':
      return comprehensionText(node);
    case 'Await':
      return wrap(outer > Precedence.Await, `await ${print(node.value, Precedence.Atom)}`);
    case 'Yield': {
      const value = node.value === undefined ? '' : ` ${print(node.value, Precedence.Atom)}`;
      return wrap(outer > Precedence.Yield, `yield${node.isFrom ? ' from' : ''}${value}`);
    }
    case 'Named':
      return wrap(outer > Precedence.Named, `${node.target.name} := ${print(node.value, Precedence.Atom)}`);
    case 'Starred':
      return `*${print(node.value, Precedence.BitOr)}`;
    case 'Missing':
      return '';
  }
}

function wrap(needed: boolean, text: string): string {
  return needed ? `(${text})` : text;
}

function join(elements: readonly Expression[]): string {
  return elements.map((element) => print(element, Precedence.Test)).join(', ');
}

function tupleItems(elements: readonly Expression[]): string {
  return elements.length === 1 ? `${join(elements)},` : join(elements);
}

function constantText(value: true | false | null | '...'): string {
  if (value === null) return 'None';
  if (value === '...') return '...';
  return value ? 'True' : 'False';
}

/** Numbers print as `repr` prints them: integers in decimal, floats with the fewest digits. */
function numberText(text: string): string {
  if (/^0[xXoObB]/.test(text)) return BigInt(text.toLowerCase()).toString();
  if (/^\d+$/.test(text)) return BigInt(text).toString();
  return /[jJ]$/.test(text) ? `${numberText(text.slice(0, -1)).replace(/\.0$/, '')}j` : floatText(Number(text));
}

/** `repr()` of a float; one too large for a double prints as `ast.unparse` prints infinity. */
export function floatText(value: number): string {
  if (!Number.isFinite(value)) return '1e309';
  const [digits = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power < -4 || power >= 16) return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
  const text = power < 0 ? value.toFixed(digits.replace(/[-.]/g, '').length - 1 - power) : String(value);
  return text.includes('.') ? text : `${text}.0`;
}

function binaryText(node: BinaryOperation, outer: Precedence): string {
  const own = BINARY_PRECEDENCE[node.operator];
  // `**` binds to the right, all others to the left.
  const isPower = node.operator === '**';
  const left = print(node.left, isPower ? own + 1 : own);
  const right = print(node.right, isPower ? own : own + 1);
  return wrap(outer > own, `${left} ${node.operator} ${right}`);
}

function callText(node: CallExpression): string {
  const callee = print(node.callee, Precedence.Atom);
  const parts = node.args.map((argument) => print(argument, Precedence.Test));
  for (const { name, value } of node.keywords) {
    parts.push(name === undefined ? `**${print(value, Precedence.BitOr)}` : `${name.name}=${print(value, Precedence.Test)}`);
  }
  return `${callee}(${parts.join(', ')})`;
}

function subscriptText({ value, index }: SubscriptExpression): string {
  const inner = index.kind === 'Tuple' && index.elements.length > 0 ? tupleItems(index.elements) : print(index, Precedence.Test);
  return `${print(value, Precedence.Atom)}[${inner}]`;
}

function sliceText(lower: Expression | undefined, upper: Expression | undefined, step: Expression | undefined): string {
  const part = (value: Expression | undefined): string => (value === undefined ? '' : print(value, Precedence.Test));
  return `${part(lower)}:${part(upper)}${step === undefined ? '' : `:${part(step)}`}`;
}

function dictText({ entries }: DictExpression): string {
  const parts = entries.map(({ key, value }) =>
    key === undefined ? `**${print(value, Precedence.BitOr)}` : `${print(key, Precedence.Test)}: ${print(value, Precedence.Test)}`,
  );
  return `{${parts.join(', ')}}`;
}

function comprehensionText(node: Comprehension): string {
  const key = node.key === undefined ? '' : `${print(node.key, Precedence.Test)}: `;
  const inner = `${key}${print(node.element, Precedence.Test)}${node.generators.map(clauseText).join('')}`;
  if (node.kind === 'ListComprehension') return `[${inner}]`;
  return node.kind === 'GeneratorExpression' ? `(${inner})` : `{${inner}}`;
}

function clauseText({ isAsync, target, iterable, conditions }: ComprehensionClause): string {
  const loop = ` ${isAsync ? 'async ' : ''}for ${print(target, Precedence.Tuple)} in ${print(iterable, Precedence.Test + 1)}`;
  return loop + conditions.map((condition) => ` if ${print(condition, Precedence.Test + 1)}`).join('');
}

function lambdaText({ parameters, body }: LambdaExpression): string {
  const list = parametersText(parameters);
  return `lambda${list === '' ? '' : ` ${list}`}: ${print(body, Precedence.Test)}`;
}

function parametersText(parameters: readonly Parameter[]): string {
  const parts: string[] = [];
  let hasStar = false;
  parameters.forEach(({ mode, name, default: value }, index) => {
    const text = value === undefined ? name.name : `${name.name}=${print(value, Precedence.Test)}`;
    if (mode === 'varPositional') hasStar = true;
    if (mode === 'keywordOnly' && !hasStar) {
      hasStar = true;
      parts.push('*');
    }
    parts.push(mode === 'varPositional' ? `*${text}` : mode === 'varKeyword' ? `**${text}` : text);
    if (mode === 'positionalOnly' && parameters[index + 1]?.mode !== 'positionalOnly') parts.push('/');
  });
  return parts.join(', ');
}

function formattedString(node: FormattedString): string {
  const body = node.values.map((value) => (typeof value === 'string' ? literalText(value) : fieldText(value))).join('');
  const prefix = node.isTemplate ? 't' : 'f';
  for (const mark of ["'", '"', '"""', "'''"]) if (!body.includes(mark)) return `${prefix}${mark}${body}${mark}`;
  return prefix + quote(body);
}

function literalText(value: string): string {
  return Array.from(value.replaceAll('{', '{{').replaceAll('}', '}}'), (character) => (character === '\\' ? '\\\\' : escapeControl(character))).join('');
}

function fieldText({ expression, conversion, formatSpec }: FormattedValue): string {
  const inner = print(expression, Precedence.Test + 1);
  const spec = formatSpec === undefined ? '' : `:${formatSpec.map((part) => (typeof part === 'string' ? part : fieldText(part))).join('')}`;
  return `{${inner.startsWith('{') ? ' ' : ''}${inner}${conversion === undefined ? '' : `!${conversion}`}${spec}}`;
}

/** `repr()` of a string. */
export function quote(value: string): string {
  const mark = value.includes("'") && !value.includes('"') ? '"' : "'";
  let text = '';
  for (const character of value) text += character === mark || character === '\\' ? `\\${character}` : escapeControl(character);
  return mark + text + mark;
}

/** What `str.isprintable` denies is escaped. */
function escapeControl(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  if (character === '\t') return '\\t';
  if (character === ' ' || !/[\p{C}\p{Z}]/u.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`;
}

function quoteBytes(value: string): string {
  const mark = value.includes("'") && !value.includes('"') ? '"' : "'";
  let text = '';
  for (const character of value) {
    const code = character.charCodeAt(0);
    if (character === mark || character === '\\') text += `\\${character}`;
    else text += code >= 0x7f ? `\\x${code.toString(16).padStart(2, '0')}` : escapeControl(character);
  }
  return mark + text + mark;
}
