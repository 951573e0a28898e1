/** What the annotation of a relationship says about its target and its collection (`orm/relationships.py: RelationshipProperty.declarative_scan`). */
import type { Anchor } from '../../declarations/anchor';
import { parseExpressionText } from '../../python/parser';
import type { Expression } from '../../python/syntax';
import type { ClassValue, ModuleValue, Value } from '../../evaluate/values';
import type { MappingContext } from '../context';
import type { CollectedAnnotation } from '../declarative/annotations';
import { deOptionalized, includesNone, isUnion, typeArguments, typeText } from '../declarative/typeForms';
import { libraryName } from '../externals';
import type { AnnotationTarget, RelationshipDeclaration } from '../mapper';
import { isNone } from '../values';
import { collectionOf, plainCollectionOf } from './collectionTypes';
import { isBuiltinName } from './libraryNames';
import { messages } from './messages';

export interface AnnotationRequest {
  readonly key: string;
  /** The mapped class. */
  readonly cls: ClassValue;
  readonly declaration: RelationshipDeclaration;
}

export type AnnotationReading =
  | { readonly kind: 'target'; readonly target: AnnotationTarget | undefined }
  | { readonly kind: 'error'; readonly id: string; readonly exceptionClass: string; readonly message: string; readonly anchor: Anchor };

/** Without an annotation the target has to be stated. */
export function readRelationshipAnnotation(collected: CollectedAnnotation | undefined, request: AnnotationRequest, context: MappingContext): AnnotationReading {
  if (context.version === '1.4') return { kind: 'target', target: undefined };
  if (collected === undefined) {
    const { declaration } = request;
    if (!isNone(declaration.arguments.get('argument')?.value) || declaration.openReason !== undefined) return { kind: 'target', target: undefined };
    return error('E-ANN-REQUIRED', 'ArgumentError', messages.annotationRequired(request.cls.name, request.key, 'Relationship'), declaration.anchor);
  }
  return new AnnotationReader(collected, request, context).read();
}

function error(id: string, exceptionClass: string, message: string, anchor: Anchor): AnnotationReading {
  return { kind: 'error', id, exceptionClass, message, anchor };
}

class AnnotationReader {
  constructor(
    private readonly collected: CollectedAnnotation,
    private readonly request: AnnotationRequest,
    private readonly context: MappingContext,
  ) {}

  read(): AnnotationReading {
    const { inner, isUnevaluatedText } = this.collected;
    const type = isUnevaluatedText ? inner : deOptionalized(inner);
    const given = this.given('collection_class');
    if (isGeneric(type)) return this.readGeneric(type, given);
    const isText = type.kind === 'string' && !isUnevaluatedText;
    const argument = isText ? this.realName(type.value) : type;
    if (libraryName(type)?.startsWith('typing.') === true && isBareGeneric(type)) return error('E-REL-GENERIC-NOARG', 'AttributeError', '__args__', this.anchor());
    return this.finished(argument, undefined, given, false);
  }

  /** `List["B"]`, `Dict[str, "B"]`, `Union["A", "B"]`. */
  private readGeneric(type: Value, given: Value | undefined): AnnotationReading {
    const collection = type.kind === 'subscript' && !isUnion(type) ? collectionOf(type.object) : undefined;
    if (collection?.isAbstract === true && given === undefined) {
      return error('E-REL-COLLECTION', 'ArgumentError', messages.abstractCollection(collection.classText), this.anchor());
    }
    const args = typeArguments(type);
    const target = collection?.isMapping === true ? args.at(-1) : args[0];
    if (target === undefined) return error('E-REL-GENERIC-NOARG', 'ArgumentError', messages.genericWithoutArgument(typeText(type)), this.anchor());
    // The text in a generic builtin that is no list, set or dict stays plain text.
    const argument = target.kind === 'string' ? this.realName(target.value) : target;
    return this.finished(argument, given === undefined ? collection?.value : undefined, given, collection === undefined);
  }

  private finished(argument: Value, collectionClass: Value | undefined, given: Value | undefined, isOtherGeneric: boolean): AnnotationReading {
    const lazy = this.lazy();
    const effective = collectionClass ?? given;
    const mismatch = this.factoryMismatch(effective, lazy !== undefined);
    if (mismatch !== undefined) return mismatch;
    return {
      kind: 'target',
      target: {
        argument,
        collectionClass,
        isScalar: lazy === undefined && (isOtherGeneric || effective === undefined),
        isOptional: includesNone(this.collected.inner),
        lazy,
        anchor: this.anchor(),
        text: this.collected.annotation.text,
      },
    };
  }

  private lazy(): 'dynamic' | 'write_only' | undefined {
    if (this.collected.container === 'WriteOnlyMapped') return 'write_only';
    return this.collected.container === 'DynamicMapped' ? 'dynamic' : undefined;
  }

  /** A dataclass's `default_factory` has to be the collection class (2.1). */
  private factoryMismatch(collectionClass: Value | undefined, isWriteOnlyOrDynamic: boolean): AnnotationReading | undefined {
    const factory = this.request.declaration.arguments.get('default_factory');
    if (factory === undefined || this.context.version !== '2.1') return undefined;
    const exact: Value | undefined = isWriteOnlyOrDynamic ? { kind: 'external', path: 'builtins.list' } : collectionClass;
    const plain = exact === undefined ? undefined : plainCollectionOf(exact, this.context);
    const accepted = [exact, plain].flatMap((each) => (each === undefined ? [] : [typeText(each)]));
    const text = typeText(factory.value);
    if (factory.value.kind === 'dynamic' || accepted.includes(text)) return undefined;
    if (exact !== undefined && exact.kind !== 'external' && exact.kind !== 'class') return undefined;
    const expected = accepted.length === 0 ? 'None' : [...new Set(accepted)].join(' or ');
    return error('E-REL-DEFAULT', 'ArgumentError', messages.dataclassFactory(this.request.cls.name, this.request.key, expected), factory.anchor);
  }

  private given(name: string): Value | undefined {
    const value = this.request.declaration.arguments.get(name)?.value;
    return isNone(value) ? undefined : value;
  }

  private anchor(): Anchor {
    return this.collected.annotation.expressionAnchor;
  }

  /** `resolve_name_to_real_class_name`: a name of the class's module is replaced by the `__name__` of what it stands for. */
  private realName(text: string): Value {
    const { module } = this.collected.originatingClass;
    const found = text.includes('.') ? this.evaluated(text, module) : this.named(text, module);
    return { kind: 'string', value: found === undefined ? text : (nameOf(found) ?? text) };
  }

  private named(name: string, module: ModuleValue): Value | undefined {
    const bound = module.namespace.get(name)?.value;
    if (bound !== undefined) return bound.kind === 'class' && bound.serial > this.request.cls.serial ? undefined : bound;
    return isBuiltinName(name) ? { kind: 'external', path: `builtins.${name}` } : undefined;
  }

  /** A dotted name, or an expression with a dot in it, as the module sees it; undefined where evaluating it fails. */
  private evaluated(text: string, module: ModuleValue): Value | undefined {
    const { expression, errors } = parseExpressionText(text);
    if (errors.length > 0) return undefined;
    if (expression.kind === 'Name' || expression.kind === 'Attribute') return this.walk(expression, module);
    let isComplete = true;
    const value = this.context.program.evaluate(
      expression,
      (name) => {
        const found = this.named(name, module);
        isComplete &&= found !== undefined;
        return found;
      },
      this.anchor(),
    );
    return isComplete ? value : undefined;
  }

  private walk(expression: Expression, module: ModuleValue): Value | undefined {
    if (expression.kind === 'Name') return this.named(expression.name, module);
    if (expression.kind !== 'Attribute') return undefined;
    const object = this.walk(expression.value, module);
    const value = object === undefined ? undefined : this.context.program.getAttribute(object, expression.attribute.name, this.anchor());
    return value?.kind === 'class' && value.serial > this.request.cls.serial ? undefined : value;
  }
}

/** Has `__origin__` at run time: a subscript; `A | B` has not. */
function isGeneric(type: Value): boolean {
  return type.kind === 'subscript';
}

/** `typing.List` without brackets. */
function isBareGeneric(type: Value): boolean {
  return type.kind === 'external' && collectionOf(type) !== undefined;
}

function nameOf(value: Value): string | undefined {
  switch (value.kind) {
    case 'class':
    case 'function':
      return value.name;
    case 'external':
      return value.path.slice(value.path.lastIndexOf('.') + 1);
    case 'module':
      return value.name;
    case 'subscript':
      // `List["B"].__name__` is that of `List`.
      return nameOf(value.object);
    default:
      return undefined;
  }
}
