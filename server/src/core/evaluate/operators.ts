/** Python's operators on known values; on others they stay symbolic. */
import type { Anchor } from '../declarations/anchor';
import { isModelledLibrary } from '../workspace/canonicalPath';
import { booleanOf, dictOf, dynamic, FALSE, floatOf, integerOf, isSymbolic, listOf, stringOf, TRUE } from './constants';
import { enumClassOf } from './enums';
import { MAX_ITEMS, MAX_TEXT, type Machine } from './machine';
import { classObject, findInClass } from './objects';
import { itemsOf } from './iteration';
import { formatPercent } from './formatting';
import { putEntry } from './dicts';
import { distinctValues } from './distinctValues';
import type { BinaryOperator, ComparisonOperator } from '../python/syntax';
import type { SequenceValue, SymbolicCall, Value } from './values';

/** Python's truth value; undefined where it is not known. */
export function truthOf(value: Value): boolean | undefined {
  switch (value.kind) {
    case 'none':
      return false;
    case 'ellipsis':
    case 'class':
    case 'function':
    case 'boundMethod':
    case 'module':
      return true;
    case 'boolean':
      return value.value;
    case 'number':
      return value.value !== 0;
    case 'string':
    case 'bytes':
      return value.value !== '';
    case 'list':
    case 'tuple':
    case 'set':
      return value.items.length > 0 ? true : value.isOpen === true ? undefined : false;
    case 'dict':
      return value.entries.length > 0 ? true : value.isOpen === true ? undefined : false;
    case 'external':
      return isModelledLibrary(value.path) || value.path.startsWith('builtins.') ? true : undefined;
    case 'call':
      return truthOfCall(value);
    case 'attribute':
      return enumClassOf(value) === undefined ? undefined : true;
    case 'subscript':
    case 'operation':
    case 'dynamic':
      return undefined;
  }
}

function truthOfCall(call: SymbolicCall): boolean | undefined {
  if (call.callee.kind === 'class') {
    const cls = classObject(call.callee);
    return cls.isPlain && findInClass(cls, '__bool__') === undefined && findInClass(cls, '__len__') === undefined ? true : undefined;
  }
  return call.callee.kind === 'external' && isModelledLibrary(call.callee.path) ? true : undefined;
}

/** Whether a value cannot be `None`. */
function isNotNone(value: Value): boolean {
  switch (value.kind) {
    case 'dynamic':
    case 'attribute':
    case 'subscript':
      return enumClassOf(value) !== undefined;
    case 'operation':
      return value.operator !== 'and' && value.operator !== 'or';
    case 'external':
      return true;
    case 'call':
      return value.callee.kind === 'class' || (value.callee.kind === 'external' && isModelledLibrary(value.callee.path));
    default:
      return true;
  }
}

/** Python's `==`; undefined where it is not known. */
export function areEqual(left: Value, right: Value): boolean | undefined {
  if (left === right) return left.kind === 'dynamic' ? undefined : true;
  if (isNumeric(left) && isNumeric(right)) return Number(left.value) === Number(right.value);
  switch (left.kind) {
    case 'none':
    case 'ellipsis':
      return right.kind === left.kind ? true : isNotNone(right) ? false : undefined;
    case 'string':
    case 'bytes':
      return right.kind === left.kind ? left.value === right.value : isUnrelated(right) ? false : undefined;
    case 'boolean':
    case 'number':
      return isUnrelated(right) ? false : undefined;
    case 'list':
    case 'tuple':
    case 'set':
      return right.kind === left.kind ? areSequencesEqual(left, right) : isUnrelated(right) ? false : undefined;
    case 'dict':
      return isUnrelated(right) && right.kind !== 'dict' ? false : undefined;
    case 'class':
    case 'function':
    case 'module':
      return isUnrelated(right) ? false : undefined;
    case 'external':
      return right.kind === 'external' && right.path === left.path ? true : undefined;
    case 'boundMethod':
      return right.kind === 'boundMethod' && right.fn === left.fn && right.self === left.self;
    case 'attribute': {
      const cls = enumClassOf(left);
      if (cls === undefined || right.kind !== 'attribute') return right.kind === 'none' && cls !== undefined ? false : undefined;
      return enumClassOf(right) === cls ? left.name === right.name : undefined;
    }
    case 'call':
    case 'subscript':
    case 'operation':
    case 'dynamic':
      return right.kind === 'none' && isNotNone(left) ? false : undefined;
  }
}

function isNumeric(value: Value): value is Extract<Value, { kind: 'boolean' | 'number' }> {
  return value.kind === 'boolean' || value.kind === 'number';
}

/** Whether a value is plain data, a class, function or module: equal to nothing of another kind. */
function isUnrelated(value: Value): boolean {
  return !isSymbolic(value) && value.kind !== 'dynamic' && value.kind !== 'external';
}

function areSequencesEqual(left: SequenceValue, right: SequenceValue): boolean | undefined {
  if (left.isOpen === true || right.isOpen === true || left.kind === 'set') return undefined;
  if (left.items.length !== right.items.length) return false;
  let result: boolean | undefined = true;
  for (let index = 0; index < left.items.length; index++) {
    const a = left.items[index];
    const b = right.items[index];
    if (a === undefined || b === undefined) return false;
    const equal = areEqual(a, b);
    if (equal === false) return false;
    if (equal === undefined) result = undefined;
  }
  return result;
}

/** Whether a value is the same thing for every outcome: the same object, or an equal constant. */
export function areInterchangeable(left: Value, right: Value): boolean {
  if (left === right) return true;
  if (left.kind !== right.kind) return false;
  switch (left.kind) {
    case 'none':
    case 'boolean':
    case 'number':
    case 'string':
    case 'bytes':
    case 'tuple':
    case 'external':
      return areEqual(left, right) === true;
    default:
      return false;
  }
}

/** `left in container`; undefined where not known. */
function isIn(left: Value, container: Value): boolean | undefined {
  if (container.kind === 'string') return left.kind === 'string' ? container.value.includes(left.value) : undefined;
  const items = itemsOf(container);
  if (items === undefined) return undefined;
  let result: boolean | undefined = items.isOpen ? undefined : false;
  for (const item of items.values) {
    const equal = areEqual(left, item);
    if (equal === true) return true;
    if (equal === undefined) result = undefined;
  }
  return result;
}

/** One comparison. Symbolic operands give a `SymbolicOperation`, as SQLAlchemy's operators do. */
export function compare(operator: ComparisonOperator, left: Value, right: Value, anchor: Anchor): Value {
  const known = compareKnown(operator, left, right);
  if (known !== undefined) return booleanOf(known);
  if (isSymbolic(left) || isSymbolic(right) || left.kind === 'external' || right.kind === 'external') {
    return { kind: 'operation', operator, operands: [left, right], anchor };
  }
  return left.kind === 'dynamic' ? left : right.kind === 'dynamic' ? right : dynamic(`the result of \`${operator}\``, anchor);
}

function compareKnown(operator: ComparisonOperator, left: Value, right: Value): boolean | undefined {
  switch (operator) {
    case '==':
      return isOverloaded(left) || isOverloaded(right) ? undefined : areEqual(left, right);
    case '!=':
      return isOverloaded(left) || isOverloaded(right) ? undefined : negate(areEqual(left, right));
    case 'is':
      return isSame(left, right);
    case 'is not':
      return negate(isSame(left, right));
    case 'in':
      return isIn(left, right);
    case 'not in':
      return negate(isIn(left, right));
    case '<':
    case '<=':
    case '>':
    case '>=':
      return holds(operator, orderOf(left, right));
  }
}

/** Whether `==` on the value is likely an operator of a library: anything symbolic but an enum member. */
function isOverloaded(value: Value): boolean {
  return isSymbolic(value) && enumClassOf(value) === undefined && !(value.kind === 'call' && value.callee.kind === 'class' && classObject(value.callee).isPlain);
}

function isSame(left: Value, right: Value): boolean | undefined {
  if (left === right) return left.kind === 'dynamic' ? undefined : true;
  if (isOverloaded(left) && isOverloaded(right)) return left.kind === 'call' && right.kind === 'call' ? false : undefined;
  return areEqual(left, right);
}

function negate(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

function holds(operator: '<' | '<=' | '>' | '>=', order: number | undefined): boolean | undefined {
  if (order === undefined) return undefined;
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  return operator === '>' ? order > 0 : order >= 0;
}

/** Negative, zero or positive as Python orders two known values; undefined where not known. */
export function orderOf(left: Value, right: Value): number | undefined {
  if (isNumeric(left) && isNumeric(right)) return Number(left.value) - Number(right.value);
  if (left.kind === 'string' && right.kind === 'string') return left.value < right.value ? -1 : left.value > right.value ? 1 : 0;
  if ((left.kind !== 'tuple' && left.kind !== 'list') || right.kind !== left.kind || left.isOpen === true || right.isOpen === true) return undefined;
  for (let index = 0; ; index++) {
    const a = left.items[index];
    const b = right.items[index];
    if (a === undefined || b === undefined) return left.items.length - right.items.length;
    const order = orderOf(a, b);
    if (order !== 0) return order;
  }
}

/** `left operator right`. */
export function binary(machine: Machine, operator: BinaryOperator, left: Value, right: Value, anchor: Anchor): Value {
  const known = binaryKnown(machine, operator, left, right, anchor);
  if (known !== undefined) return known;
  if (operator === '|' || isSymbolic(left) || isSymbolic(right) || left.kind === 'external' || right.kind === 'external') {
    if (left.kind === 'dynamic' && right.kind === 'dynamic') return left;
    return { kind: 'operation', operator, operands: [left, right], anchor };
  }
  if (left.kind === 'dynamic') return left;
  if (right.kind === 'dynamic') return right;
  return dynamic(`the result of \`${operator}\``, anchor);
}

function binaryKnown(machine: Machine, operator: BinaryOperator, left: Value, right: Value, anchor: Anchor): Value | undefined {
  if (operator === '%' && left.kind === 'string') return formatPercent(machine, left.value, right, anchor);
  if (isNumeric(left) && isNumeric(right)) return arithmetic(operator, left, right);
  if (operator === '+') return concatenate(left, right);
  if (operator === '*') return repeat(left, right) ?? repeat(right, left);
  if (operator === '|' && left.kind === 'dict' && right.kind === 'dict') {
    const merged = dictOf([...left.entries.map((entry) => ({ ...entry }))], left.isOpen === true || right.isOpen === true);
    for (const { key, value, anchor: place } of right.entries) putEntry(merged, key, value, place);
    return merged;
  }
  if ((operator === '|' || operator === '&' || operator === '-') && left.kind === 'set' && right.kind === 'set') return combineSets(operator, left, right);
  return undefined;
}

function concatenate(left: Value, right: Value): Value | undefined {
  if (left.kind === 'string' && right.kind === 'string') {
    return left.value.length + right.value.length > MAX_TEXT ? dynamic('a text too long to follow') : stringOf(left.value + right.value);
  }
  if (left.kind === 'bytes' && right.kind === 'bytes') return { kind: 'bytes', value: left.value + right.value };
  if ((left.kind === 'list' || left.kind === 'tuple') && right.kind === left.kind) {
    const items = [...left.items, ...right.items];
    return left.isOpen === true || right.isOpen === true ? { kind: left.kind, items, isOpen: true } : { kind: left.kind, items };
  }
  return undefined;
}

function repeat(left: Value, right: Value): Value | undefined {
  if (!isNumeric(right)) return undefined;
  const count = Math.max(0, Math.trunc(Number(right.value)));
  if (left.kind === 'string') return left.value.length * count > MAX_TEXT ? dynamic('a text too long to follow') : stringOf(left.value.repeat(count));
  if (left.kind !== 'list' && left.kind !== 'tuple') return undefined;
  if (left.items.length * count > MAX_ITEMS) return listOf([], true);
  const items: Value[] = [];
  for (let turn = 0; turn < count; turn++) items.push(...left.items);
  return { kind: left.kind, items };
}

function combineSets(operator: '|' | '&' | '-', left: SequenceValue, right: SequenceValue): SequenceValue {
  const isOpen = left.isOpen === true || right.isOpen === true;
  const inRight = (item: Value): boolean => right.items.some((other) => areEqual(item, other) === true);
  const kept = operator === '|' ? left.items : left.items.filter((item) => inRight(item) === (operator === '&'));
  const items = operator === '|' ? distinctValues([...kept, ...right.items]) : [...kept];
  return isOpen ? { kind: 'set', items, isOpen } : { kind: 'set', items };
}

type Numeric = Extract<Value, { kind: 'boolean' | 'number' }>;

function arithmetic(operator: BinaryOperator, left: Numeric, right: Numeric): Value | undefined {
  const a = Number(left.value);
  const b = Number(right.value);
  const areIntegers = (left.kind === 'boolean' || left.isInteger) && (right.kind === 'boolean' || right.isInteger);
  const exact = (value: number): Value | undefined => {
    if (!areIntegers) return Number.isFinite(value) ? floatOf(value) : undefined;
    return Number.isSafeInteger(value) ? integerOf(value) : dynamic('a number too large to follow');
  };
  switch (operator) {
    case '+':
      return exact(a + b);
    case '-':
      return exact(a - b);
    case '*':
      return exact(a * b);
    case '/':
      return b === 0 ? undefined : floatOf(a / b);
    case '//':
      return b === 0 ? undefined : exact(Math.floor(a / b));
    case '%':
      return b === 0 ? undefined : exact(a - b * Math.floor(a / b));
    case '**':
      return areIntegers && b < 0 ? floatOf(a ** b) : exact(a ** b);
    case '<<':
      return areIntegers && b >= 0 && b < 53 ? exact(a * 2 ** b) : undefined;
    case '>>':
      return areIntegers && b >= 0 && b < 53 ? exact(Math.floor(a / 2 ** b)) : undefined;
    case '|':
    case '&':
    case '^':
      return areIntegers ? bitwise(operator, a, b) : undefined;
    case '@':
      return undefined;
  }
}

function bitwise(operator: '|' | '&' | '^', a: number, b: number): Value {
  const left = BigInt(a);
  const right = BigInt(b);
  const value = operator === '|' ? left | right : operator === '&' ? left & right : left ^ right;
  return integerOf(Number(value));
}

/** `not value`, `-value`, `+value`, `~value`. */
export function unary(operator: 'not' | '-' | '+' | '~', operand: Value, anchor: Anchor): Value {
  if (operator === 'not') {
    const truth = truthOf(operand);
    if (truth !== undefined) return truth ? FALSE : TRUE;
  } else if (isNumeric(operand)) {
    const value = Number(operand.value);
    if (operator === '~') return integerOf(-value - 1);
    const isInteger = operand.kind === 'boolean' || operand.isInteger;
    return { kind: 'number', value: operator === '-' ? -value : value, isInteger };
  }
  return operand.kind === 'dynamic' ? operand : { kind: 'operation', operator, operands: [operand], anchor };
}
