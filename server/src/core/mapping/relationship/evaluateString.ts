/** Strings that SQLAlchemy evaluates at configure time: `primaryjoin="and_(A.x == B.y)"` (`orm/clsregistry.py: _class_resolver.__call__`). */
import { parseExpressionText } from '../../python/parser';
import type { BinaryOperation, CallExpression, Comparison, Expression, FormattedString } from '../../python/syntax';
import { strOf } from '../../evaluate/pythonText';
import { callObject } from '../sql/objectCalls';
import { attributeOf } from '../sql/objectAttributes';
import { applyOperator, comparisonChain, subscriptOf, truthOfObject } from '../sql/objectOperators';
import { dynamicObject, isAbrupt, raised } from '../sql/sqlObject';
import type { SqlObject } from '../sql/sqlObject';
import { failedToLocate } from './messages';
import { evaluatorName, registryName, unknownNameReason } from './registryNames';
import type { NameScope } from './registryNames';

/** The object that `eval(text)` gives with the registry's names; a class stands for itself. */
export function evaluateString(text: string, scope: NameScope): SqlObject {
  const { expression, errors } = parseExpressionText(text);
  const [error] = errors;
  // Where there is no line at all, Python counts none.
  if (error !== undefined) return raised('E-NAME-SYNTAX', 'SyntaxError', `${error.message} (<string>, line ${/^[ \t]*$/.test(text) ? '0' : '1'})`);
  const found = evaluate(expression, { scope, text });
  if (found.kind === 'classColumns') return { kind: 'entity', mapper: found.mapper };
  return found.kind === 'raised' && found.exceptionClass === 'NameError' ? failedToLocate(scope, text, found.message, found.data) : found;
}

interface Evaluation {
  readonly scope: NameScope;
  readonly text: string;
}

function evaluate(node: Expression, evaluation: Evaluation): SqlObject {
  const { env } = evaluation.scope;
  switch (node.kind) {
    case 'Name':
      return nameObject(node.name, evaluation);
    case 'Attribute':
      return attributeOf(evaluate(node.value, evaluation), node.attribute.name, env);
    case 'Call':
      return call(node, evaluation);
    case 'Subscript':
      return subscriptOf(evaluate(node.value, evaluation), evaluate(node.index, evaluation), env);
    case 'String':
      return { kind: 'python', value: { kind: 'string', value: node.value } };
    case 'Number':
      return { kind: 'python', value: { kind: 'number', value: node.value, isInteger: /^[0-9_]+$|^0[xobXOB]/.test(node.text) } };
    case 'Bytes':
      return { kind: 'python', value: { kind: 'bytes', value: node.value } };
    case 'Constant':
      if (node.value === null) return { kind: 'python', value: { kind: 'none' } };
      return node.value === '...' ? { kind: 'python', value: { kind: 'ellipsis' } } : { kind: 'python', value: { kind: 'boolean', value: node.value } };
    case 'Tuple':
    case 'List':
    case 'Set':
      return sequence(node.kind, node.elements, evaluation);
    case 'Binary':
      return applyOperator(node.operator, operandsOf(node, evaluation), env);
    case 'Boolean':
      return applyOperator(node.operator, node.values.map((value) => evaluate(value, evaluation)), env);
    case 'Unary':
      return applyOperator(node.operator, [evaluate(node.operand, evaluation)], env);
    case 'Compare':
      return comparison(node, evaluation);
    case 'FormattedString':
      return formatted(node, evaluation);
    case 'Conditional': {
      const test = truthOfObject(evaluate(node.test, evaluation));
      if (test === undefined) return dynamicObject('a condition in a string argument');
      return typeof test === 'boolean' ? evaluate(test ? node.whenTrue : node.whenFalse, evaluation) : test;
    }
    case 'Missing':
      return raised('E-NAME-SYNTAX', 'SyntaxError', 'invalid syntax (<string>, line 1)');
    default:
      return dynamicObject('a string argument with more than names, operators and calls');
  }
}

function nameObject(name: string, { scope }: Evaluation): SqlObject {
  const found = registryName(scope, name) ?? evaluatorName(name, scope.env.context);
  if (found !== undefined) return found;
  const reason = unknownNameReason(scope.mapper, name, scope.env.context);
  return reason === undefined ? raised('E-NAME', 'NameError', `name '${name}' is not defined`, { nameInString: name }) : dynamicObject(reason);
}

function operandsOf(node: BinaryOperation, evaluation: Evaluation): readonly SqlObject[] {
  return [evaluate(node.left, evaluation), evaluate(node.right, evaluation)];
}

function sequence(kind: 'Tuple' | 'List' | 'Set', elements: readonly Expression[], evaluation: Evaluation): SqlObject {
  const items = elements.map((element) => evaluate(element, evaluation));
  const abrupt = items.find(isAbrupt);
  return abrupt ?? { kind: 'sequence', type: kind === 'Tuple' ? 'tuple' : kind === 'List' ? 'list' : 'set', items };
}

function call(node: CallExpression, evaluation: Evaluation): SqlObject {
  const callee = evaluate(node.callee, evaluation);
  if (isAbrupt(callee)) return callee;
  if (node.args.some((argument) => argument.kind === 'Starred') || node.keywords.some((keyword) => keyword.name === undefined)) {
    return dynamicObject('arguments that are not written out');
  }
  const args = node.args.map((argument) => evaluate(argument, evaluation));
  const keywords = new Map(node.keywords.flatMap((keyword) => (keyword.name === undefined ? [] : [[keyword.name.name, evaluate(keyword.value, evaluation)] as const])));
  return callObject(callee, args, keywords, evaluation.scope.env);
}

/** An f-string of plain values. */
function formatted(node: FormattedString, evaluation: Evaluation): SqlObject {
  let text = '';
  for (const part of node.values) {
    if (typeof part === 'string') {
      text += part;
      continue;
    }
    const value = evaluate(part.expression, evaluation);
    const shown = value.kind === 'python' && part.conversion === undefined && part.formatSpec === undefined ? strOf(value.value) : undefined;
    if (shown === undefined) return isAbrupt(value) ? value : dynamicObject('a formatted text');
    text += shown;
  }
  return { kind: 'python', value: { kind: 'string', value: text } };
}

function comparison(node: Comparison, evaluation: Evaluation): SqlObject {
  const operands = [node.left, ...node.comparators].map((operand) => evaluate(operand, evaluation));
  return comparisonChain(node.operators, operands, evaluation.scope.env);
}

/** `_resolve_name`: the target's text is not evaluated but walked, dot by dot. */
export function resolveDottedName(text: string, scope: NameScope): SqlObject {
  let current: SqlObject | undefined;
  for (const token of text.split('.')) {
    if (current === undefined) {
      current = registryName(scope, token);
      if (current === undefined) {
        const reason = unknownNameReason(scope.mapper, token, scope.env.context);
        return reason === undefined ? failedToLocate(scope, text, text, { nameInString: token }) : dynamicObject(reason);
      }
    } else current = attributeOf(current, token, scope.env);
    if (isAbrupt(current)) break;
  }
  if (current === undefined) return dynamicObject('an empty name');
  if (current.kind === 'classColumns') return { kind: 'entity', mapper: current.mapper };
  return current.kind === 'raised' && (current.exceptionClass === 'NameError' || current.exceptionClass === 'KeyError')
    ? failedToLocate(scope, text, current.exceptionClass === 'KeyError' ? text : current.message, current.data)
    : current;
}
