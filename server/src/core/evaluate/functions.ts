/** Functions: made by `def` and `lambda`, called with their parameters bound. */
import type { Anchor } from '../declarations/anchor';
import type { FunctionDef, LambdaExpression, Parameter } from '../python/syntax';
import { dictOf, dynamic, NONE, listOf, stringOf, type CallArguments } from './constants';
import { Environment, type Frame } from './environment';
import { evaluate } from './expressions';
import type { Machine } from './machine';
import { FunctionObject, functionObject } from './objects';
import { areInterchangeable } from './operators';
import { Completion, executeBlock } from './statements';
import type { Argument, FunctionValue, Value } from './values';

const NO_DEFAULTS: ReadonlyMap<string, Value> = new Map();

/** The function that a `def` or `lambda` makes; defaults are evaluated now. */
export function makeFunction(machine: Machine, environment: Environment, node: FunctionDef | LambdaExpression): FunctionObject {
  let defaults: Map<string, Value> | undefined;
  for (const parameter of node.parameters) {
    if (parameter.default !== undefined) (defaults ??= new Map()).set(parameter.name.name, evaluate(machine, environment, parameter.default));
  }
  const name = node.kind === 'Lambda' ? '<lambda>' : node.name.name;
  return new FunctionObject(node, closureOf(environment), qualifiedNameIn(environment, name), defaults ?? NO_DEFAULTS);
}

/** Names of a class body are not visible in its functions; `__class__` is. */
function closureOf(environment: Environment): Environment {
  return environment.kind === 'class' && environment.parent !== undefined ? environment.parent : environment;
}

/** `__qualname__` of something defined in an environment. */
export function qualifiedNameIn(environment: Environment, name: string): string {
  for (let current: Environment | undefined = environment; current !== undefined; current = current.parent) {
    if (current.kind === 'class') return `${current.qualifiedName}.${name}`;
    if (current.kind === 'function' && current.frame !== undefined) return `${current.frame.fn.qualifiedName}.<locals>.${name}`;
  }
  return name;
}

/** Runs a function's body. What cannot be followed to its end is dynamic. */
export function callFunction(machine: Machine, value: FunctionValue, args: CallArguments, anchor: Anchor): Value {
  const fn = functionObject(value);
  if (fn.node.kind === 'FunctionDef' && fn.node.isAsync) return dynamic(`the result of \`${fn.name}\`, a coroutine`, anchor);
  if (!machine.loader.isFollowed(fn.module) && !args.positional.every(isPlainData)) return unfollowed(machine, fn, args, anchor);
  if (!machine.endlessFunctions.has(fn.node)) {
    const result = machine.step() ? machine.runCall(() => runBody(machine, fn, args, anchor)) : undefined;
    if (result !== undefined) return result;
    machine.endlessFunctions.add(fn.node);
    machine.noteEffect();
  }
  return dynamic(`the result of \`${fn.name}\`, which takes too many steps to follow`, anchor);
}

/** Text functions of any library are followed; nothing else of a library that has nothing to do with SQLAlchemy is. */
function isPlainData({ value }: Argument): boolean {
  return value.kind === 'string' || value.kind === 'number' || value.kind === 'boolean' || value.kind === 'none';
}

/** A decorator of such a library gives the function; anything else is dynamic. */
function unfollowed(machine: Machine, fn: FunctionObject, args: CallArguments, anchor: Anchor): Value {
  const [first, ...rest] = args.positional;
  if (first?.value.kind === 'call' && fn.name === '__init__') machine.uninitialised.add(first.value);
  if (first?.value.kind === 'function' && rest.length === 0 && args.keywords.size === 0) return first.value;
  return dynamic(`the result of \`${fn.module.name}.${fn.qualifiedName}\``, anchor);
}

function runBody(machine: Machine, fn: FunctionObject, args: CallArguments, anchor: Anchor): Value {
  const environment = new Environment('function', fn.module, fn.closure, new Map());
  const frame: Frame = { fn, returned: undefined, alternatives: [], yields: undefined, firstArgument: undefined };
  environment.frame = frame;
  bindParameters(environment, frame, fn, args, anchor);
  const { node } = fn;
  if (node.kind === 'Lambda') return evaluate(machine, environment, node.body);
  const completion = executeBlock(machine, environment, bodyOf(machine, fn, node));
  if (machine.raised !== undefined) return outcomeOfRaise(machine, fn, anchor);
  if (frame.yields !== undefined) return listOf(frame.yields, frame.alternatives.length > 0);
  return combineReturns(frame, completion === Completion.Return ? (frame.returned ?? NONE) : NONE, anchor);
}

/** An exception leaves a call: up to the next `try`, else the call's value is not known and the code goes on. */
function outcomeOfRaise(machine: Machine, fn: FunctionObject, anchor: Anchor): Value {
  const reason = machine.raised?.reason ?? '';
  if (machine.tryDepth === 0 && !machine.isInsideCall) machine.raised = undefined;
  return dynamic(`the result of \`${fn.name}\`, which raises ${reason}`, anchor);
}

function combineReturns(frame: Frame, last: Value, anchor: Anchor): Value {
  const differing = frame.alternatives.find(({ value }) => !areInterchangeable(value, last));
  if (differing === undefined) return last;
  return dynamic(`which value \`${frame.fn.name}\` returns, since \`${differing.condition}\` is not known`, anchor);
}

function bodyOf(machine: Machine, fn: FunctionObject, node: FunctionDef): ReturnType<NonNullable<FunctionObject['module']['declarations']>['bodyOf']> {
  if (node.body !== undefined) return node.body;
  const { declarations } = fn.module;
  if (declarations === undefined || node.bodyIndex === undefined) return [];
  let bodies = machine.evaluatedBodies.get(declarations.file);
  if (bodies === undefined) machine.evaluatedBodies.set(declarations.file, (bodies = new Set()));
  bodies.add(node.bodyIndex);
  return declarations.bodyOf(node);
}

/** Binds arguments to parameters as Python does; what is missing or unknown is dynamic. */
function bindParameters(environment: Environment, frame: Frame, fn: FunctionObject, args: CallArguments, anchor: Anchor): void {
  const { positional, keywords, hasUnknown } = args;
  const used = new Set<string>();
  let next = 0;
  const bind = (parameter: Parameter, argument: Argument): void => {
    frame.firstArgument ??= argument.value;
    environment.bind(parameter.name.name, argument.value, fn.closure.anchorOf(parameter.name), argument.anchor);
  };
  for (const parameter of fn.node.parameters) {
    const name = parameter.name.name;
    const takesPositional = parameter.mode === 'positionalOnly' || parameter.mode === 'positionalOrKeyword';
    if (takesPositional && next < positional.length) {
      const argument = positional[next++];
      if (argument !== undefined) bind(parameter, argument);
    } else if (parameter.mode === 'varPositional') {
      const rest = positional.slice(next).map(({ value }) => value);
      next = positional.length;
      bind(parameter, { value: hasUnknown ? { kind: 'tuple', items: rest, isOpen: true } : { kind: 'tuple', items: rest }, anchor });
    } else if (parameter.mode === 'varKeyword') {
      const entries = [...keywords].filter(([key]) => !used.has(key)).map(([key, argument]) => ({ key: stringOf(key), value: argument.value, anchor: argument.anchor }));
      bind(parameter, { value: dictOf(entries, hasUnknown), anchor });
    } else {
      used.add(name);
      bind(parameter, keywords.get(name) ?? { value: defaultOf(fn, name, hasUnknown), anchor });
    }
  }
}

function defaultOf(fn: FunctionObject, name: string, hasUnknown: boolean): Value {
  const value = hasUnknown ? undefined : fn.defaults.get(name);
  return value ?? dynamic(`the argument \`${name}\` of \`${fn.name}\``);
}
