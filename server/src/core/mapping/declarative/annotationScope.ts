/** Names and texts in annotations, evaluated as SQLAlchemy does while a class is created (`util/typing.py: eval_expression`, `eval_name_only`). */
import type { Anchor } from '../../declarations/anchor';
import type { Binding, ClassValue, ModuleValue, Value } from '../../evaluate/values';
import { parseExpressionText } from '../../python/parser';
import type { MappingState } from '../state';

/** Names that are always there for the text of an annotation. */
const ALWAYS_THERE = new Map([
  ['Mapped', 'sqlalchemy.orm.Mapped'],
  ['WriteOnlyMapped', 'sqlalchemy.orm.WriteOnlyMapped'],
  ['DynamicMapped', 'sqlalchemy.orm.DynamicMapped'],
]);

const BUILTIN_NAMES = new Set([
  'int', 'str', 'float', 'bool', 'bytes', 'bytearray', 'complex', 'list', 'dict', 'set', 'frozenset', 'tuple', 'object', 'type', 'memoryview', 'range', 'slice',
  'property', 'classmethod', 'staticmethod', 'super', 'enumerate', 'zip', 'map', 'filter', 'reversed', 'Exception', 'BaseException', 'ValueError', 'TypeError',
  'KeyError', 'print', 'len', 'sum', 'min', 'max', 'abs', 'all', 'any', 'id', 'input', 'iter', 'next', 'open', 'repr', 'round', 'sorted', 'vars', 'hash', 'dir',
  'format', 'callable', 'getattr', 'hasattr', 'setattr', 'isinstance', 'issubclass', 'globals', 'locals', 'compile', 'eval', 'exec', 'chr', 'ord', 'bin', 'hex', 'oct', 'pow', 'divmod',
]);

export function builtinValue(name: string): Value | undefined {
  return BUILTIN_NAMES.has(name) ? { kind: 'external', path: `builtins.${name}` } : undefined;
}

/**
 * A module's name as it was when the class statement ran: what the module binds further down is not there yet. The class's own name is not bound either.
 * undefined where Python would not find it.
 */
export function moduleName(state: MappingState, module: ModuleValue, name: string, cls: ClassValue): Value | undefined {
  const binding = module.namespace.get(name);
  // names of a star import from a library stand in no namespace
  if (binding === undefined) return state.program.getAttribute(module, name, cls.anchor);
  return isBoundLater(binding, cls) ? undefined : binding.value;
}

function isBoundLater(binding: Binding, cls: ClassValue): boolean {
  if (binding.value.kind === 'class' && binding.value.serial >= cls.serial) return true;
  return binding.anchor.file === cls.anchor.file && binding.anchor.node > cls.anchor.node;
}

/** `eval_name_only`: a bare name in the module's globals or builtins; dotted names are evaluated. undefined is NameError. */
export function resolveAnnotationName(state: MappingState, name: string, module: ModuleValue, cls: ClassValue): Value | undefined {
  if (!name.includes('.')) return moduleName(state, module, name, cls) ?? builtinValue(name);
  const [first = '', ...rest] = name.split('.');
  let value = moduleName(state, module, first, cls) ?? builtinValue(first);
  for (const part of rest) {
    if (value === undefined) return undefined;
    value = state.program.getAttribute(value, part, cls.anchor);
  }
  return value;
}

/**
 * `eval_expression`: the text evaluated with the module's globals, then the class's own names. undefined where evaluating raises (SQLAlchemy turns that
 * into NameError); names inside quotes stay `string` values.
 */
export function evaluateAnnotationText(state: MappingState, text: string, module: ModuleValue, cls: ClassValue, anchor: Anchor): Value | undefined {
  const { expression, errors } = parseExpressionText(text);
  if (errors.length > 0) return undefined;
  let isUnresolved = false;
  const lookup = (name: string): Value | undefined => {
    const value = lookupInScope(state, name, module, cls);
    if (value === undefined) isUnresolved = true;
    return value;
  };
  const value = state.program.evaluate(expression, lookup, anchor);
  return isUnresolved ? undefined : value;
}

function lookupInScope(state: MappingState, name: string, module: ModuleValue, cls: ClassValue): Value | undefined {
  const always = ALWAYS_THERE.get(name);
  if (always !== undefined && state.version !== '1.4') return { kind: 'external', path: always };
  const global = moduleName(state, module, name, cls);
  if (global !== undefined) return global;
  if (name === cls.name) return cls;
  return state.namespaceOf(cls).get(name)?.value ?? builtinValue(name);
}
