/** Statements, executed in order as Python does. */
import { isTypeCheckingTest } from '../declarations/imports';
import { unparse } from '../python/unparse';
import type { AnnotatedAssignment, AugmentedAssignment, ForStatement, FunctionDef, IfStatement, RaiseStatement, Statement, TryStatement, WhileStatement } from '../python/syntax';
import { typeAlias } from './annotationValues';
import { bindTarget, deleteTarget } from './assignments';
import { bindMethod, getAttribute } from './attributes';
import { executeBranches } from './branches';
import { call } from './calls';
import { executeClass } from './classes';
import { argumentsOf, dynamic, NONE } from './constants';
import { applyDecorators } from './decorators';
import { AnnotationObject, classObject, findInClass } from './objects';
import type { Environment } from './environment';
import { exceptionOf, handlerMatches } from './exceptions';
import { evaluate } from './expressions';
import { makeFunction } from './functions';
import { executeImport, executeImportFrom } from './importStatements';
import { anyItemOf, itemsOf } from './iteration';
import { MAX_ITEMS, type Machine } from './machine';
import { binary, truthOf } from './operators';
import { callDataMethod } from './dataMethods';
import type { Value } from './values';

/** How a block ended. */
export enum Completion {
  Normal,
  Return,
  Break,
  Continue,
  /** An exception is on its way (`machine.raised`), or a bound was reached. */
  Stopped,
}

export function executeBlock(machine: Machine, environment: Environment, statements: readonly Statement[]): Completion {
  for (const statement of statements) {
    if (!machine.step()) return Completion.Stopped;
    const completion = executeStatement(machine, environment, statement);
    if (machine.isStopped) return Completion.Stopped;
    if (completion !== Completion.Normal) return completion;
  }
  return Completion.Normal;
}

export function executeStatement(machine: Machine, environment: Environment, statement: Statement): Completion {
  switch (statement.kind) {
    case 'Expr':
      evaluate(machine, environment, statement.value);
      return Completion.Normal;
    case 'Assign': {
      const value = evaluate(machine, environment, statement.value);
      const valueAnchor = environment.anchorOf(statement.value);
      for (const target of statement.targets) bindTarget(machine, environment, target, value, valueAnchor);
      return Completion.Normal;
    }
    case 'AnnAssign':
      annotatedAssign(machine, environment, statement);
      return Completion.Normal;
    case 'AugAssign':
      augmentedAssign(machine, environment, statement);
      return Completion.Normal;
    case 'FunctionDef':
      defineFunction(machine, environment, statement);
      return Completion.Normal;
    case 'ClassDef':
      executeClass(machine, environment, statement);
      return Completion.Normal;
    case 'TypeAlias':
      environment.bind(statement.name.name, typeAlias(machine, environment, statement), environment.anchorOf(statement.name), environment.anchorOf(statement.value));
      return Completion.Normal;
    case 'Import':
      executeImport(machine, environment, statement);
      return Completion.Normal;
    case 'ImportFrom':
      executeImportFrom(machine, environment, statement);
      return Completion.Normal;
    case 'If':
      return executeIf(machine, environment, statement);
    case 'For':
      return executeFor(machine, environment, statement);
    case 'While':
      return executeWhile(machine, environment, statement);
    case 'With':
      for (const { context, target } of statement.items) {
        const value = evaluate(machine, environment, context);
        if (target !== undefined) bindTarget(machine, environment, target, enter(machine, value, environment, context), environment.anchorOf(context));
      }
      return executeBlock(machine, environment, statement.body);
    case 'Match': {
      evaluate(machine, environment, statement.subject);
      for (const { boundNames } of statement.cases) {
        for (const name of boundNames) environment.bind(name.name, dynamic(`the value that a pattern gives to \`${name.name}\``), environment.anchorOf(name));
      }
      const condition = `match ${unparse(statement.subject)}`;
      return executeBranches(machine, environment, [[], ...statement.cases.map(({ body }) => body)], condition);
    }
    case 'Try':
      return executeTry(machine, environment, statement);
    case 'Raise':
      raise(machine, environment, statement);
      return Completion.Stopped;
    case 'Return':
      if (environment.frame === undefined) return Completion.Normal;
      environment.frame.returned = statement.value === undefined ? NONE : evaluate(machine, environment, statement.value);
      return Completion.Return;
    case 'Delete':
      for (const target of statement.targets) deleteTarget(machine, environment, target);
      return Completion.Normal;
    case 'Global':
    case 'Nonlocal':
      machine.noteEffect();
      for (const { name } of statement.names) environment.redirect(name, statement.kind);
      return Completion.Normal;
    case 'Break':
      return Completion.Break;
    case 'Continue':
      return Completion.Continue;
    case 'Assert':
    case 'Pass':
    case 'Error':
      return Completion.Normal;
  }
}

function annotatedAssign(machine: Machine, environment: Environment, statement: AnnotatedAssignment): void {
  const { target } = statement;
  if (statement.value !== undefined) {
    bindTarget(machine, environment, target, evaluate(machine, environment, statement.value), environment.anchorOf(statement.value));
  }
  if (target.kind === 'Name' && environment.annotations !== undefined) {
    const name = environment.attributeName(target.name);
    environment.annotations.set(name, new AnnotationObject(name, target, statement.annotation, environment));
  }
}

/** `+=` changes lists and sets in place. */
function augmentedAssign(machine: Machine, environment: Environment, statement: AugmentedAssignment): void {
  const { target, operator } = statement;
  const left = evaluate(machine, environment, target);
  const right = evaluate(machine, environment, statement.value);
  const anchor = environment.anchorOf(statement);
  if (left.kind === 'list' && operator === '+') {
    callDataMethod(machine, left, 'extend', argumentsOf([right], anchor), anchor);
    return;
  }
  if ((left.kind === 'set' || left.kind === 'dict') && operator === '|') {
    callDataMethod(machine, left, 'update', argumentsOf([right], anchor), anchor);
    return;
  }
  bindTarget(machine, environment, target, binary(machine, operator, left, right, anchor), environment.anchorOf(statement.value));
}

function defineFunction(machine: Machine, environment: Environment, node: FunctionDef): void {
  const decorators = node.decorators.map((decorator) => ({ value: evaluate(machine, environment, decorator), anchor: environment.anchorOf(decorator) }));
  const fn = makeFunction(machine, environment, node);
  const value = decorators.length === 0 ? fn : applyDecorators(machine, fn, decorators);
  environment.bind(node.name.name, value, environment.anchorOf(node.name), environment.anchorOf(node));
}

function enter(machine: Machine, context: Value, environment: Environment, node: { readonly id: number }): Value {
  const anchor = environment.anchorOf(node);
  if (context.kind === 'call' && context.callee.kind === 'class') {
    const method = findInClass(classObject(context.callee), '__enter__')?.value;
    if (method?.kind === 'function') return call(machine, bindMethod(method, context), argumentsOf([], anchor), anchor);
  }
  if (context.kind === 'dynamic') return context;
  const method = getAttribute(machine, context, '__enter__', anchor);
  return method === undefined ? dynamic('what a context manager gives', anchor) : call(machine, method, argumentsOf([], anchor), anchor);
}

function executeIf(machine: Machine, environment: Environment, statement: IfStatement): Completion {
  if (isTypeCheckingTest(statement.test, TYPE_CHECKING)) return executeBlock(machine, environment, statement.orElse);
  const truth = truthOf(evaluate(machine, environment, statement.test));
  if (truth !== undefined) return executeBlock(machine, environment, truth ? statement.body : statement.orElse);
  const branches = statement.orElse.length === 0 ? [[], statement.body] : [statement.body, statement.orElse];
  return executeBranches(machine, environment, branches, unparse(statement.test));
}

const TYPE_CHECKING: ReadonlySet<string> = new Set(['TYPE_CHECKING']);

function executeFor(machine: Machine, environment: Environment, statement: ForStatement): Completion {
  const iterable = evaluate(machine, environment, statement.iterable);
  const items = statement.isAsync ? undefined : itemsOf(iterable);
  const anchor = environment.anchorOf(statement.iterable);
  for (const item of [...(items?.values ?? [])].slice(0, MAX_ITEMS)) {
    bindTarget(machine, environment, statement.target, item, anchor);
    const completion = executeBlock(machine, environment, statement.body);
    if (completion === Completion.Break) return Completion.Normal;
    if (completion === Completion.Return || completion === Completion.Stopped) return completion;
  }
  if (items === undefined || items.isOpen) {
    bindTarget(machine, environment, statement.target, anyItemOf(iterable, anchor) ?? dynamic(`an item of \`${unparse(statement.iterable)}\``, anchor), anchor);
    return executeBranches(machine, environment, [[], statement.body], `for ${unparse(statement.target)} in ${unparse(statement.iterable)}`);
  }
  return executeBlock(machine, environment, statement.orElse);
}

function executeWhile(machine: Machine, environment: Environment, statement: WhileStatement): Completion {
  for (let turn = 0; turn < MAX_ITEMS; turn++) {
    const truth = truthOf(evaluate(machine, environment, statement.test));
    if (machine.isStopped) return Completion.Stopped;
    if (truth === undefined) return executeBranches(machine, environment, [[], statement.body], unparse(statement.test));
    if (!truth) return executeBlock(machine, environment, statement.orElse);
    const outer = machine.mayHaveLeftLoop;
    machine.mayHaveLeftLoop = false;
    const completion = executeBlock(machine, environment, statement.body);
    const mayHaveLeft = machine.mayHaveLeftLoop || (environment.frame?.alternatives.length ?? 0) > 0;
    machine.mayHaveLeftLoop = outer;
    // How many turns there are is not known then; one shows what a turn does.
    if (completion === Completion.Break || (mayHaveLeft && completion !== Completion.Return && completion !== Completion.Stopped)) return Completion.Normal;
    if (completion === Completion.Return || completion === Completion.Stopped) return completion;
  }
  return Completion.Normal;
}

function raise(machine: Machine, environment: Environment, statement: RaiseStatement): void {
  const value = statement.exception === undefined ? undefined : evaluate(machine, environment, statement.exception);
  machine.raised ??= exceptionOf(value, statement.exception === undefined ? 'an exception' : `\`${unparse(statement.exception)}\``);
}

/** The body runs to its end unless it raises for certain; then the first handler that fits runs. */
function executeTry(machine: Machine, environment: Environment, statement: TryStatement): Completion {
  if (statement.handlers.length > 0) machine.tryDepth++;
  let completion = executeBlock(machine, environment, statement.body);
  if (statement.handlers.length > 0) machine.tryDepth--;
  if (machine.raised !== undefined && !machine.isAborted) completion = handle(machine, environment, statement);
  else if (completion === Completion.Normal) completion = executeBlock(machine, environment, statement.orElse);
  if (statement.finalBody.length === 0 || machine.isAborted) return completion;
  const { raised } = machine;
  machine.raised = undefined;
  const last = executeBlock(machine, environment, statement.finalBody);
  if (last !== Completion.Normal) return last;
  machine.raised = raised;
  return completion;
}

function handle(machine: Machine, environment: Environment, statement: TryStatement): Completion {
  const { raised } = machine;
  if (raised === undefined) return Completion.Normal;
  machine.raised = undefined;
  for (const { type, name, body } of statement.handlers) {
    if (type !== undefined && !handlerMatches(evaluate(machine, environment, type), raised)) continue;
    if (name !== undefined) environment.bind(name.name, dynamic('a caught exception'), environment.anchorOf(name));
    return executeBlock(machine, environment, body);
  }
  machine.raised = raised;
  return Completion.Stopped;
}
