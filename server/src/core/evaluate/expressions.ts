/** Expressions to values. Never throws; what is not known is dynamic, what a library decides stays symbolic. */
import type { Anchor } from '../declarations/anchor';
import { unparse } from '../python/unparse';
import type {
  BooleanOperation,
  CallExpression,
  Comparison,
  Comprehension,
  ComprehensionClause,
  ConditionalExpression,
  DictExpression,
  Expression,
  FormattedString,
  FormattedValue,
  NameExpression,
  NumberLiteral,
  SequenceExpression,
  SliceExpression,
} from '../python/syntax';
import { forwardReference } from './annotationValues';
import { bindTarget } from './assignments';
import { getAttribute } from './attributes';
import { callWithScope } from './calls';
import { booleanOf, dictOf, dynamic, ELLIPSIS, FALSE, listOf, NONE, NO_KEYWORDS, stringOf, TRUE, type CallArguments } from './constants';
import { putEntry } from './dicts';
import { distinctValues } from './distinctValues';
import { Environment } from './environment';
import { formatField, unknownText } from './formatting';
import { makeFunction } from './functions';
import { itemsOf } from './iteration';
import { MAX_ITEMS, type Machine } from './machine';
import { areInterchangeable, binary, compare, truthOf, unary } from './operators';
import { slice, subscript } from './subscripts';
import type { Argument, DictEntry, DictValue, SequenceValue, Value } from './values';

export function evaluate(machine: Machine, environment: Environment, node: Expression): Value {
  if (!machine.enterExpression()) return dynamic('an expression that is nested too deeply to follow', environment.anchorOf(node));
  const value = evaluateNode(machine, environment, node);
  machine.leaveExpression();
  return value;
}

function evaluateNode(machine: Machine, environment: Environment, node: Expression): Value {
  switch (node.kind) {
    case 'Name':
      return noted(machine, environment.lookup(node.name) ?? unboundName(machine, environment, node));
    case 'String':
      return stringOf(node.value);
    case 'Bytes':
      return { kind: 'bytes', value: node.value };
    case 'Number':
      return numberValue(node);
    case 'Constant':
      return node.value === null ? NONE : node.value === '...' ? ELLIPSIS : booleanOf(node.value);
    case 'FormattedString':
      return evaluateFormattedString(machine, environment, node);
    case 'Attribute': {
      const object = evaluate(machine, environment, node.value);
      const anchor = environment.anchorOf(node);
      if (node.attribute.name === '') return dynamic('code that is not complete', anchor);
      const { forwardReferences } = environment;
      if (object.kind === 'string' && forwardReferences?.has(object) === true) return forwardReference(forwardReferences, `${object.value}.${node.attribute.name}`);
      return noted(machine, getAttribute(machine, object, environment.attributeName(node.attribute.name), anchor) ?? machine.certainError('AttributeError', `\`${unparse(node)}\`, which does not exist`, anchor));
    }
    case 'Call':
      return evaluateCall(machine, environment, node);
    case 'Subscript': {
      const object = evaluate(machine, environment, node.value);
      const anchor = environment.anchorOf(node);
      if (node.index.kind === 'Slice') return slice(object, sliceParts(machine, environment, node.index), anchor);
      const index = evaluate(machine, environment, node.index);
      if (environment.forwardReferences?.has(object) === true) return { kind: 'subscript', object, index, isSlice: false, anchor };
      return noted(machine, subscript(machine, object, index, anchor));
    }
    case 'Slice':
      return { kind: 'tuple', items: [...sliceParts(machine, environment, node)] };
    case 'Tuple':
    case 'List':
    case 'Set':
      return evaluateSequence(machine, environment, node);
    case 'Dict':
      return evaluateDict(machine, environment, node);
    case 'Binary': {
      const left = evaluate(machine, environment, node.left);
      return binary(machine, node.operator, left, evaluate(machine, environment, node.right), environment.anchorOf(node));
    }
    case 'Boolean':
      return evaluateBoolean(machine, environment, node);
    case 'Unary':
      return unary(node.operator, evaluate(machine, environment, node.operand), environment.anchorOf(node));
    case 'Compare':
      return evaluateComparison(machine, environment, node);
    case 'Conditional':
      return evaluateConditional(machine, environment, node);
    case 'Lambda':
      return makeFunction(machine, environment, node);
    case 'ListComprehension':
    case 'SetComprehension':
    case 'GeneratorExpression':
    case 'DictComprehension':
      return evaluateComprehension(machine, environment, node);
    case 'Await':
      evaluate(machine, environment, node.value);
      return dynamic('the result of a coroutine', environment.anchorOf(node));
    case 'Yield': {
      const value = node.value === undefined ? NONE : evaluate(machine, environment, node.value);
      if (environment.frame !== undefined) (environment.frame.yields ??= []).push(...(node.isFrom ? (itemsOf(value)?.values ?? []) : [value]));
      return NONE;
    }
    case 'Named': {
      const value = evaluate(machine, environment, node.value);
      let owner = environment;
      while (owner.kind === 'comprehension' && owner.parent !== undefined) owner = owner.parent;
      owner.bind(node.target.name, value, environment.anchorOf(node.target), environment.anchorOf(node.value));
      return value;
    }
    case 'Starred':
      return evaluate(machine, environment, node.value);
    case 'Missing':
      return dynamic('code that is not complete', environment.anchorOf(node));
  }
}

function noted(machine: Machine, value: Value): Value {
  machine.noteObjectRead(value);
  return value;
}

function unboundName(machine: Machine, environment: Environment, node: NameExpression): Value {
  if (environment.forwardReferences !== undefined) return forwardReference(environment.forwardReferences, node.name);
  return machine.certainError('NameError', `\`${node.name}\`, which is not defined here`, environment.anchorOf(node));
}

function numberValue(node: NumberLiteral): Value {
  if (Number.isNaN(node.value)) return dynamic('a complex number');
  const isInteger = /^0[xXoObB]/.test(node.text) || !/[.eE]/.test(node.text);
  return { kind: 'number', value: node.value, isInteger };
}

function sliceParts(machine: Machine, environment: Environment, node: SliceExpression): readonly [Value, Value, Value] {
  const part = (expression: Expression | undefined): Value => (expression === undefined ? NONE : evaluate(machine, environment, expression));
  return [part(node.lower), part(node.upper), part(node.step)];
}

function evaluateFormattedString(machine: Machine, environment: Environment, node: FormattedString): Value {
  if (node.isTemplate) return dynamic('a template string', environment.anchorOf(node));
  const text = formattedText(machine, environment, node.values);
  return typeof text === 'string' ? stringOf(text) : text;
}

function formattedText(machine: Machine, environment: Environment, parts: readonly (string | FormattedValue)[]): string | Value {
  let text = '';
  for (const part of parts) {
    if (typeof part === 'string') {
      text += part;
      continue;
    }
    const value = evaluate(machine, environment, part.expression);
    const specification = part.formatSpec === undefined ? '' : formattedText(machine, environment, part.formatSpec);
    if (typeof specification !== 'string') return specification;
    const formatted = formatField(value, part.conversion, specification);
    if (formatted === undefined) {
      if (value.kind === 'dynamic') return unknownText(value, environment.anchorOf(part));
      return dynamic(`the value of \`${unparse(part.expression)}\`, which only run time knows`, environment.anchorOf(part));
    }
    text += formatted;
  }
  return text;
}

// ---------------------------------------------------------------- calls

function evaluateCall(machine: Machine, environment: Environment, node: CallExpression): Value {
  const callee = evaluate(machine, environment, node.callee);
  const args = evaluateArguments(machine, environment, node);
  return callWithScope(machine, environment, callee, args, environment.anchorOf(node));
}

const NO_ARGUMENTS: CallArguments = { positional: [], keywords: NO_KEYWORDS, hasUnknown: false };

export function evaluateArguments(machine: Machine, environment: Environment, node: Pick<CallExpression, 'args' | 'keywords'>): CallArguments {
  if (node.args.length === 0 && node.keywords.length === 0) return NO_ARGUMENTS;
  let hasUnknown = false;
  const positional: Argument[] = [];
  for (const argument of node.args) {
    if (argument.kind !== 'Starred') {
      positional.push({ value: evaluate(machine, environment, argument), anchor: environment.anchorOf(argument) });
      continue;
    }
    const items = itemsOf(evaluate(machine, environment, argument.value));
    if (items === undefined || items.isOpen) hasUnknown = true;
    const anchor = environment.anchorOf(argument);
    for (const value of items?.values ?? []) positional.push({ value, anchor });
  }
  if (node.keywords.length === 0) return { positional, keywords: NO_KEYWORDS, hasUnknown };
  const keywords = new Map<string, Argument>();
  for (const { name, value: expression } of node.keywords) {
    const value = evaluate(machine, environment, expression);
    const anchor = environment.anchorOf(expression);
    if (name !== undefined) {
      keywords.set(name.name, { value, anchor });
    } else if (value.kind === 'dict') {
      if (value.isOpen === true) hasUnknown = true;
      for (const entry of value.entries) {
        if (entry.key.kind === 'string') keywords.set(entry.key.value, { value: entry.value, anchor: entry.anchor ?? anchor });
        else hasUnknown = true;
      }
    } else {
      hasUnknown = true;
    }
  }
  return { positional, keywords, hasUnknown };
}

// ---------------------------------------------------------------- displays

function evaluateSequence(machine: Machine, environment: Environment, node: SequenceExpression): SequenceValue {
  const kind = node.kind === 'List' ? 'list' : node.kind === 'Tuple' ? 'tuple' : 'set';
  const items: Value[] = [];
  let isOpen = false;
  for (const element of node.elements) {
    if (element.kind !== 'Starred') {
      items.push(evaluate(machine, environment, element));
      continue;
    }
    const more = itemsOf(evaluate(machine, environment, element.value));
    if (more === undefined || more.isOpen) isOpen = true;
    items.push(...(more?.values ?? []));
  }
  const kept = kind === 'set' ? distinctValues(items) : items;
  return isOpen ? { kind, items: kept, isOpen } : { kind, items: kept };
}

function evaluateDict(machine: Machine, environment: Environment, node: DictExpression): DictValue {
  const entries: DictEntry[] = [];
  const places = new Map<string, number>();
  const dict = dictOf(entries);
  const put = (key: Value, value: Value, anchor: Anchor): void => {
    if (key.kind !== 'string') {
      putEntry(dict, key, value, anchor);
      return;
    }
    const place = places.get(key.value) ?? entries.length;
    places.set(key.value, place);
    entries[place] = { key, value, anchor };
  };
  for (const { key: keyNode, value: valueNode } of node.entries) {
    const anchor = environment.anchorOf(valueNode);
    if (keyNode !== undefined) {
      const key = evaluate(machine, environment, keyNode);
      put(key, evaluate(machine, environment, valueNode), anchor);
      continue;
    }
    const more = evaluate(machine, environment, valueNode);
    if (more.kind !== 'dict' || more.isOpen === true) dict.isOpen = true;
    if (more.kind === 'dict') for (const entry of more.entries) put(entry.key, entry.value, entry.anchor ?? anchor);
  }
  return dict;
}

// ---------------------------------------------------------------- conditions

function evaluateBoolean(machine: Machine, environment: Environment, node: BooleanOperation): Value {
  const unknown: Value[] = [];
  let last: Value = NONE;
  for (const operand of node.values) {
    last = evaluate(machine, environment, operand);
    const truth = truthOf(last);
    if (truth === undefined) unknown.push(last);
    else if (truth === (node.operator === 'or')) break;
  }
  if (unknown.length === 0) return last;
  const operands = unknown.includes(last) ? unknown : [...unknown, last];
  const undecided = operands.find(({ kind }) => kind === 'dynamic');
  if (undecided !== undefined) return undecided;
  if (operands.length === 1) return last;
  return { kind: 'operation', operator: node.operator, operands, anchor: environment.anchorOf(node) };
}

function evaluateComparison(machine: Machine, environment: Environment, node: Comparison): Value {
  let left = evaluate(machine, environment, node.left);
  const results: Value[] = [];
  for (let index = 0; index < node.operators.length; index++) {
    const operator = node.operators[index];
    const comparator = node.comparators[index];
    if (operator === undefined || comparator === undefined) break;
    const right = evaluate(machine, environment, comparator);
    const result = compare(operator, left, right, environment.anchorOf(node));
    if (truthOf(result) === false) return FALSE;
    if (truthOf(result) !== true) results.push(result);
    left = right;
  }
  const [first] = results;
  if (first === undefined) return TRUE;
  return results.length === 1 ? first : { kind: 'operation', operator: 'and', operands: results, anchor: environment.anchorOf(node) };
}

function evaluateConditional(machine: Machine, environment: Environment, node: ConditionalExpression): Value {
  const truth = truthOf(evaluate(machine, environment, node.test));
  if (truth !== undefined) return evaluate(machine, environment, truth ? node.whenTrue : node.whenFalse);
  const whenTrue = evaluate(machine, environment, node.whenTrue);
  const whenFalse = evaluate(machine, environment, node.whenFalse);
  if (areInterchangeable(whenTrue, whenFalse)) return whenTrue;
  return dynamic(`the value of \`${unparse(node)}\`, since \`${unparse(node.test)}\` is not known`, environment.anchorOf(node));
}

// ---------------------------------------------------------------- comprehensions

function evaluateComprehension(machine: Machine, environment: Environment, node: Comprehension): Value {
  const inner = new Environment('comprehension', environment.module, environment, new Map());
  const dict = dictOf([]);
  const items: Value[] = [];
  const emit = (): void => {
    if (node.kind === 'DictComprehension' && node.key !== undefined) {
      const key = evaluate(machine, inner, node.key);
      putEntry(dict, key, evaluate(machine, inner, node.element), inner.anchorOf(node.element));
    } else {
      items.push(evaluate(machine, inner, node.element));
    }
  };
  const isComplete = runClauses(machine, inner, node.generators, 0, emit);
  if (node.kind === 'DictComprehension') {
    if (!isComplete) dict.isOpen = true;
    return dict;
  }
  if (node.kind !== 'SetComprehension') return listOf(items, !isComplete);
  const distinct = distinctValues(items);
  return isComplete ? { kind: 'set', items: distinct } : { kind: 'set', items: distinct, isOpen: true };
}

/** Whether all turns were known; the turns that were run up to a bound, or with an unknown condition, are left out. */
function runClauses(machine: Machine, environment: Environment, clauses: readonly ComprehensionClause[], index: number, emit: () => void): boolean {
  const clause = clauses[index];
  if (clause === undefined) {
    emit();
    return true;
  }
  const items = itemsOf(evaluate(machine, environment, clause.iterable));
  if (items === undefined) return false;
  let isComplete = !items.isOpen;
  for (const item of items.values.slice(0, MAX_ITEMS)) {
    if (!machine.step() || machine.isStopped) return false;
    bindTarget(machine, environment, clause.target, item, environment.anchorOf(clause.iterable));
    const outcome = conditionsHold(machine, environment, clause.conditions);
    if (outcome === undefined) isComplete = false;
    if (outcome === true && !runClauses(machine, environment, clauses, index + 1, emit)) isComplete = false;
  }
  return isComplete;
}

function conditionsHold(machine: Machine, environment: Environment, conditions: readonly Expression[]): boolean | undefined {
  for (const condition of conditions) {
    const truth = truthOf(evaluate(machine, environment, condition));
    if (truth !== true) return truth;
  }
  return true;
}

