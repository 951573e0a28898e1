import type { Expression, Identifier, TypeAliasStatement, TypeParameter } from '../python/syntax';
import { argumentsOf, isSymbolic, NO_KEYWORDS, stringOf } from './constants';
import { Environment } from './environment';
import { evaluate } from './expressions';
import type { Machine } from './machine';
import { AnnotationObject } from './objects';
import type { AnnotationBinding, Value } from './values';

/**
 * The value of an annotation as it is at run time. A name that is not bound is a forward reference and becomes a text (as
 * `annotationlib.Format.FORWARDREF` of Python 3.14 does).
 */
export function annotationValue(machine: Machine, annotation: AnnotationBinding): Value {
  if (!(annotation instanceof AnnotationObject)) throw new Error(`annotation ${annotation.name} was not made by the evaluator`);
  if (annotation.value === undefined || (annotation.epoch !== 0 && annotation.epoch !== machine.epoch)) {
    annotation.value = evaluateLazily(machine, annotation.evaluationEnvironment, annotation.expression);
    annotation.epoch = machine.epoch;
  }
  return annotation.value;
}

/** The right side of `type Name = …`, which Python evaluates when it is asked for. */
export function typeAlias(machine: Machine, environment: Environment, statement: TypeAliasStatement): Value {
  const anchor = environment.anchorOf(statement);
  const inner = new Environment('comprehension', environment.module, environment, new Map());
  for (const { name, mode } of statement.typeParameters) bindTypeParameter(machine, inner, name, mode);
  inner.forwardReferences = new Set();
  const value = evaluate(machine, inner, statement.value);
  const args = [stringOf(statement.name.name), value].map((one) => ({ value: one, anchor: environment.anchorOf(statement.value) }));
  return machine.symbolicCall(machine.external('typing.TypeAliasType'), { positional: args, keywords: NO_KEYWORDS, hasUnknown: false }, anchor);
}

/** `T` of `class A[T]` is a `TypeVar("T")` in the scope of the type parameters. */
export function bindTypeParameter(machine: Machine, environment: Environment, name: Identifier, mode: TypeParameter['mode']): void {
  const anchor = environment.anchorOf(name);
  environment.bind(name.name, machine.symbolicCall(machine.external(`typing.${mode}`), argumentsOf([stringOf(name.name)], anchor), anchor), anchor);
}

function evaluateLazily(machine: Machine, scope: Environment, expression: Expression): Value {
  const environment = new Environment('comprehension', scope.module, undefined, new Map());
  environment.forwardReferences = new Set();
  environment.outerLookup = (name) => lookUp(scope, name);
  environment.fixedAnchor = scope.fixedAnchor;
  return evaluate(machine, environment, expression);
}

/** The text that stands for a name that is not bound yet; remembered, so that its attributes and items are texts and types as well. */
export function forwardReference(references: Set<Value>, name: string): Value {
  const reference = stringOf(name);
  references.add(reference);
  return reference;
}

/** Attributes of the class do not hide types of the same name: in `date: Mapped[date] = mapped_column()`, `date` is the type. */
function lookUp(scope: Environment, name: string): Value | undefined {
  const value = scope.lookup(name);
  if (scope.kind !== 'class' || value === undefined || !isSymbolic(value) || scope.ownBinding(name)?.value !== value) return value;
  return scope.parent?.lookup(name) ?? value;
}
