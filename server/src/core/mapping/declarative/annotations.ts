/**
 * What an annotation of a class attribute means for the mapping: the `Mapped[]` container and what stands inside
 * (`orm/util.py: _extract_mapped_subtype`, `_cleanup_mapped_str_annotation`).
 */
import type { AnnotationBinding, ClassValue, Value } from '../../evaluate/values';
import { libraryName } from '../externals';
import type { MappingState } from '../state';
import { evaluateAnnotationText, resolveAnnotationName } from './annotationScope';
import { inheritsLibrary } from './registries';

/** `_CollectedAnnotation`. */
export interface CollectedAnnotation {
  /** The attribute's name; the annotation of a `declared_attr` is that of its return value. */
  readonly name: string;
  readonly annotation: AnnotationBinding;
  /** `Mapped`, `DynamicMapped`, `WriteOnlyMapped`, `MappedColumn`…; undefined for a plain annotation. */
  readonly container?: string;
  /** What stands inside the container, or the whole annotation without one. A forward reference is a `string` value. */
  readonly inner: Value;
  /** The annotation is plain text that could not be evaluated when the class was created; `inner` is the text. */
  readonly isUnevaluatedText: boolean;
  /** The class whose body has the annotation; names in texts are looked up in its module. */
  readonly originatingClass: ClassValue;
}

export type AnnotationAnswer =
  | { readonly kind: 'annotation'; readonly value: CollectedAnnotation }
  /** `ClassVar[...]` and annotations of other descriptors. */
  | { readonly kind: 'ignored' }
  /** Only run time knows what the annotation is. */
  | { readonly kind: 'dynamic'; readonly reason: string }
  | { readonly kind: 'error'; readonly id: string; readonly exceptionClass: string; readonly message: string; readonly code?: string };

const CONTAINERS = ['Mapped', 'DynamicMapped', 'WriteOnlyMapped', 'MappedColumn', 'MappedSQLExpression', 'Relationship', 'RelationshipProperty', 'Composite', 'Synonym', 'Unmapped'];

/** Annotations of these are other descriptors, not a mistake. */
const OTHER_DESCRIPTORS = ['AssociationProxy', 'hybrid_property', 'InspectionAttrExtensionType', 'InstrumentedAttribute', 'QueryableAttribute'];

/** The name of the `Mapped` container that a value is, without its argument; also for subclasses of them. */
export function mappedContainerOf(value: Value): string | undefined {
  if (value.kind === 'class') return CONTAINERS.find((name) => inheritsLibrary(value, name));
  const name = value.kind === 'external' ? libraryName(value) : undefined;
  return name !== undefined && CONTAINERS.includes(name) ? name : undefined;
}

/** The text of an annotation as it stands at run time: its source under `from __future__ import annotations`, its content when it is a string. */
export function annotationText(annotation: AnnotationBinding): string | undefined {
  if (annotation.isDeferred) return annotation.text;
  return annotation.expression.kind === 'String' ? annotation.expression.value : undefined;
}

/** `_is_mapped_annotation`. */
export function isMappedAnnotation(state: MappingState, annotation: AnnotationBinding, cls: ClassValue, originating: ClassValue): boolean {
  const value = evaluatedAnnotation(state, annotation, cls, originating);
  return value !== undefined && value.kind === 'subscript' && mappedContainerOf(value.object) !== undefined;
}

/** The annotation destringified on its outside only; undefined is NameError. */
function evaluatedAnnotation(state: MappingState, annotation: AnnotationBinding, cls: ClassValue, originating: ClassValue): Value | undefined {
  const text = annotationText(annotation);
  if (text !== undefined) return evaluateAnnotationText(state, text, originating.module, cls, annotation.expressionAnchor);
  const value = state.program.evaluateAnnotation(annotation);
  // an unquoted name that is not bound yet is a forward reference
  return value.kind === 'string' ? undefined : value;
}

/** `_extract_mapped_subtype`. */
export function extractMapped(state: MappingState, name: string, annotation: AnnotationBinding, cls: ClassValue, originating: ClassValue, expectMapped: boolean): AnnotationAnswer {
  const text = annotationText(annotation);
  const outside = text === undefined ? valueOrText(state, annotation) : evaluateOutside(state, text, annotation, cls, originating);
  if (outside === 'uninterpretable') return uninterpretable(rawText(annotation));
  const value = outside === undefined ? { kind: 'string' as const, value: text ?? annotation.text } : outside;
  if (value.kind === 'dynamic') return { kind: 'dynamic', reason: value.reason };
  const container = value.kind === 'subscript' ? mappedContainerOf(value.object) : undefined;
  if (value.kind !== 'subscript' || container === undefined) {
    if (expectMapped && !isOtherDescriptor(value)) return unmappedUnlessAllowed(cls, name);
    if (expectMapped) return { kind: 'ignored' };
    return collected(name, annotation, originating, undefined, value, outside === undefined);
  }
  if (value.index.kind === 'tuple') return tooManyArguments(value.object, value.index.items.length, annotation.isDeferred || text !== undefined, annotation);
  return collected(name, annotation, originating, container, value.index, false);
}

function collected(name: string, annotation: AnnotationBinding, originatingClass: ClassValue, container: string | undefined, inner: Value, isUnevaluatedText: boolean): AnnotationAnswer {
  return { kind: 'annotation', value: { name, annotation, container, inner, isUnevaluatedText, originatingClass } };
}

function valueOrText(state: MappingState, annotation: AnnotationBinding): Value | undefined {
  const value = state.program.evaluateAnnotation(annotation);
  return value.kind === 'string' ? undefined : value;
}

function evaluateOutside(state: MappingState, text: string, annotation: AnnotationBinding, cls: ClassValue, originating: ClassValue): Value | 'uninterpretable' | undefined {
  const cleaned = cleanedText(state, text, cls, originating);
  if (cleaned === undefined) return 'uninterpretable';
  const value = evaluateAnnotationText(state, cleaned, originating.module, cls, annotation.expressionAnchor);
  if (value === undefined && /(?:Mapped|Unmapped)\[/.test(text)) return 'uninterpretable';
  return value;
}

const GENERIC = /^([^ |]+?)\[(.+)\]$/s;

/**
 * `_cleanup_mapped_str_annotation`: quotes the innermost name of `Mapped[List[Address]]`, so that it stays a forward reference. undefined where the container's
 * name cannot be resolved.
 */
function cleanedText(state: MappingState, text: string, cls: ClassValue, originating: ClassValue): string | undefined {
  const match = GENERIC.exec(text);
  if (match === null) return text;
  const container = resolveAnnotationName(state, match[1] ?? '', originating.module, cls);
  if (container === undefined) return undefined;
  const name = libraryName(container) === 'typing.ClassVar' ? 'ClassVar' : mappedContainerOf(container);
  if (name === undefined) return text;
  const stack = [match[1] ?? ''];
  let inner = match[2] ?? '';
  for (let next = GENERIC.exec(inner); next !== null; next = GENERIC.exec(inner)) {
    stack.push(next[1] ?? '');
    inner = next[2] ?? '';
  }
  if (/^["'].*["']$/s.test(inner) || /[[\]]/.test(inner)) return text;
  const quoted = inner.split(',').map((part) => `"${part.replace(/^["' ]+|["' ]+$/g, '')}"`);
  return `${[...stack, quoted.join(', ')].join('[')}${']'.repeat(stack.length)}`;
}

function isOtherDescriptor(value: Value): boolean {
  if (value.kind !== 'subscript') return false;
  const name = libraryName(value.object);
  return name === 'typing.ClassVar' || (name !== undefined && OTHER_DESCRIPTORS.includes(name));
}

function uninterpretable(raw: string): AnnotationAnswer {
  return {
    kind: 'error',
    id: 'E-ANN-UNRESOLVED',
    exceptionClass: 'MappedAnnotationError',
    message: `Could not interpret annotation ${raw}.  Check that it uses names that are correctly imported at the module level. See chained stack trace for more hints.`,
  };
}

/** A base that is not known may state `__allow_unmapped__`. */
function unmappedUnlessAllowed(cls: ClassValue, name: string): AnnotationAnswer {
  const reason = cls.dynamicBase?.reason ?? cls.mro.find(({ openReason }) => openReason !== undefined)?.openReason;
  return reason === undefined ? unmapped(cls, name) : { kind: 'dynamic', reason };
}

function unmapped(cls: ClassValue, name: string): AnnotationAnswer {
  return {
    kind: 'error',
    id: 'E-ANN-UNMAPPED',
    exceptionClass: 'MappedAnnotationError',
    code: 'zlpr',
    message:
      `Type annotation for "${cls.name}.${name}" can't be correctly interpreted for Annotated Declarative Table form.  ORM annotations should normally ` +
      'make use of the ``Mapped[]`` generic type, or other ORM-compatible generic type, as a container for the actual type, which indicates the intent that the ' +
      'attribute is mapped. Class variables that are not intended to be mapped by the ORM should use ClassVar[].  To allow Annotated Declarative to disregard legacy ' +
      'annotations which don\'t use Mapped[] to pass, set "__allow_unmapped__ = True" on the class or a superclass this class.',
  };
}

/** `Mapped[int, str]`: an error of `typing` when the annotation is evaluated. */
function tooManyArguments(container: Value, count: number, isText: boolean, annotation: AnnotationBinding): AnnotationAnswer {
  if (isText) return uninterpretable(rawText(annotation));
  const path = container.kind === 'class' ? `${container.module.name}.${container.qualifiedName}` : `sqlalchemy.orm.base.${libraryName(container) ?? 'Mapped'}`;
  return {
    kind: 'error',
    id: 'E-ANN-SUBTYPE',
    exceptionClass: 'TypeError',
    message: `Too many arguments for <class '${path}'>; actual ${count}, expected 1`,
  };
}

function rawText(annotation: AnnotationBinding): string {
  return annotationText(annotation) ?? annotation.text;
}

