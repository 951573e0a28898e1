import { isSymbolic, stringOf } from './constants';
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
  const environment = new Environment('comprehension', annotation.evaluationEnvironment.module, undefined, new Map());
  const references = new Set<Value>();
  environment.forwardReferences = references;
  environment.outerLookup = (name) => lookUp(annotation.evaluationEnvironment, name) ?? forwardReference(references, name);
  environment.fixedAnchor = annotation.evaluationEnvironment.fixedAnchor;
  return evaluate(machine, environment, annotation.expression);
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
